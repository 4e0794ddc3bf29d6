import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import fc from "fast-check";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { hiddenMark, hostileWord } from "../support/hostile.ts";
import { structureOf } from "../support/markdown.ts";
import { registryFor } from "../support/registry.ts";
import { type ActionResult, jobToken, runAction } from "../support/runner/run-action.ts";

const onWindows = process.platform === "win32" ? "SKIP Windows has no such file names" : false;
const seed = 6;

/** A name that a file can have, short enough for every file system. */
const fileName = hostileWord.map(
  (text) => Buffer.from(text.replaceAll("/", "-")).subarray(0, 60).toString().replaceAll("�", "x") || "x",
);
const chart = fc.record({ directory: fileName, file: fileName, text: hostileWord, more: hostileWord });
const charts = fc.sample(chart, { numRuns: 60, seed });

/** In double quotes, where YAML knows the escapes of JSON. */
function yamlText(text: string): string {
  return JSON.stringify(text).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Blocks and tags that the summary is made of. */
const parts =
  /^(heading|paragraph|strong|table( 5)+|code (text|sh|yaml)|<\/?(b|details( open)?|summary)>|<br>|list(_item)?)$/;

function assertHarmless(run: ActionResult): void {
  assert.deepEqual(run.masks, [jobToken]);
  assert.deepEqual([run.env, run.path, run.state], [{}, [], {}]);
  for (const { message, properties } of run.annotations) {
    assert.doesNotMatch(message, /^\s*forged/);
    assert.doesNotMatch(message, hiddenMark);
    assert.match(properties["file"] ?? "", /^charts\/\d+/);
    for (const key of Object.keys(properties)) assert.match(key, /^(file|line|col|title)$/);
  }
  const commands = run.log.match(/^##\[[a-z]+\]/gm) ?? [];
  const meant = ["error", "warning", "notice", "group", "endgroup", "debug"].map((name) => `##[${name}]`);
  assert.deepEqual(new Set(commands.filter((command) => !meant.includes(command))), new Set());
  const groups = run.log.match(/^##\[group\].*/gm)?.map((group) => group.replace(/\d+/, "…"));
  assert.deepEqual(groups, ["##[group]Packaging … charts", "##[group]Checking … charts"]);
  assert.doesNotMatch(run.log, hiddenMark);
  const structure = structureOf(run.summary);
  assert.deepEqual(
    structure.filter((part) => !parts.test(part)),
    [],
  );
  // The warnings: what a chart says does not begin another list.
  assert.equal(structure.filter((part) => part === "list").length, 1);
  assert.doesNotMatch(run.summary, hiddenMark);
  for (const name of ["charts", "changed"]) assert.ok(!run.outputs[name]?.includes("'"));
}

test("charts of a stranger's making stay text wherever they are told of", { skip: onWindows }, async (t) => {
  const workspace = await temporaryDirectory(t);
  for (const [index, { directory, file, text, more }] of charts.entries()) {
    const [quoted, other] = [yamlText(text), yamlText(more)];
    const name = index % 8 === 0 ? quoted : `c${index}`;
    const version = index % 8 === 1 ? quoted : `1.0.${index}`;
    await writeChart(path.join(workspace, "charts"), `${index}${directory}`, "1.0.0", {
      "Chart.yaml": [
        `apiVersion: ${index % 8 === 2 ? quoted : "v2"}`,
        `name: ${name}`,
        `version: ${version}`,
        `description: ${other}`,
        `appVersion: ${quoted}`,
        `icon: ${other}`,
        `maintainers: [{ name: ${quoted}, email: ${other}, url: ${quoted} }]`,
        `annotations: { ${quoted}: ${other} }`,
        ...(index % 8 === 3
          ? [`dependencies: [{ name: ${quoted}, version: ${other}, repository: ${quoted} }]`]
          : []),
        ...(index % 8 === 4 ? [`${text}: [`] : []),
        "",
      ].join("\n"),
      [`templates/${file}.yaml`]: text,
      [`${file}/.env`]: more,
    });
  }
  const registry = await registryFor(t);
  const given = { registry: `oci://${registry.host}/charts`, "output-dir": "out" };
  const inputs = { ...given, sign: "", retries: "0" };
  const run = await runAction(t, { inputs, workspace, debug: true });
  assertHarmless(run);
  const told = JSON.parse(run.outputs["charts"] ?? "");
  assert.equal(told.length, charts.length);
  const statuses = new Set(told.map(({ status }: { status: string }) => status));
  assert.deepEqual(statuses, new Set(["published", "failed"]));
});
