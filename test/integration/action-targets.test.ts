import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { repositoryFrom } from "../support/clone.ts";
import { registryFor } from "../support/registry.ts";
import { runAction } from "../support/runner/run-action.ts";

const examples = path.join(import.meta.dirname, "../../examples/charts");

test("an action with two registries: outputs for one chart speak of the first, charts and summary of both", async (t) => {
  const { directory } = await repositoryFrom(t, examples);
  const [main, mirror] = [await registryFor(t), await registryFor(t)];
  const { exitCode, outputs, summary } = await runAction(t, {
    inputs: { charts: "charts/shop", registry: `oci://${main.host}/charts\noci://${mirror.host}/charts\n` },
    workspace: directory,
  });
  assert.equal(exitCode, 0);
  assert.equal(outputs["ref"], `${main.host}/charts/shop:2.3.0`);
  assert.equal(outputs["published"], "true");
  const rows: { readonly ref: string; readonly digest: string }[] = JSON.parse(outputs["charts"] ?? "");
  assert.deepEqual(
    rows.map(({ ref }) => ref),
    [`${main.host}/charts/shop:2.3.0`, `${mirror.host}/charts/shop:2.3.0`],
  );
  assert.ok(rows.every(({ digest }) => digest === outputs["digest"]));
  assert.equal(JSON.parse(outputs["matrix"] ?? "").include.length, 1);
  assert.equal(summary.match(/^\| ✅/gm)?.length, 2);
});
