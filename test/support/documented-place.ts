import { chmod, mkdir } from "node:fs/promises";
import path from "node:path";
import type { TestContext } from "node:test";
import { chartFiles, temporaryDirectory, writeFiles } from "./chart.ts";
import { root } from "./documents.ts";
import { type ProgramResult, runProgram } from "./program.ts";

/** A machine for what pages show: a home of its own, a repository with charts, and this project's command on PATH. */
export interface DocumentedPlace {
  /** The repository. */
  readonly directory: string;
  /** Runs lines of shell in it; the first that fails ends them. */
  run(lines: string): Promise<ProgramResult>;
}

/** What the pages call things, and what stands in for it here. */
export interface StandIns {
  /** The registry, `127.0.0.1:1234`. */
  readonly host: string;
  /** Programs on PATH besides the machine's own: name and shell script. */
  readonly programs?: Readonly<Record<string, string>>;
  /** The environment besides what every place has. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Files of the repository, which are committed; two charts where left out. */
  readonly files?: Readonly<Record<string, string>>;
}

/** `git clone` of this project gives what is here, uncommitted changes too; everything else is git's. */
const gitOrHere = (git: string): string => `#!/bin/sh
if [ "$1" != clone ]; then exec ${git} "$@"; fi
for last; do :; done
case "$last" in https://github.com/OWNER/helm-oci-publish) last=helm-oci-publish ;; esac
exec ln -s "$DOCUMENTED_ROOT" "$last"
`;

/** Prepares such a place; it goes with the test. */
export async function documentedPlace(t: TestContext, standIns: StandIns): Promise<DocumentedPlace> {
  const { host, programs = {}, variables = {}, files = twoCharts } = standIns;
  const home = await temporaryDirectory(t);
  const directory = path.join(home, "work");
  const bin = path.join(home, "bin");
  const git = (await runProgram("sh", ["-c", "command -v git"])).stdout.trim();
  const scripts: Record<string, string> = {
    "helm-oci-publish": `#!/bin/sh\nexec "${process.execPath}" "$DOCUMENTED_ROOT/src/cli/main.ts" "$@"\n`,
    node: `#!/bin/sh\nexec "${process.execPath}" "$@"\n`,
    git: gitOrHere(git),
    ...programs,
  };
  await writeFiles(bin, scripts);
  for (const name of Object.keys(scripts)) await chmod(path.join(bin, name), 0o755);
  await mkdir(directory);
  await writeFiles(directory, files);
  const env = {
    PATH: `${bin}${path.delimiter}${process.env["PATH"] ?? ""}`,
    HOME: home,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "Test",
    GIT_AUTHOR_EMAIL: "test@example.com",
    GIT_COMMITTER_NAME: "Test",
    GIT_COMMITTER_EMAIL: "test@example.com",
    DOCUMENTED_ROOT: root,
    REGISTRY_TOKEN: "secret",
    ...variables,
  };
  const run = (lines: string): Promise<ProgramResult> =>
    runProgram("sh", ["-e", "-c", translate(lines, host)], { directory, env });
  if (Object.keys(files).length > 0) await run("git init --quiet; git add .; git commit --quiet -m charts");
  return { directory, run };
}

/** No page can name the port of this test's registry, and an ordinary user cannot write to /opt. */
function translate(lines: string, host: string): string {
  return lines
    .replaceAll("registry.example.com", host)
    .replaceAll("127.0.0.1:5001", host)
    .replaceAll("/opt/", "../opt-")
    .replaceAll("node dist/cli.js", "helm-oci-publish");
}

const twoCharts: Readonly<Record<string, string>> = Object.fromEntries(
  ["web", "api"].flatMap((name) =>
    Object.entries(chartFiles(name, "1.4.0")).map(([file, text]) => [`charts/${name}/${file}`, text]),
  ),
);
