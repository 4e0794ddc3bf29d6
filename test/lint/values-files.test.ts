import assert from "node:assert/strict";
import { symlink } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { PublishError } from "../../src/errors.ts";
import { findValuesFiles } from "../../src/lint/values-files.ts";
import { temporaryDirectory, writeChart, writeFiles } from "../support/chart.ts";
import { lintedDirectory } from "../support/linted.ts";

async function chartIn(t: TestContext) {
  const directory = await temporaryDirectory(t);
  await writeFiles(directory, { "shared.yaml": "a: 0\n", "secret.yaml": "password: hunter2\n" });
  const chart = await writeChart(directory, "web", "1.0.0", {
    ".helmignore": "ci/\n",
    "ci/b-values.yaml": "a: 2\n",
    "ci/a-values.yaml": "a: 1\n",
    "ci/values.txt": "",
  });
  return { chart, linted: await lintedDirectory(chart) };
}

const namesOf = async (found: ReturnType<typeof findValuesFiles>, directory: string) =>
  (await found).map(({ file }) => path.posix.relative(directory, file));

test("files that .helmignore leaves out are found, in their order", async (t) => {
  const { chart, linted } = await chartIn(t);
  const found = findValuesFiles(["ci/*-values.yaml", "ci/b*"], linted);
  assert.deepEqual(await namesOf(found, chart), ["ci/a-values.yaml", "ci/b-values.yaml"]);
});

test("a pattern may lead out of the chart, and within it so may a link", async (t) => {
  const { chart, linted } = await chartIn(t);
  await symlink("a-values.yaml", path.join(chart, "ci/c-values.yaml"));
  const found = findValuesFiles(["../shared.yaml", "ci/c-*"], linted);
  assert.deepEqual(await namesOf(found, chart), ["../shared.yaml", "ci/c-values.yaml"]);
});

test("a link that leads out of the chart, or nowhere, is refused and not read", async (t) => {
  const { chart, linted } = await chartIn(t);
  await symlink("../../secret.yaml", path.join(chart, "ci/c-values.yaml"));
  await symlink("nothing", path.join(chart, "ci/d-values.yaml"));
  await assert.rejects(findValuesFiles(["ci/*-values.yaml"], linted), (error) => {
    assert.ok(error instanceof PublishError);
    const places = error.problems.map(({ location }) => path.posix.relative(chart, location?.file ?? ""));
    assert.deepEqual(places.sort(), ["ci/c-values.yaml", "ci/d-values.yaml"]);
    assert.doesNotMatch(JSON.stringify(error.problems), /hunter2/);
    return true;
  });
});

test("those of an archive are what it holds", async () => {
  const bytes = Buffer.from("a: 1\n");
  const files = ["ci/a-values.yaml", "ci/b.yaml", "charts/x/ci/c-values.yaml"].map((name) => ({
    path: name,
    bytes,
  }));
  const linted = { source: "web-1.0.0.tgz", kind: "archive", name: "web", isLibrary: false, files } as const;
  const found = await findValuesFiles(["ci/*-values.yaml"], linted);
  assert.deepEqual(found, [{ file: "web-1.0.0.tgz:ci/a-values.yaml", bytes }]);
});
