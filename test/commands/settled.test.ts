import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { registryFor } from "../support/registry.ts";

/** A published chart that no check would pass; `run` has the registry's log of that run. */
async function scene(t: TestContext) {
  const directory = await temporaryDirectory(t);
  const broken = { "templates/x.yaml": "{{ if .a }}\n" };
  const chart = await writeChart(directory, "web", "1.0.0", broken);
  const registry = await registryFor(t);
  const words = [chart, "--registry", `oci://${registry.host}/charts`, "--json"];
  const run = async (command: string, ...more: string[]) => {
    registry.takeLog();
    const { code, stdout, stderr } = await runCommand([command, ...words, ...more], { PATH: "/nowhere" });
    const [{ status }] = JSON.parse(stdout).charts;
    return { code, status, stderr, asked: registry.takeLog() };
  };
  const { status } = await run("publish", "--lint", "off");
  assert.equal(status, "published");
  return {
    run,
    change: () => writeChart(directory, "web", "1.0.0", { ...broken, "README.md": "# other\n" }),
  };
}

const imagesToo = ["--check-images", "fail"];

for (const command of ["publish", "plan"]) {
  test(`${command} checks and compares no archive that is published, whatever its manifest says besides`, async (t) => {
    const { run } = await scene(t);
    const again = await run(command, "--annotations", "com.example.run=2", ...imagesToo);
    assert.deepEqual([again.code, again.status], [0, "unchanged"], again.stderr);
    assert.doesNotMatch(again.stderr, /Checking|Comparing/);
    assert.deepEqual(again.asked, ["HEAD manifests/1.0.0", "GET manifests/<digest>"]);
  });
}

test("what is left alone because its version exists is not checked", async (t) => {
  const { run, change } = await scene(t);
  await change();
  const skipped = await run("publish", "--if-exists", "skip", ...imagesToo);
  assert.deepEqual([skipped.code, skipped.status], [0, "skipped"], skipped.stderr);
  assert.deepEqual(skipped.asked, ["HEAD manifests/1.0.0"]);
});

for (const policy of ["verify", "overwrite"]) {
  test(`other content under the same version is checked with if-exists: ${policy}`, async (t) => {
    const { run, change } = await scene(t);
    await change();
    const failed = await run("publish", "--if-exists", policy);
    assert.deepEqual([failed.code, failed.status], [1, "failed"], failed.stderr);
  });
}
