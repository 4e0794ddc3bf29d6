import assert from "node:assert/strict";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { type Files, loadText, minimal, problemsOf } from "./chart-files.ts";

const subchart = (name: string): string => `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`;

test("all faults of a chart are reported together, each with its place and a way out", async () => {
  const problems = await problemsOf(() =>
    loadText({
      "Chart.yaml": "apiVersion: v9\nname: Web\nversion: 1.2.3.4\ntype: plugin\nmaintainers: [~]\n",
      "values.yaml": "a: 1\n---\n- b\n",
      "values.schema.json": '{"type": }',
      "Chart.lock": "x",
      "charts/README.md": "x",
    }),
  );
  assert.deepEqual(
    problems.map(({ location }) => [location?.file, location?.line, location?.column]),
    [
      ["web/Chart.yaml", 3, 10],
      ["web/Chart.yaml", 4, 7],
      ["web/Chart.yaml", 5, 15],
      ["web/values.yaml", 3, 1],
      ["web/values.schema.json", 1, 11],
      ["web/Chart.lock", 1, 1],
      ["web/charts/README.md", undefined, undefined],
      ["web/Chart.yaml", 1, 13],
      ["web/Chart.yaml", 2, 7],
    ],
  );
});

test("missing dependencies are named together, with the command that fetches them", async () => {
  const dependencies = "dependencies: [{name: s}, {name: a}, {name: b}]\n";
  const files: Files = { "Chart.yaml": minimal + dependencies, "charts/s/Chart.yaml": subchart("s") };
  const [problem, ...others] = await problemsOf(() => loadText(files));
  assert.deepEqual(others, []);
  assert.equal(problem?.message, "found in Chart.yaml, but missing in charts/ directory: a, b");
  assert.deepEqual(problem?.location, { file: "web/Chart.yaml", line: 4, column: 27 });
});

test("charts under charts/ are checked, but not by the rules of references", async () => {
  loadText({ "Chart.yaml": minimal, "charts/x/Chart.yaml": "apiVersion: v9\nname: My Chart\nversion: v1\n" });
  const files: Files = {
    "Chart.yaml": minimal,
    "charts/x/charts/y/Chart.yaml": "version: x\n",
    "charts/x/Chart.yaml": subchart("x"),
  };
  const problems = await problemsOf(() => loadText(files));
  assert.deepEqual(
    problems.map(({ message, location }) => [message, location?.file]),
    [
      ["in subchart charts/x: in subchart charts/y: name is required", "web/charts/x/charts/y/Chart.yaml"],
      [
        'in subchart charts/x: in subchart charts/y: version "x" is invalid',
        "web/charts/x/charts/y/Chart.yaml",
      ],
    ],
  );
});

const kept: readonly (readonly [what: string, files: Files, paths: readonly string[]])[] = [
  ["names with _ and . under charts/ are dropped", { "charts/_x/a": "", "charts/.gitkeep": "" }, []],
  [
    "they are dropped in a subchart too",
    { "charts/s/Chart.yaml": subchart("s"), "charts/s/charts/_x": "" },
    ["charts/s/Chart.yaml"],
  ],
  [
    "provenance under charts/ is a plain file",
    { "charts/s-1.0.0.tgz.prov": "p" },
    ["charts/s-1.0.0.tgz.prov"],
  ],
  [
    "a subchart keeps its directory's name",
    { "charts/zzz/Chart.yaml": subchart("s") },
    ["charts/zzz/Chart.yaml"],
  ],
];

for (const [what, files, paths] of kept) {
  test(what, () => {
    const chart = loadText({ ...files, "Chart.yaml": minimal });
    assert.deepEqual(
      chart.files.map((file) => file.path),
      ["Chart.yaml", ...paths],
    );
  });
}

test("a v1 chart's Chart.lock is left out, its requirements.lock kept", () => {
  const lock = "dependencies: []\n";
  const chart = loadText({
    "Chart.yaml": "name: a\nversion: 1.0.0\n",
    "Chart.lock": lock,
    "requirements.lock": lock,
  });
  assert.deepEqual(
    chart.files.map((file) => file.path),
    ["Chart.yaml", "requirements.lock"],
  );
});

test("an archive under charts/ that is none is a problem of that file", async () => {
  const [problem] = await problemsOf(() => loadText({ "Chart.yaml": minimal, "charts/s.tgz": "x" }));
  assert.match(problem?.message ?? "", /^in subchart charts\/s\.tgz: .*is not gzip/);
  const [empty] = await problemsOf(() =>
    loadText({ "Chart.yaml": minimal, "charts/s.tgz": gzipSync(Buffer.alloc(1024)) }),
  );
  assert.match(empty?.message ?? "", /^in subchart charts\/s\.tgz: Chart\.yaml file is missing/);
});

test("charts nested without end are refused", async () => {
  const deep = Array.from({ length: 40 }, (_, i) => `${"charts/s/".repeat(i)}Chart.yaml`);
  const problems = await problemsOf(() =>
    loadText(Object.fromEntries(deep.map((name) => [name, subchart("s")]))),
  );
  assert.match(problems[0]?.message ?? "", /nested too deeply/);
});

test("metadata that is not UTF-8 is refused", async () => {
  const [problem] = await problemsOf(() => loadText({ "Chart.yaml": Buffer.from([0xff, 0xfe, 0x61]) }));
  assert.match(problem?.message ?? "", /web\/Chart\.yaml is not UTF-8/);
});
