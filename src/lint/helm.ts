import type { Exec, ExecResult } from "../io.ts";
import type { HelmFinding } from "./helm-finding.ts";
import { readLintOutput, readTemplateOutput } from "./helm-output.ts";

/** What each run found: several checks of one run ask. */
const found = new WeakMap<Exec, Promise<string | undefined>>();

/** What `helm version` says, which each `exec` is asked once: 3.8 is the first that needs no switch for what this tool publishes. */
export function findHelm(exec: Exec): Promise<string | undefined> {
  const version = found.get(exec) ?? askVersion(exec);
  found.set(exec, version);
  return version;
}

async function askVersion(exec: Exec): Promise<string | undefined> {
  const { exitCode, stdout } = await runStreamed(exec, ["version", "--short"]);
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
  const linted = readLintOutput(await runStreamed(exec, ["lint", archive, ...strict, ...given]), name);
  if (isLibrary) return linted;
  // What it renders to is not looked at, and may be more than there is memory.
  const onOutput = () => false;
  const rendered = readTemplateOutput(
    await exec("helm", ["template", archive, ...given], { onOutput }),
    name,
  );
  // Lint goes on without the value that is missing, and then finds fault with the hole.
  const demands = rendered.flatMap((finding) => (finding.isDemand ? pathOf(finding) : []));
  return [
    ...linted.filter((finding) => finding.severity === "error" || !demands.includes(pathOf(finding))),
    ...rendered,
  ];
}

/** A run that is cancelled ends only programs whose output it takes as it comes. */
async function runStreamed(exec: Exec, args: readonly string[]): Promise<ExecResult> {
  const said: string[] = [];
  const onOutput = (piece: string): boolean => {
    said.push(piece);
    return false;
  };
  return { ...(await exec("helm", args, { onOutput })), stdout: said.join("") };
}

function pathOf({ place }: HelmFinding): string | undefined {
  return place !== undefined && "path" in place ? place.path : undefined;
}
