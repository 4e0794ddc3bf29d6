import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { corpusFor } from "../../support/corpus.ts";

/** One with many templates, a library, and one whose version is no tag as it stands. */
const ids = ["ingress-nginx__ingress-nginx", "bitnami__common", "made__chart-version-plus"];

/** The directories of three charts written by others; `undefined` after skipping the test. */
export async function realCharts(t: TestContext): Promise<readonly string[] | undefined> {
  const corpus = await corpusFor(t);
  if (corpus === undefined) return undefined;
  const charts = corpus.charts.filter(({ id }) => ids.includes(id));
  assert.equal(charts.length, ids.length);
  return charts.map(({ directory }) => directory);
}
