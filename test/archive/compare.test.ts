import assert from "node:assert/strict";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { contentOf, differingPaths } from "../../src/archive/compare.ts";
import { writeTar } from "../../src/archive/tar.ts";
import { readArchive } from "../../src/archive/unpack.ts";
import type { ChartFile } from "../../src/chart/chart.ts";

/** Files by path; a record within is an archive of those files, and `undefined` takes a file out. */
interface Files {
  readonly [path: string]: string | Files | undefined;
}

function filesOf(files: Files): ChartFile[] {
  return Object.entries(files).flatMap(([path, content]) => {
    if (content === undefined) return [];
    return [{ path, bytes: typeof content === "string" ? Buffer.from(content) : archiveOf(content) }];
  });
}

function archiveOf(files: Files): Uint8Array {
  const entries = filesOf(files).map(({ path, bytes }) => ({ name: `top/${path}`, bytes }));
  return gzipSync(Buffer.concat(writeTar(entries, 0)));
}

const differences = (a: readonly ChartFile[], b: readonly ChartFile[]): string[] =>
  differingPaths(contentOf(a, readArchive), contentOf(b, readArchive));

const v2 = (name: string, rest = ""): string => `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n${rest}`;
const dependency = "dependencies:\n- name: sub\n  version: 1.0.0\n  repository: https://charts.example\n";
const lock = `${dependency}digest: sha256:abc\n`;
const sub: Files = { "Chart.yaml": v2("sub"), "templates/a.yaml": "a: 1\n" };
const inner: Files = { "Chart.yaml": v2("inner"), "values.yaml": "i: 1\n" };
const chart: Files = {
  "Chart.yaml": v2("web", dependency),
  "Chart.lock": `${lock}generated: "2024-01-01T00:00:00Z"\n`,
  "values.yaml": "a: 1\n",
  "charts/sub-1.0.0.tgz": { ...sub, "charts/inner-1.0.0.tgz": inner },
};
const v1: Files = { "Chart.yaml": "name: old\nversion: 1.0.0\n", "requirements.yaml": dependency };

interface Case {
  readonly name: string;
  readonly base?: Files;
  /** What is different from `base`. */
  readonly change: Files;
  readonly expected?: readonly string[];
}

const same: readonly Case[] = [
  { name: "nothing changed", change: {} },
  {
    name: "Chart.yaml is written another way, with comments and fields that Helm does not know",
    change: {
      "Chart.yaml": `# hello\nversion: "1.0.0"\nname:   web\nfoo: bar\napiVersion: v2\n${dependency}`,
    },
  },
  {
    name: "the lock was made at another time and is written another way",
    change: { "Chart.lock": `digest: sha256:abc\ngenerated: "2025-01-01T00:00:00+02:00"\n${dependency}` },
  },
  {
    name: "dependencies are unpacked into directories with the charts' names",
    change: {
      "charts/sub-1.0.0.tgz": undefined,
      "charts/sub/Chart.yaml": v2("sub"),
      "charts/sub/templates/a.yaml": "a: 1\n",
      "charts/sub/charts/inner/Chart.yaml": v2("inner"),
      "charts/sub/charts/inner/values.yaml": "i: 1\n",
    },
  },
  {
    name: "a dependency's archive has another name",
    change: { "charts/sub-1.0.0.tgz": undefined, "charts/x.tgz": chart["charts/sub-1.0.0.tgz"] },
  },
  {
    name: "a subchart's directory has another name",
    base: { ...chart, "charts/a/Chart.yaml": v2("c"), "charts/a/x": "1" },
    change: {
      "charts/a/Chart.yaml": undefined,
      "charts/a/x": undefined,
      "charts/c/Chart.yaml": v2("c"),
      "charts/c/x": "1",
    },
  },
  { name: "there are files that Helm drops", change: { "charts/_x": "1", "charts/.y/z": "2" } },
  { name: "a v1 chart has a Chart.lock", base: v1, change: { "Chart.lock": lock } },
  {
    name: "a v1 chart has dependencies in Chart.yaml",
    base: { "Chart.yaml": "name: old\nversion: 1.0.0\n" },
    change: { "Chart.yaml": `name: old\nversion: 1.0.0\n${dependency}` },
  },
  {
    name: "a v2 chart has its dependencies in requirements.yaml and requirements.lock",
    change: {
      "Chart.yaml": v2("web"),
      "requirements.yaml": dependency,
      "Chart.lock": undefined,
      "requirements.lock": lock,
    },
  },
];

const different: readonly Case[] = [
  { name: "one byte of the values", change: { "values.yaml": "a: 2\n" }, expected: ["values.yaml"] },
  { name: "a file more", change: { "templates/x.yaml": "" }, expected: ["templates/x.yaml"] },
  { name: "a file less", change: { "values.yaml": undefined }, expected: ["values.yaml"] },
  {
    name: "a field of Chart.yaml",
    change: { "Chart.yaml": v2("web", `${dependency}description: new\n`) },
    expected: ["Chart.yaml"],
  },
  {
    name: "the lock's digest",
    change: { "Chart.lock": lock.replace("abc", "def") },
    expected: ["Chart.lock"],
  },
  {
    name: "the content of an archive, and of one within",
    change: {
      "charts/sub-1.0.0.tgz": {
        ...sub,
        "templates/a.yaml": "a: 2\n",
        "charts/inner-1.0.0.tgz": { ...inner, "values.yaml": "i: 2\n" },
      },
    },
    expected: ["charts/sub/charts/inner/values.yaml", "charts/sub/templates/a.yaml"],
  },
  {
    name: "requirements.yaml of a v1 chart",
    base: v1,
    change: { "requirements.yaml": `${dependency}\n` },
    expected: ["requirements.yaml"],
  },
  {
    name: "provenance of a dependency",
    change: { "charts/sub-1.0.0.tgz.prov": "x" },
    expected: ["charts/sub-1.0.0.tgz.prov"],
  },
  {
    name: "one of two versions of a dependency",
    base: { ...chart, "charts/sub-2.0.0.tgz": { ...sub, "templates/a.yaml": "a: 2\n" } },
    change: { "charts/sub-2.0.0.tgz": { ...sub, "templates/a.yaml": "a: 3\n" } },
    expected: ["charts/sub-2.0.0.tgz/templates/a.yaml"],
  },
  {
    name: "a broken Chart.yaml",
    base: { "Chart.yaml": "a: [" },
    change: { "Chart.yaml": "a: {" },
    expected: ["Chart.yaml"],
  },
  {
    name: "an archive that cannot be read",
    base: { ...chart, "charts/bad.tgz": "x" },
    change: { "charts/bad.tgz": "y" },
    expected: ["charts/bad.tgz"],
  },
];

for (const { name, base = chart, change } of same) {
  test(`the content is the same where ${name}`, () => {
    const [a, b] = [filesOf(base), filesOf({ ...base, ...change })];
    assert.deepEqual(differences(a, b), []);
    assert.deepEqual(differences(b, a), []);
  });
}

for (const { name, base = chart, change, expected } of different) {
  test(`the content differs by ${name}, and the paths are told`, () => {
    const [a, b] = [filesOf(base), filesOf({ ...base, ...change })];
    assert.deepEqual(differences(a, b), expected);
    assert.deepEqual(differences(b, a), expected);
  });
}

test("charts nested without end are compared, not followed", () => {
  const path = `${"charts/a/".repeat(20_000)}Chart.yaml`;
  const deep = (text: string): ChartFile[] => filesOf({ "Chart.yaml": v2("web"), [path]: text });
  assert.deepEqual(differences(deep("name: a\n"), deep("name: a\n")), []);
  assert.equal(differences(deep("name: a\n"), deep("name: b\n")).length, 1);
});
