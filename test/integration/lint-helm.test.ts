import assert from "node:assert/strict";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import type { CommandResult } from "../support/command.ts";
import { startCommand } from "../support/command-process.ts";
import { helmFor } from "../support/helm.ts";
import { helmVersions } from "../support/helm-fetch.ts";
import { registryFor } from "../support/registry.ts";
import { lintCases } from "./lint/broken-charts.ts";

/** Runs a command line where that Helm is the one on PATH. */
async function withHelm(t: TestContext, binary: string, words: readonly string[]): Promise<CommandResult> {
  const PATH = `${path.dirname(binary)}${path.delimiter}${process.env["PATH"]}`;
  return await startCommand(t, words, { variables: { PATH } }).ended;
}

/** What was told of one chart, place by place. */
function toldOf(stderr: string, chart: string): string[] {
  return stderr
    .split(/^(?=(?:error|warning): |✗|→|✓|\S+: not rendered|\d+ )/m)
    .filter((part) => /^(error|warning): /.test(part) && part.includes(`${chart}/`))
    .map((part) => part.replace(`${chart}/`, ""));
}

for (const version of helmVersions) {
  test(`Helm ${version}: what it finds is told at the file and line it is about`, async (t) => {
    const helm = await helmFor(t, version);
    if (helm === undefined) return;
    const directory = await temporaryDirectory(t);
    for (const { name, files } of lintCases) await writeChart(directory, name, "1.0.0", files);
    const registry = await registryFor(t);
    const charts = lintCases.map(({ name }) => path.join(directory, name));
    const target = ["--registry", `oci://${registry.host}/charts`, "--json"];

    const { code, stdout, stderr } = await withHelm(t, helm.binary, ["publish", ...charts, ...target]);

    assert.equal(code, 1);
    const outcomes: { name: string; status: string }[] = JSON.parse(stdout).charts;
    for (const { name, says } of lintCases) {
      const told = toldOf(stderr, path.join(directory, name));
      const isBroken = says.some(([severity]) => severity === "error");
      assert.equal(
        outcomes.find((o) => o.name === name)?.status,
        isBroken ? "failed" : "published",
        `${name}: ${told}`,
      );
      assert.equal(told.length, says.length, `${name}: ${told}`);
      for (const [severity, place, words] of says) {
        const found = told.find((line) => line.startsWith(`${severity}: ${place}: `));
        assert.match(found ?? "nothing", words, `${name}: ${told}`);
      }
    }
    const published = lintCases.filter(({ says }) => says.every(([severity]) => severity === "warning"));
    assert.equal(
      registry.takeLog().filter((line) => line.startsWith("PUT manifests/")).length,
      published.length,
    );
  });
}
