import test from "node:test";
import { chartFiles, temporaryDirectory, writeFiles } from "../support/chart.ts";
import {
  assertSame,
  assertSameTree,
  buildWithHelm,
  buildWithOurs,
  judgesFor,
  withoutArchives,
} from "../support/dependency-judge.ts";
import { registryFor } from "../support/registry.ts";

const dependency = (name: string, version: string, more = ""): string =>
  `  - name: ${name}\n    version: "${version}"\n${more}`;
const at = (repository: string): string => `    repository: ${repository}\n`;

/** A chart with values for its subcharts. */
function parent(
  name: string,
  dependencies: string,
  more: Record<string, string> = {},
): Record<string, string> {
  const files = chartFiles(name, "1.0.0");
  return { ...files, "Chart.yaml": `${files["Chart.yaml"]}dependencies:\n${dependencies}`, ...more };
}

const below = (directory: string, files: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [`${directory}/${name}`, content]));

const local = '{{ define "x" }}{{ end }}';
const cases: Readonly<Record<string, Record<string, string>>> = {
  "a directory beside the chart, by range": {
    ...below("app", parent("app", dependency("lib", ">=0.3.0 <1.0.0", at("file://../lib")))),
    ...below("lib", chartFiles("lib", "0.3.2+b.1", { "templates/_x.tpl": local })),
  },
  "two aliases of one chart, and a condition": {
    ...below(
      "app",
      parent(
        "app",
        dependency("lib", "0.3.0", `${at("file://../lib")}    alias: one\n`) +
          dependency(
            "lib",
            "0.3.0",
            `${at("file://../lib")}    alias: two\n    condition: two.enabled\n    tags: [a, b]\n`,
          ),
        { "values.yaml": "greeting: hello\none: {greeting: first}\ntwo: {enabled: false}\n" },
      ),
    ),
    ...below("lib", chartFiles("lib", "0.3.0")),
  },
  "a chart in charts/ that has no repository, beside one that has": {
    ...below(
      "app",
      parent(
        "app",
        dependency("own", "~0.1", '    repository: ""\n') + dependency("lib", "1.x", at("file://../lib")),
      ),
    ),
    ...below("app/charts/own", chartFiles("own", "0.1.9")),
    ...below("lib", chartFiles("lib", "1.4.0")),
  },
  "import-values": {
    ...below(
      "app",
      parent(
        "app",
        dependency(
          "lib",
          "0.3.0",
          `${at("file://../lib")}    import-values:\n      - child: data\n        parent: got\n`,
        ),
      ),
    ),
    ...below("lib", chartFiles("lib", "0.3.0", { "values.yaml": "greeting: hi\ndata: {a: 1}\n" })),
  },
  "a v1 chart with requirements.yaml": {
    ...below("app", {
      ...chartFiles("app", "1.0.0"),
      "Chart.yaml": "apiVersion: v1\nname: app\nversion: 1.0.0\n",
      "requirements.yaml": `dependencies:\n${dependency("lib", "^0.3.0", at("file://../lib"))}`,
    }),
    ...below("lib", chartFiles("lib", "0.3.9")),
  },
};

for (const [name, files] of Object.entries(cases)) {
  test(`${name}: as \`helm dependency update\` and \`build\` have it`, async (t) => {
    const helms = await judgesFor(t);
    if (helms === undefined) return;
    const { host } = await registryFor(t);
    const root = await writeFiles(await temporaryDirectory(t), files);
    for (const helm of helms) {
      const updated = await buildWithHelm(t, helm, root, ["update"]);
      await assertSame(helms, await buildWithOurs(t, host, root, "auto"), updated);
      const ours = await buildWithOurs(t, host, root, "update");
      await assertSame(helms, ours, updated);
      await assertSameTree(ours, updated);
      const locked = await withoutArchives(t, updated);
      const built = await buildWithHelm(t, helm, locked, ["build"]);
      await assertSame(helms, await buildWithOurs(t, host, locked, "build"), built);
      await assertSame(helms, await buildWithOurs(t, host, locked, "auto"), built);
    }
  });
}
