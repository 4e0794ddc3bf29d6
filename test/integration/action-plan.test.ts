import assert from "node:assert/strict";
import { appendFile, cp, readFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { parse } from "yaml";
import { temporaryDirectory } from "../support/chart.ts";
import { repositoryFrom } from "../support/clone.ts";
import { registryFor } from "../support/registry.ts";
import { type ActionResult, runAction } from "../support/runner/run-action.ts";

const project = path.join(import.meta.dirname, "../..");
const root = path.join(project, "plan");

/** A checkout of the examples (hello 1.0.0, shop 2.3.0, weather 0.9.1), a registry, and both actions on them. */
async function makeStage(t: TestContext) {
  const { directory: workspace } = await repositoryFrom(t, path.join(project, "examples/charts"));
  const registry = await registryFor(t);
  const given = { registry: `oci://${registry.host}/charts` };
  type Inputs = Readonly<Record<string, string>>;
  return {
    workspace,
    registry,
    plan: (inputs: Inputs = {}) => runAction(t, { root, workspace, inputs: { ...given, ...inputs } }),
    publish: (inputs: Inputs, place = workspace) =>
      runAction(t, { workspace: place, inputs: { ...given, ...inputs } }),
  };
}

/** An output that is JSON. */
const json = ({ outputs }: ActionResult, name: string) => JSON.parse(outputs[name] ?? "");
const pathsIn = (list: readonly { readonly path: string }[]): string[] => list.map((chart) => chart.path);

test("a plan tells a matrix of jobs what there is to publish, and writes nothing", async (t) => {
  const { plan, publish, registry } = await makeStage(t);
  await publish({ charts: "charts/shop" });
  registry.takeLog();
  const planned = await plan();
  assert.equal(planned.conclusion, "success", planned.log);
  assert.deepEqual(planned.annotations, []);
  assert.ok(registry.takeLog().every((line) => /^(HEAD|GET) /.test(line)));
  const { charts, matrix, changed, ...others } = planned.outputs;
  assert.deepEqual(others, { "failed-count": "0", plan: "", "plan-digest": "" });
  assert.deepEqual(JSON.parse(changed ?? ""), ["charts/hello", "charts/weather"]);
  const { include } = JSON.parse(matrix ?? "");
  assert.deepEqual(pathsIn(include), ["charts/hello", "charts/weather"]);
  assert.deepEqual([include[0].name, include[0].version], ["hello", "1.0.0"]);
  assert.deepEqual(pathsIn(JSON.parse(charts ?? "")), ["charts/hello", "charts/shop", "charts/weather"]);
  assert.match(planned.summary, /^## Helm charts: 1 unchanged, 2 planned$/m);

  for (const chart of include) {
    const published = await publish({ charts: chart.path });
    assert.equal(published.outputs["digest"], chart.digest);
  }
  const again = await plan();
  assert.deepEqual([again.outputs["changed"], again.outputs["matrix"]], ["[]", '{"include":[]}']);
  const all = await plan({ changes: "all" });
  assert.deepEqual(json(all, "changed"), ["charts/hello", "charts/shop", "charts/weather"]);
  assert.deepEqual(pathsIn(json(all, "matrix").include), json(all, "changed"));
});

test("what one job planned another publishes, without a checkout, under the same digests", async (t) => {
  const { plan, publish, registry } = await makeStage(t);
  const planned = await plan({ "output-dir": "out" });
  assert.equal(planned.conclusion, "success", planned.log);
  assert.ok(registry.takeLog().every((line) => /^(HEAD|GET) /.test(line)));
  const elsewhere = await temporaryDirectory(t);
  await cp(path.dirname(planned.outputs["plan"] ?? ""), path.join(elsewhere, "out"), { recursive: true });
  const inputs = { plan: "out/plan.json", "plan-digest": planned.outputs["plan-digest"] ?? "" };
  const published = await publish(inputs, elsewhere);
  assert.equal(published.conclusion, "success", published.log);
  assert.deepEqual(published.annotations, []);
  const digests = (run: ActionResult) => json(run, "charts").map((chart: { digest: string }) => chart.digest);
  assert.deepEqual(digests(published), digests(planned));
  assert.deepEqual(json(published, "changed"), json(planned, "changed"));
  assert.match(published.log, /^##\[group\]Checking 3 charts of out\/plan\.json$/m);
});

test("a plan.json that is not the planned one fails the job that publishes", async (t) => {
  const { plan, publish, registry, workspace } = await makeStage(t);
  const { outputs } = await plan({ "output-dir": "out" });
  const file = outputs["plan"] ?? "";
  await appendFile(file, "\n");
  registry.takeLog();
  const run = await publish({ plan: "out/plan.json", "plan-digest": outputs["plan-digest"] ?? "" });
  assert.equal(run.exitCode, 1);
  assert.match(
    run.annotations[0]?.message ?? "",
    /out\/plan\.json: its digest is sha256:\w+, not sha256:\w+\.\nFix: It was altered/,
  );
  assert.deepEqual(registry.takeLog(), []);
  assert.ok((await readFile(file, "utf8")).length > 0 && file.startsWith(workspace));
});

test("a conflict fails the plan", async (t) => {
  const { plan, publish, workspace } = await makeStage(t);
  await publish({ charts: "charts/hello" });
  await appendFile(path.join(workspace, "charts/hello/values.yaml"), "more: true\n");
  const planned = await plan();
  assert.equal(planned.exitCode, 1);
  assert.equal(planned.outputs["failed-count"], "1");
  assert.deepEqual(json(planned, "changed"), ["charts/shop", "charts/weather"]);
  assert.deepEqual(planned.annotations[0]?.properties, { file: "charts/hello/Chart.yaml", line: "5" });
});

test("the plan action has no input that writes, and runs on node24 alone", async () => {
  const { inputs, runs } = parse(await readFile(path.join(root, "action.yml"), "utf8"));
  assert.deepEqual(runs, { using: "node24", main: "../dist/plan.js" });
  for (const name of ["push", "plan", "sign", "attest", "login", "create-repository"])
    assert.equal(inputs[name], undefined, name);
});
