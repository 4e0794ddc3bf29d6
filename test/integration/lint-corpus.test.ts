import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { checkStructure } from "../../src/lint/structure.ts";
import { findValuesFiles } from "../../src/lint/values-files.ts";
import { corpusFor } from "../support/corpus.ts";
import { helmFor } from "../support/helm.ts";
import { lintedDirectory } from "../support/linted.ts";

test("without Helm, no chart of others is refused that Helm does not refuse", async (t) => {
  const corpus = await corpusFor(t);
  const helm = await helmFor(t, "4.2.3");
  if (corpus === undefined || helm === undefined) return;
  assert.ok(corpus.charts.length > 50);
  for (const { id, directory } of corpus.charts) {
    const chart = await lintedDirectory(directory, path.dirname(directory));
    const values = await findValuesFiles(["ci/*-values.yaml"], chart);
    const errors = (await checkStructure(chart, values)).filter(({ severity }) => severity === "error");
    if (errors.length === 0) continue;
    const { code } = await helm.run(["lint", directory]);
    assert.equal(code, 1, `${id}: ${errors.map(({ problem }) => problem.message)}`);
  }
});
