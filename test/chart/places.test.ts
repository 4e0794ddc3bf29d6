import assert from "node:assert/strict";
import { mkdir, realpath, symlink } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { findPlaces } from "../../src/chart/places.ts";
import { temporaryDirectory, writeFiles } from "../support/chart.ts";

async function tree(t: TestContext): Promise<(file: string) => string> {
  const root = await realpath(await temporaryDirectory(t));
  await writeFiles(root, { "chart/templates/a.yaml": "", "shared/deep/file": "" });
  return (file) => path.join(root, file);
}

test("a chart without links has one place", async (t) => {
  const at = await tree(t);
  assert.deepEqual((await findPlaces(at("chart"))).places, [{ path: at("chart"), inChart: "" }]);
});

test("every link on the way counts, those in the middle of a path too", async (t) => {
  const at = await tree(t);
  await symlink("shared", at("one"));
  await symlink("one", at("two"));
  await symlink("../../two/deep/file", at("chart/templates/linked"));
  const { places } = await findPlaces(at("chart"));
  assert.deepEqual(
    places.map((place) => [place.path, place.inChart]),
    [
      [at("chart"), ""],
      [at("chart/templates/linked"), "templates/linked"],
      [at("two"), "templates/linked"],
      [at("one"), "templates/linked"],
      [at("shared/deep/file"), "templates/linked"],
    ],
  );
});

test("links in linked directories are followed, those that lead back or nowhere have an end", async (t) => {
  const at = await tree(t);
  await symlink("../../chart", at("shared/deep/back"));
  await symlink("../gone", at("shared/gone"));
  await symlink("loop", at("shared/loop"));
  await symlink("../shared", at("chart/files"));
  const { places } = await findPlaces(at("chart"));
  const found = places.map((place) => `${place.inChart}=${path.relative(at(""), place.path)}`);
  assert.ok(found.includes("files=shared"));
  assert.ok(found.includes("files/gone=gone"));
  assert.ok(found.includes("files/deep/back=chart"));
  assert.ok(!found.some((place) => place.startsWith("files/deep/back/")));
});

test("what .helmignore leaves out is known by file and by directory, and not entered", async (t) => {
  const at = await tree(t);
  await writeFiles(at("chart"), { ".helmignore": "docs/\n*.md\n" });
  await mkdir(at("chart/docs"));
  await symlink("../../shared", at("chart/docs/shared"));
  const { places, isIgnored } = await findPlaces(at("chart"));
  assert.equal(places.length, 1);
  for (const file of ["a.md", "x/a.md", "docs/a.txt", "docs/deep/a.txt"]) assert.ok(isIgnored(file), file);
  for (const file of ["docs", "a.txt", "x/docs.txt"]) assert.ok(!isIgnored(file), file);
});

test("a .helmignore that is wrong ignores nothing: the chart is to be loaded, and refused", async (t) => {
  const at = await tree(t);
  await writeFiles(at("chart"), { ".helmignore": "a/**\n" });
  assert.equal((await findPlaces(at("chart"))).isIgnored("a/b"), false);
});

test("links that multiply without end are refused", async (t) => {
  const at = await tree(t);
  for (let level = 0; level < 20; level++) {
    await mkdir(at(`chart/l${level}`));
    for (const name of ["a", "b", "c"]) await symlink(`../l${level + 1}`, at(`chart/l${level}/${name}`));
  }
  await assert.rejects(findPlaces(at("chart")), { code: "CHART_INVALID" });
});
