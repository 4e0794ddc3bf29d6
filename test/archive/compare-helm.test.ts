import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { contentOf, differingPaths } from "../../src/archive/compare.ts";
import { readArchive } from "../../src/archive/unpack.ts";
import type { Chart, ChartFile } from "../../src/chart/chart.ts";
import { loadDirectory } from "../../src/chart/load.ts";
import { digestOf } from "../../src/digest.ts";
import { type CorpusChart, corpusFor, type GoldenHelm } from "../support/corpus.ts";
import { goldenFor } from "../support/golden.ts";

const load = (directory: string): Promise<Chart> =>
  loadDirectory(directory, {
    readArchive,
    boundary: path.dirname(directory),
    signal: new AbortController().signal,
  });

/** One recorded chart had symbolic links, of which the copies that we share hold the targets as text. */
const withoutLinks = (files: readonly ChartFile[]): ChartFile[] =>
  files.filter((file) => !/^(files\/link\.md|linkdir)/.test(file.path));

const differences = (a: readonly ChartFile[], b: readonly ChartFile[]): string[] =>
  differingPaths(contentOf(a, readArchive), contentOf(b, readArchive));

test("what Helm 3.9, 3.17 and 4.1 packaged has the content of the directory it was made of", async (t) => {
  const root = goldenFor(t);
  if (root === undefined) return;
  let count = 0;
  for (const name of readdirSync(path.join(root, "charts"))) {
    const chart = await load(path.join(root, "charts", name));
    const file = `${chart.metadata.name}-${chart.metadata.version}.tgz`;
    for (const helm of ["helm-3.9.4", "helm-3.17.3", "helm-4.1.4"]) {
      const theirs = readArchive(readFileSync(path.join(root, "out", helm, "tgz", file)), file);
      const different = differences(withoutLinks(chart.files), withoutLinks(theirs));
      assert.deepEqual(different, [], `${helm} ${file}`);
      count++;
    }
  }
  assert.equal(count, 24);
});

/** What Helm packaged, put together from the table of its entries: their digests find the contents again. */
function packagedByHelm(chart: CorpusChart, helm: GoldenHelm, files: readonly ChartFile[]): ChartFile[] {
  const table = chart.golden(helm, "tsv");
  const rewritten = path.join(path.dirname(table), "rewritten", path.basename(table, ".tsv"));
  const known = new Map([...files, ...filesBelow(rewritten)].flatMap(contentsOf));
  const rows = readFileSync(table, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  return rows.map((row) => {
    const [entry = "", , , digest] = row.split("\t");
    const bytes = known.get(`sha256:${digest}`) ?? chartYamlOf(path.basename(path.dirname(entry)), known);
    assert.ok(bytes, `${chart.id}: nothing has the digest of ${entry}`);
    return { path: entry.slice(entry.indexOf("/") + 1), bytes };
  });
}

/** Of a Chart.yaml that Helm rewrote within an archive there is no record: the author's has the same values. */
function chartYamlOf(name: string, known: ReadonlyMap<string, Uint8Array>): Uint8Array | undefined {
  const line = new RegExp(`^name: ${name}$`, "m");
  return [...known.values()].find((bytes) => line.test(Buffer.from(bytes).toString()));
}

function filesBelow(directory: string): ChartFile[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(path.join(directory, name)).isFile())
    .map((name) => ({ path: name, bytes: readFileSync(path.join(directory, name)) }));
}

/** A file, and where it is an archive all files within, by digest. */
function contentsOf(file: ChartFile): (readonly [string, Uint8Array])[] {
  const inside = file.path.endsWith(".tgz") ? readArchive(file.bytes, file.path) : [];
  return [[digestOf(file.bytes), file.bytes], ...inside.flatMap(contentsOf)];
}

test("what Helm made of every chart of the corpus has the content of the directory it was made of", async (t) => {
  const corpus = await corpusFor(t);
  if (corpus === undefined) return;
  for (const chart of corpus.charts) {
    const { files } = await load(chart.directory);
    for (const helm of ["3.17.3", "4.1.4"] as const) {
      if (!existsSync(chart.golden(helm, "tsv"))) continue;
      assert.deepEqual(differences(files, packagedByHelm(chart, helm, files)), [], `${chart.id} ${helm}`);
    }
  }
});

test("one changed byte in any template, value or other file of the corpus is found and named", async (t) => {
  const corpus = await corpusFor(t);
  if (corpus === undefined) return;
  let count = 0;
  for (const chart of corpus.charts) {
    const theirs = packagedByHelm(chart, "4.1.4", (await load(chart.directory)).files);
    const plain = theirs.filter((file) => !/^charts\/|^Chart\.|^requirements\./.test(file.path));
    // Every seventh, so that the test stays quick.
    for (const changed of plain.filter((_, index) => index % 7 === 0)) {
      const bytes = Buffer.concat([changed.bytes, Buffer.from(" ")]);
      const files = theirs.map((file) => (file === changed ? { ...file, bytes } : file));
      assert.deepEqual(differences(theirs, files), [changed.path], chart.id);
      count++;
    }
  }
  assert.ok(count > 100, `${count} changes`);
});
