import assert from "node:assert/strict";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart, writeFiles } from "../support/chart.ts";
import { repositoryFrom, type TestRepository } from "../support/clone.ts";
import { type Helm, helmFor } from "../support/helm.ts";
import { proposeTo } from "../support/pull-request.ts";
import { registryFor } from "../support/registry.ts";
import { type ActionCall, type ActionResult, runAction } from "../support/runner/run-action.ts";
import { type BrokenPullRequest, brokenPullRequests } from "./pull-request/broken.ts";

/** The repository before the pull request: charts web and lib 1.0.0 below `deploy/charts`. */
async function baseFor(
  t: TestContext,
  files: Readonly<Record<string, string>> = {},
): Promise<TestRepository> {
  const deploy = path.join(await temporaryDirectory(t), "deploy");
  const charts = path.join(deploy, "charts");
  await writeChart(charts, "web", "1.0.0");
  await writeChart(charts, "lib", "1.0.0");
  await writeFiles(charts, files);
  return repositoryFrom(t, deploy);
}

interface Run {
  readonly result: ActionResult;
  /** What was asked of the registry: methods and the last parts of paths. */
  readonly asked: readonly string[];
}

async function run(t: TestContext, { binary }: Helm, broken: BrokenPullRequest): Promise<Run> {
  const registry = await registryFor(t);
  const call: ActionCall = {
    env: { PATH: `${path.dirname(binary)}${path.delimiter}${process.env["PATH"]}` },
    inputs: {
      registry: `oci://${registry.host}/charts`,
      "working-directory": "deploy",
      ...broken.inputs,
    },
  };
  if (broken.published !== undefined) {
    const workspace = await temporaryDirectory(t);
    await writeChart(path.join(workspace, "deploy/charts"), "web", "1.1.0", broken.published);
    const { log, conclusion } = await runAction(t, { ...call, workspace });
    assert.equal(conclusion, "success", log);
  }
  const base = await baseFor(t, broken.before);
  const pull = await proposeTo(base, () =>
    broken.change(path.join(base.directory, "deploy/charts"), registry.host),
  );
  registry.takeLog();
  const result = await runAction(t, { ...call, ...pull.call });
  return { result, asked: registry.takeLog() };
}

for (const broken of brokenPullRequests) {
  const { what, says } = broken;
  test(`a pull request with ${what} is told so at its line, and how to fix it`, async (t) => {
    const helm = await helmFor(t, "4.1.4");
    if (helm === undefined) return;
    const { result, asked } = await run(t, helm, broken);
    const told = result.annotations.map(({ level, properties: { file, line }, message }) => {
      const [words = "", fix] = message.split("\nFix: ");
      return { level, place: line === undefined ? file : `${file}:${line}`, words, fix };
    });
    assert.deepEqual(
      told.map(({ words: _, ...rest }) => rest),
      says.map(({ words: _, ...rest }) => ({ level: "error", ...rest })),
    );
    for (const [index, { words }] of says.entries()) assert.match(told[index]?.words ?? "", words);
    const isBroken = says.some(({ level }) => level === undefined);
    assert.equal(result.exitCode, broken.exitCode ?? (isBroken ? 1 : 0), result.log);
    assert.deepEqual(
      asked.filter((line) => !/^(GET|HEAD) /.test(line)),
      [],
      "nothing is written",
    );
  });
}
