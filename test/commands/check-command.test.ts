import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { registryFor } from "../support/registry.ts";

/** Publishes charts of those names with a check; gives the directory they are in besides. */
async function check(
  t: TestContext,
  command: string,
  { names = ["web"], variables = {} }: { names?: readonly string[]; variables?: Record<string, string> } = {},
) {
  const directory = await temporaryDirectory(t);
  for (const name of names) await writeChart(path.join(directory, name), "web", "1.0.0");
  const registry = await registryFor(t);
  const charts = names.map((name) => path.join(directory, name, "web"));
  const target = ["--registry", `oci://${registry.host}/charts`, "--working-directory", directory];
  const words = ["publish", ...charts, ...target, "--check-command", command];
  const result = await runCommand(words, variables);
  return {
    ...result,
    directory,
    written: registry.takeLog().filter((line) => line.startsWith("PUT manifests")),
  };
}

test("a check that fails keeps the chart from being published; the end of what it said is told", async (t) => {
  const lines = "i=0; while [ $i -lt 30 ]; do i=$((i+1)); echo line $i; done";
  const { code, stderr, written } = await check(t, `${lines}; echo the reason >&2; exit 3`);
  assert.equal(code, 1);
  assert.match(
    stderr,
    /check-command ended with exit code 3\.\n {2}line 12\n[\s\S]* {2}line 30\n {2}the reason\nFix: /,
  );
  assert.doesNotMatch(stderr, /line 11\n/);
  assert.match(stderr, /^Fix: Run it yourself: `export CHART=\S+\/web; i=0; while .*; exit 3`\.$/m);
  assert.deepEqual(written, []);
});

test("it finds the chart and its archive by variables, in the working directory", async (t) => {
  const { code, stderr, directory } = await check(
    t,
    'test -f "$CHART/Chart.yaml" && tar -tzf "$CHART_ARCHIVE" web/Chart.yaml && pwd > seen.txt',
  );
  assert.equal(code, 0, stderr);
  assert.ok(existsSync(path.join(directory, "seen.txt")));
});

test("a directory's name is never run", async (t) => {
  const { code, stderr, directory } = await check(t, 'test -d "$CHART"', { names: ["$(touch owned)"] });
  assert.equal(code, 0, stderr);
  assert.ok(!existsSync(path.join(directory, "owned")));
});

test("the command to run oneself runs no part of a directory's name either", async (t) => {
  const { stderr } = await check(t, "exit 3", { names: ["$(touch owned)"] });
  assert.match(stderr, /^Fix: .*`export CHART='\S*\/\$\(touch owned\)\/web'; exit 3`\.$/m);
});

test("it has the step's variables, but none of our secrets", async (t) => {
  const variables = { HELM_OCI_PUBLISH_PASSWORD: "hunter2", HELM_OCI_PUBLISH_USERNAME: "me", MINE: "yes" };
  const { code, stderr } = await check(t, 'test "$MINE" = yes; env | grep hunter2 && exit 9; exit 0', {
    variables,
  });
  assert.equal(code, 0, stderr);
});

test("it runs with lint: off too, and what cannot be found is told", async (t) => {
  const variables = { HELM_OCI_PUBLISH_LINT: "off" };
  const { code, stderr } = await check(t, "no-such-program", { variables });
  assert.equal(code, 1);
  assert.match(stderr, /check-command ended with exit code 127\.\n.*no-such-program/);
});
