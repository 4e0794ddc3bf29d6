import { type Manifests, readManifests } from "../diff/manifest.ts";
import type { Exec } from "../io.ts";

/** What a chart renders to, or Helm's words where it does not. */
export type Rendering = { readonly manifests: Manifests } | { readonly failure: string };

/** What Helm is to render. */
export interface Renderable {
  readonly name: string;
  /** The chart's archive, as an absolute path. */
  readonly archive: string;
  /** Likewise, without commas; the chart's defaults alone where left out. */
  readonly values?: string;
}

/** More than this is not read; no chart renders to a tenth of it. */
const maxCharacters = 32 * 1024 * 1024;

/** Helm's limit for the names of releases, Helm v4.1.4 `pkg/chart/common/util/validate_name.go`. */
const maxReleaseName = 53;

/** Renders a chart and reads what comes of it. */
export async function renderChart(exec: Exec, renderable: Renderable): Promise<Rendering> {
  const rendered = await renderText(exec, renderable);
  return "failure" in rendered ? rendered : { manifests: readManifests(rendered.text) };
}

/** Runs `helm template` without a shell, on files alone, with a release named as the chart; gives what it prints. */
export async function renderText(
  exec: Exec,
  { name, archive, values }: Renderable,
): Promise<{ readonly text: string } | { readonly failure: string }> {
  const release = name
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, "-")
    .slice(0, maxReleaseName)
    .replace(/^-+|-+$/g, "");
  const given = values === undefined ? [] : ["--values", values];
  const said: string[] = [];
  let length = 0;
  const onOutput = (piece: string): boolean => {
    said.push(piece);
    length += piece.length;
    return length > maxCharacters;
  };
  const { exitCode, stderr } = await exec("helm", ["template", release || "release", archive, ...given], {
    onOutput,
  });
  if (length > maxCharacters) return { failure: `it renders to more than ${maxCharacters} characters` };
  if (exitCode !== 0) return { failure: stderr.trim().replace(/^Error: /, "") };
  return { text: said.join("") };
}
