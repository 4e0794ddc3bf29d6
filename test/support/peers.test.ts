import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { repositoryFrom } from "./clone.ts";
import { corpusFor } from "./corpus.ts";
import { helmFor } from "./helm.ts";
import { helmVersions } from "./helm-fetch.ts";

const example = path.join(import.meta.dirname, "../../examples/charts/hello");

for (const version of helmVersions) {
  test(`Helm ${version} is what it says and has a home of its own`, async (t) => {
    const helm = await helmFor(t, version);
    if (helm === undefined) return;
    assert.match((await helm.run(["version", "--short"])).stdout, new RegExp(`^v${version}\\b`));
    assert.match((await helm.run(["env"])).stdout, new RegExp(`HELM_CONFIG_HOME="${helm.home}`));
    const refused = await helm.run(["show", "chart", path.join(helm.home, "nothing")]);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /nothing/);
  });
}

test("the corpus has 51 charts with goldens of two Helms, and 19 broken ones with reasons", async (t) => {
  const corpus = await corpusFor(t);
  if (corpus === undefined) return;
  assert.equal(corpus.charts.length, 51);
  assert.equal(corpus.broken.length, 19);
  for (const chart of corpus.charts) {
    assert.ok(existsSync(path.join(chart.directory, "Chart.yaml")), chart.id);
    for (const kind of ["config.json", "manifest.json", "tsv"] as const) {
      assert.ok(existsSync(chart.golden("4.1.4", kind)), `${chart.id} ${kind}`);
    }
  }
  for (const chart of corpus.broken) {
    assert.ok(existsSync(chart.directory), chart.id);
    assert.ok(chart.refusals.length > 0 && chart.refusals.every(({ message }) => message !== ""), chart.id);
  }
});

test("the corpus's judge finds charts that are absent", async (t) => {
  const corpus = await corpusFor(t);
  if (corpus === undefined) return;
  const verdict = await corpus.compare("tgz", import.meta.dirname, ["--helm", "4.1.4"]);
  assert.equal(verdict.code, 1, verdict.stderr);
});

test("a test repository has the same commits everywhere, and so do its clones", async (t) => {
  const repository = await repositoryFrom(t, example);
  const other = await repositoryFrom(t, example);
  const head = await repository.git("rev-parse", "HEAD");
  assert.equal(await other.git("rev-parse", "HEAD"), head);
  const clone = await repository.clone();
  assert.notEqual(clone.directory, repository.directory);
  assert.equal(await clone.git("rev-parse", "HEAD"), head);
  assert.equal(await clone.git("log", "-1", "--format=%cI", "--", "hello"), "2026-02-03T04:05:06-07:00");
  const shallow = await repository.clone("--depth=1");
  assert.equal(await shallow.git("rev-list", "--count", "HEAD"), "1");
});
