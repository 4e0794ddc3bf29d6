import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { writeChart } from "../test/support/chart.ts";
import { startDelayingProxy } from "../test/support/delaying-proxy.ts";
import { mustRun } from "../test/support/program.ts";
import { findProgram } from "../test/support/program-path.ts";

const size = 300;
const roundTripMs = 80;

/** Templates of a chart of some size: with them it has what `helm create` makes, 11 files of 20 KB together. */
const templates = Object.fromEntries(
  ["deployment", "service", "ingress", "hpa", "httproute", "serviceaccount", "tests/connection"].map(
    (name, kind) => [
      `templates/${name}.yaml`,
      lines(60, (line) => `  ${name}-${(line * 7) % (kind + 9)}: {{ .Values.key${line} }}`),
    ],
  ),
);
const values = lines(
  120,
  (line) => `key${line}: # what it is for\n  enabled: ${line % 3 === 0}\n  text: "value ${line}"`,
);

function lines(count: number, line: (index: number) => string): string {
  return `${Array.from({ length: count }, (_, index) => line(index)).join("\n")}\n`;
}

/** Charts that were published before, in a checkout of their own, and a command that plans them over a slow line. */
export interface PlanBench extends AsyncDisposable {
  readonly title: string;
  readonly plan: () => Promise<void>;
  /** Runs of git since the last call. */
  readonly takeGitRuns: () => Promise<number>;
}

/** Makes the charts below `scratch`, and publishes them to `registry` (`127.0.0.1:port`). */
export async function preparePlan(scratch: string, registry: string, command: string): Promise<PlanBench> {
  const root = path.join(scratch, "planned");
  for (let i = 0; i < size; i++) {
    await writeChart(path.join(root, "charts"), `c${i}`, "1.0.0", {
      "values.yaml": `# ${i}\n${values}`,
      ...templates,
    });
  }
  const identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
  for (const step of [
    ["init", "-q"],
    ["add", "-A"],
    [...identity, "commit", "-qm", "charts"],
  ]) {
    await mustRun("git", step, { directory: root });
  }
  const notes = path.join(scratch, "git-runs");
  const env = {
    ...process.env,
    PATH: `${await notingGit(scratch, notes)}${path.delimiter}${process.env["PATH"]}`,
  };
  const run = async (verb: string, host: string): Promise<void> => {
    await mustRun(process.execPath, [command, verb, "--registry", `oci://${host}/planned`], {
      directory: root,
      env,
    });
  };
  const takeGitRuns = async (): Promise<number> => {
    const noted = await readFile(notes, "utf8").catch(() => "");
    await writeFile(notes, "");
    return noted.length;
  };
  await run("publish", registry);
  await takeGitRuns();
  const line = await startDelayingProxy(registry, roundTripMs);
  return {
    title: `plan of ${size} charts that are published, ${roundTripMs} ms away`,
    plan: () => run("plan", line.host),
    takeGitRuns,
    [Symbol.asyncDispose]: () => line[Symbol.asyncDispose](),
  };
}

/** A directory with a git that adds a letter to `notes` for each run. */
async function notingGit(scratch: string, notes: string): Promise<string> {
  const git = findProgram("git", "git");
  if ("missing" in git) throw new Error(git.missing);
  const directory = path.join(scratch, "bin");
  await mkdir(directory);
  await writeFile(
    path.join(directory, "git"),
    `#!/bin/sh\nprintf x >> '${notes}'\nexec '${git.value}' "$@"\n`,
    { mode: 0o755 },
  );
  return directory;
}
