import assert from "node:assert/strict";
import test from "node:test";
import { packageChart } from "../../src/archive/package.ts";
import { readArchive } from "../../src/archive/unpack.ts";
import type { ChartFile } from "../../src/chart/chart.ts";
import { loadFiles } from "../../src/chart/load.ts";
import { compareCharts } from "../../src/diff/chart-changes.ts";
import { chartTree } from "../../src/diff/chart-tree.ts";
import { chartFiles } from "../support/chart.ts";

type Files = Readonly<Record<string, string | Uint8Array>>;
const filesOf = (files: Files): ChartFile[] =>
  Object.entries(files).map(([path, content]) => ({ path, bytes: Buffer.from(content) }));
const web = (more: Files = {}): Files => ({ ...chartFiles("web", "1.0.0"), ...more });
const compare = (before: Files, after: Files) =>
  compareCharts(chartTree(filesOf(before), readArchive), chartTree(filesOf(after), readArchive), (text) =>
    text.replaceAll("hunter2", "***"),
  );
const named = async (before: Files, after: Files): Promise<string[]> =>
  (await compare(before, after)).files.map(({ kind, title }) => `${kind} ${title}`);

async function packed(files: Files): Promise<Uint8Array> {
  const chart = loadFiles(filesOf(files), "", readArchive);
  return (await packageChart(chart, { mtime: 0, signal: AbortSignal.timeout(5000) })).bytes;
}

/** The same below `charts/<name>/`. */
const within = (name: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, content]) => [`charts/${name}/${path}`, content]));

test("files come, change and go, Chart.yaml among them", async () => {
  const { "values.yaml": _, ...rest } = web({ "Chart.yaml": "apiVersion: v2\nname: web\nversion: 1.1.0\n" });
  assert.deepEqual(
    await named(web(), { ...rest, "README.md": "# web\n", "templates/greeting.yaml": "a: 1\n" }),
    ["changed Chart.yaml", "added README.md", "changed templates/greeting.yaml", "removed values.yaml"],
  );
});

test("how Helm writes Chart.yaml anew, and when a lock was made, is no change", async () => {
  const lock = (time: string): Files => ({
    "Chart.lock": `dependencies: []\ndigest: sha256:${"0".repeat(64)}\ngenerated: "${time}"\n`,
  });
  const yaml = {
    "Chart.yaml":
      'name: web\nversion: 1.0.0\ndescription: A chart for tests\nappVersion: "1.10"\napiVersion: v2\n',
  };
  assert.deepEqual(
    await named(web(lock("2026-01-01T00:00:00Z")), web({ ...yaml, ...lock("2026-02-02T00:00:00Z") })),
    [],
  );
});

test("a file that is no text is told by its size and digest", async () => {
  const { files } = await compare(
    web({ "a.png": Buffer.from([0, 1]) }),
    web({ "a.png": Buffer.from([0xff, 2, 3]) }),
  );
  assert.deepEqual(files[0]?.lines, []);
  assert.match(files[0]?.note ?? "", /^binary: 2 bytes, sha256:[0-9a-f]{64} → 3 bytes, sha256:[0-9a-f]{64}$/);
});

test("what differs in a secret alone is told to differ, not how", async () => {
  const { files } = await compare(web({ "a.txt": "hunter2" }), web({ "a.txt": "***" }));
  assert.deepEqual(files, [
    { kind: "changed", title: "a.txt", lines: [], note: "only in what is not shown: a secret" },
  ]);
});

test("another version of a dependency is one line, whether it is an archive or a directory", async () => {
  const older = chartFiles("redis", "1.2.3", { "README.md": "old" });
  const before = web({ "charts/redis-1.2.3.tgz": await packed(older) });
  const after = web(within("redis", chartFiles("redis", "1.3.0")));
  const { files, dependencies } = await compare(before, after);
  assert.deepEqual(files, []);
  assert.deepEqual(dependencies, [{ name: "redis", before: ["1.2.3"], after: ["1.3.0"] }]);
});

test("the files of a dependency that kept its version are compared, as deep as it may be", async () => {
  const lib = (text: string): Files => chartFiles("lib", "1.0.0", { "values.yaml": text });
  const redis = async (text: string): Promise<Files> => ({
    ...chartFiles("redis", "1.0.0"),
    "charts/lib-1.0.0.tgz": await packed(lib(text)),
  });
  const before = web({ "charts/redis-1.0.0.tgz": await packed(await redis("a: 1\n")) });
  const after = web(within("redis", await redis("a: 2\n")));
  const { files, dependencies } = await compare(before, after);
  assert.deepEqual(dependencies, []);
  assert.deepEqual(
    files.map(({ title }) => title),
    ["charts/redis/charts/lib/values.yaml"],
  );
});

test("dependencies that come and go, and two versions of one, are told", async () => {
  const chart = async (name: string, version: string): Promise<Files> => ({
    [`charts/${name}-${version}.tgz`]: await packed(chartFiles(name, version)),
  });
  const before = web({ ...(await chart("old", "1.0.0")), ...(await chart("redis", "1.0.0")) });
  const after = web({
    ...(await chart("redis", "2.0.0")),
    ...(await chart("redis", "1.0.0")),
    ...(await chart("new", "3.0.0")),
  });
  assert.deepEqual((await compare(before, after)).dependencies, [
    { name: "new", before: [], after: ["3.0.0"] },
    { name: "old", before: ["1.0.0"], after: [] },
    { name: "redis", before: ["1.0.0"], after: ["1.0.0", "2.0.0"] },
  ]);
});

test("what lies below charts/ and is no chart is a file", async () => {
  assert.deepEqual(
    await named(
      web({ "charts/README.md": "a", "charts/x.tgz": "a" }),
      web({ "charts/README.md": "b", "charts/x.tgz": "b" }),
    ),
    ["changed charts/README.md", "changed charts/x.tgz"],
  );
});
