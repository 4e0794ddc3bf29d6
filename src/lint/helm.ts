import type { Exec } from "../io.ts";
import type { HelmFinding } from "./helm-finding.ts";
import { readLintOutput, readTemplateOutput } from "./helm-output.ts";

/** What `helm version` says: 3.8 is the first that needs no switch for what this tool publishes. */
export async function findHelm(exec: Exec): Promise<string | undefined> {
  const { exitCode, stdout } = await exec("helm", ["version", "--short"]);
  const [, version, major, minor] = /^(v(\d+)\.(\d+)\.\d+[\w.-]*)/.exec(stdout.trim()) ?? [];
  if (exitCode !== 0 || version === undefined) return undefined;
  return Number(major) > 3 || (Number(major) === 3 && Number(minor) >= 8) ? version : undefined;
}

/** What Helm is to look at. */
export interface HelmSubject {
  readonly name: string;
  /** The chart's archive, as an absolute path without commas. */
  readonly archive: string;
  readonly isLibrary: boolean;
  /** Likewise; the chart's defaults alone where left out. */
  readonly values?: string;
}

/** Runs `helm lint`, and `helm template` for what can be installed. Without a shell, on files alone. */
export async function runHelm(
  exec: Exec,
  { name, archive, isLibrary, values }: HelmSubject,
  isStrict: boolean,
): Promise<HelmFinding[]> {
  const given = values === undefined ? [] : ["--values", values];
  const strict = isStrict ? ["--strict"] : [];
  const found = readLintOutput(await exec("helm", ["lint", archive, ...strict, ...given]), name);
  if (isLibrary) return found;
  const rendered = readTemplateOutput(await exec("helm", ["template", archive, ...given]), name);
  // Lint goes on without the value that is missing, and then finds fault with the hole.
  const demands = rendered.flatMap((finding) => (finding.isDemand ? pathOf(finding) : []));
  return [
    ...found.filter((finding) => finding.severity === "error" || !demands.includes(pathOf(finding))),
    ...rendered,
  ];
}

function pathOf({ place }: HelmFinding): string | undefined {
  return place !== undefined && "path" in place ? place.path : undefined;
}
