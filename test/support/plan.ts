import assert from "node:assert/strict";
import { cp, readFile } from "node:fs/promises";
import path from "node:path";
import type { TestContext } from "node:test";
import type { PlannedChartJson } from "../../src/report/plan-json.ts";
import { temporaryDirectory, writeChart } from "./chart.ts";
import { type CommandResult, runCommand } from "./command.ts";

/** A plan on its way from the job that made it to the one that publishes it. */
export interface PlannedRun {
  /** What came of `output-dir` elsewhere: the place where it was made is no longer needed. */
  readonly directory: string;
  readonly charts: readonly PlannedChartJson[];
  /** Another copy, of the plan as it was made. */
  copy(t: TestContext): Promise<PlannedRun>;
  /** Where a blob of the layout lies. */
  blob(digest: string): string;
  /** Publishes it with more words on the command line. */
  publish(words?: readonly string[], variables?: Readonly<Record<string, string>>): Promise<CommandResult>;
}

/** Plans web 1.4.0, with more files if given, and api 2.0.1 for a registry, and copies the output directory elsewhere. */
export async function planFor(
  t: TestContext,
  host: string,
  variables: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
): Promise<PlannedRun> {
  const source = await temporaryDirectory(t);
  const charts = [
    await writeChart(source, "web", "1.4.0", files),
    await writeChart(source, "api", "2.0.1+b.7"),
  ];
  const registry = ["--registry", `oci://${host}/charts`];
  const out = path.join(source, "out");
  const planned = await runCommand(["plan", ...charts, ...registry, "--output-dir", out], variables);
  assert.equal(planned.code, 0, planned.stderr);
  const { charts: list } = JSON.parse(await readFile(path.join(out, "plan.json"), "utf8"));
  const copy = async (t: TestContext): Promise<PlannedRun> => {
    const directory = path.join(await temporaryDirectory(t), "downloaded");
    await cp(out, directory, { recursive: true });
    return {
      directory,
      charts: list,
      copy,
      blob: (digest) => path.join(directory, "oci/blobs/sha256", digest.slice("sha256:".length)),
      publish: (words = [], env = {}) => {
        const plan = ["--working-directory", directory, "--plan", "plan.json"];
        const place = words.includes("--registry") ? [] : registry;
        return runCommand(["publish", ...plan, ...place, ...words], { PATH: "/nowhere", ...env });
      },
    };
  };
  return copy(t);
}
