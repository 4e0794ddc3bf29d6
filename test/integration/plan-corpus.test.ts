import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { mapLimit } from "../../src/concurrency.ts";
import { temporaryDirectory } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { commitCorpus, corpusFor } from "../support/corpus.ts";
import { registryFor } from "../support/registry.ts";

test("every chart of the corpus is published by its plan, under the digest that it gets without one", async (t) => {
  const corpus = await corpusFor(t);
  if (corpus === undefined) return;
  await commitCorpus(corpus);
  const { host } = await registryFor(t);
  const out = await temporaryDirectory(t);
  const failed = await mapLimit(corpus.charts, 2, async ({ id, directory }, index) => {
    const registry = ["--registry", `oci://${host}/c${index}`];
    const planned = path.join(out, String(index));
    const plan = await runCommand(["plan", directory, ...registry, "--output-dir", planned]);
    const published = await runCommand(["publish", "--plan", path.join(planned, "plan.json"), ...registry]);
    const direct = await runCommand(["publish", directory, ...registry]);
    const isSame = plan.stdout === published.stdout && published.stdout === direct.stdout;
    const isWell = isSame && published.code === 0 && /^= .*: unchanged /m.test(direct.stderr);
    return isWell ? [] : [`${id}: ${plan.stderr}${published.stderr}${direct.stderr}`];
  });
  assert.deepEqual(failed.flat(), []);
  assert.ok(corpus.charts.length > 50);
});
