import assert from "node:assert/strict";
import test from "node:test";
import type { Problem } from "../../src/errors.ts";
import { temporaryDirectory, writeFiles } from "../support/chart.ts";
import { completed } from "../support/completed.ts";
import { helmFor } from "../support/helm.ts";
import { archiveOf } from "../support/lib-repository.ts";

const asked = (name: string, version: string, more = ""): string =>
  `- name: ${name}\n  version: "${version}"\n  repository: https://charts.test\n${more}`;
const chartYaml = (name: string, version: string, dependencies = ""): string =>
  `apiVersion: v2\nname: ${name}\nversion: ${version}\n${dependencies && `dependencies:\n${dependencies}`}`;

for (const { name, dependencies, held, said } of [
  { name: "a version in its range", dependencies: asked("a", "^1"), held: { a: "1.2.0" }, said: [] },
  {
    name: "a version out of its range",
    dependencies: asked("a", "^1") + asked("b", "^2.1"),
    held: { a: "1.0.0", b: "2.0.0" },
    said: ['9:12 charts/ holds b 2.0.0, which does not satisfy "^2.1"'],
  },
  {
    name: "a pre-release that the range does not name",
    dependencies: asked("a", "1.x"),
    held: { a: "1.0.0-rc.1" },
    said: ['6:12 charts/ holds a 1.0.0-rc.1, which does not satisfy "1.x"'],
  },
  {
    name: "a chart that nobody asks for",
    dependencies: asked("a", "^1"),
    held: { a: "1.0.0", extra: "1.0.0" },
    said: ["charts/extra is not among the dependencies, but is published with the chart"],
  },
  { name: "charts of a chart without dependencies", dependencies: "", held: { extra: "1.0.0" }, said: [] },
] satisfies { name: string; dependencies: string; held: Record<string, string>; said: string[] }[]) {
  test(`${name} in charts/: ${said.length === 0 ? "no warning" : "a warning"}, as \`helm dependency list\` has it`, async (t) => {
    const directory = await temporaryDirectory(t);
    const charts = Object.entries(held).map(([chart, version]) => [
      `charts/${chart}/Chart.yaml`,
      chartYaml(chart, version),
    ]);
    await writeFiles(directory, {
      "Chart.yaml": chartYaml("app", "1.0.0", dependencies),
      ...Object.fromEntries(charts),
    });
    for (const mode of ["auto", "skip"] as const) {
      const warnings: Problem[] = [];
      await completed(directory, { mode, warn: (problem) => warnings.push(problem) });
      const told = warnings.map(({ message, location }) =>
        location?.line === undefined ? message : `${location.line}:${location.column} ${message}`,
      );
      assert.deepEqual(told, said);
      assert.ok(warnings.every(({ hint }) => hint));
    }
    const helm = await helmFor(t, "4.1.4");
    if (helm === undefined) return;
    const { stdout, stderr } = await helm.run(["dependency", "list", directory]);
    assert.equal(
      /wrong version|is not in Chart\.yaml/.test(stdout + stderr),
      said.length > 0,
      stdout + stderr,
    );
  });
}

test("one of two archives of a chart may be the one that is asked for", async (t) => {
  const directory = await temporaryDirectory(t);
  const two = asked("a", "1.x") + asked("a", "2.x", "  alias: second\n");
  await writeFiles(directory, { "Chart.yaml": chartYaml("app", "1.0.0", two) });
  for (const version of ["1.0.0", "2.0.0"]) {
    const { bytes } = await archiveOf("a", version);
    await writeFiles(directory, { [`charts/a-${version}.tgz`]: bytes });
  }
  const warnings: Problem[] = [];
  await completed(directory, { warn: (problem) => warnings.push(problem) });
  assert.deepEqual(warnings, []);
});
