import assert from "node:assert/strict";
import test from "node:test";
import { withToolConfigs } from "../../src/commands/tool-configs.ts";
import { temporaryDirectory, writeFiles } from "../support/chart.ts";

/** The options with what the files say, as texts, and what was told. */
async function read(
  directory: string,
  given: Readonly<Record<string, string>> = {},
  { command = "publish", isNamed = false }: { command?: "publish" | "verify"; isNamed?: boolean } = {},
) {
  const told: string[] = [];
  const entries = Object.entries({ "working-directory": directory, ...given });
  const raw = new Map(entries.map(([name, text]) => [name, { text, source: name }]));
  const options = await withToolConfigs(command, { raw, isNamed }, { info: (line) => told.push(line) });
  const texts = Object.fromEntries([...options].map(([name, { text }]) => [name, text]));
  const { "working-directory": _, ...rest } = texts;
  return { options: rest, told: told.map((line) => line.replace(directory, "<dir>")) };
}

for (const { name, files, given = {}, options } of [
  { name: "no file", files: {}, options: {} },
  { name: "an empty file", files: { "ct.yaml": "# nothing yet\n" }, options: {} },
  {
    name: "the charts right in chart-dirs",
    files: { "ct.yaml": "chart-dirs:\n- charts\n- incubator/\n" },
    options: { charts: "charts/*\nincubator/*" },
  },
  {
    name: "a chart directory that is a chart",
    files: { "ct.yaml": "chart-dirs: [.]\n", "Chart.yaml": "" },
    options: { charts: "." },
  },
  {
    name: "charts count more than chart-dirs",
    files: { "ct.yaml": "chart-dirs: [charts]\ncharts: charts/web, charts/api\n" },
    options: { charts: "charts/web\ncharts/api" },
  },
  {
    name: "excluded and deprecated charts",
    files: { "ct.yaml": "excluded-charts: [common]\nexclude-deprecated: true\n" },
    options: { exclude: "common", deprecated: "skip" },
  },
  {
    name: "what has no counterpart is left alone",
    files: {
      "ct.yaml": "remote: origin\ntarget-branch: main\nchart-repos: [a=https://a.example]\nall: 3\n",
      "cr.yaml": "owner: acme\n",
    },
    options: {},
  },
  { name: "a file in .ct", files: { ".ct/ct.yaml": "charts: [a]\n" }, options: { charts: "a" } },
  { name: "a file in .github", files: { ".github/ct.yml": "charts: [a]\n" }, options: { charts: "a" } },
  {
    name: "the first file of several",
    files: { "ct.yaml": "charts: [a]\n", ".github/ct.yaml": "charts: [b]\n" },
    options: { charts: "a" },
  },
  {
    name: "skip-existing of chart-releaser",
    files: { "cr.yaml": "skip-existing: true\n" },
    options: { "if-exists": "skip" },
  },
  { name: "skip-existing that is off", files: { "cr.yaml": "skip-existing: false\n" }, options: {} },
  {
    name: "what the user says counts more",
    files: { "ct.yaml": "chart-dirs: [charts]\nexcluded-charts: [a]\n", "cr.yaml": "skip-existing: true\n" },
    given: { exclude: "b", "if-exists": "fail" },
    options: { charts: "charts/*", exclude: "b", "if-exists": "fail" },
  },
  {
    name: "nothing where the user names charts",
    files: { "ct.yaml": "]", "cr.yaml": "skip-existing: true\n" },
    given: { charts: "charts/web" },
    options: { charts: "charts/web" },
  },
]) {
  test(`ct.yaml and cr.yaml: ${name}`, async (t) => {
    const directory = await writeFiles(await temporaryDirectory(t), files);
    assert.deepEqual((await read(directory, given)).options, options);
  });
}

test("where options come from is told", async (t) => {
  const files = { "ct.yaml": "charts: [a]\nexcluded-charts: [b]\n", "cr.yaml": "skip-existing: true\n" };
  const directory = await writeFiles(await temporaryDirectory(t), files);
  assert.deepEqual((await read(directory)).told, [
    "charts, exclude from <dir>/ct.yaml",
    "if-exists from <dir>/cr.yaml",
  ]);
});

test("charts on the command line, and commands that take none, leave the files alone", async (t) => {
  const directory = await writeFiles(await temporaryDirectory(t), { "ct.yaml": "]" });
  assert.deepEqual(await read(directory, {}, { isNamed: true }), { options: {}, told: [] });
  assert.deepEqual(await read(directory, {}, { command: "verify" }), { options: {}, told: [] });
});

for (const { name, text, message, line } of [
  { name: "no YAML", text: "charts:\n- a\n]\n", message: /invalid YAML/, line: 3 },
  { name: "a list", text: "\n- charts\n", message: /the file holds no settings/, line: 2 },
  {
    name: "a number for a chart",
    text: "charts:\n- a\n- 3\n",
    message: /charts is no list of texts/,
    line: 3,
  },
]) {
  test(`a ct.yaml that is wrong is an error with its line: ${name}`, async (t) => {
    const directory = await writeFiles(await temporaryDirectory(t), { "ct.yaml": text });
    await assert.rejects(
      read(directory),
      (error: Error & { code?: string; problems?: { location?: { line?: number } }[] }) => {
        assert.equal(error.code, "USAGE");
        assert.match(error.message, message);
        assert.equal(error.problems?.[0]?.location?.line, line);
        return true;
      },
    );
  });
}
