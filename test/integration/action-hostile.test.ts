import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { registryFor } from "../support/registry.ts";
import { type ActionCall, type ActionResult, runAction } from "../support/runner/run-action.ts";
import { startServer } from "../support/scripted-server.ts";

/** What the runner would obey at the start of a line, or, in the older form, anywhere in it. */
const commands = [
  "::add-mask::charts",
  "::error::forged",
  "\u0085::warning::forged", // .NET takes the next line character for a blank, and trims it
  "x ##[error]forged",
  "##[add-mask]charts",
  "::stop-commands::pause",
  "::group::forged",
];
const lineBreaks = ["\n", "\r", "\r\n", "%0A"];
const hostile = lineBreaks.flatMap((lineBreak) => commands.map((command) => `a${lineBreak}${command}`));

function assertUnmoved({ masks, annotations, log }: ActionResult): void {
  assert.deepEqual(
    masks.filter((mask) => mask === "charts"),
    [],
  );
  assert.deepEqual(
    annotations.filter(({ message }) => message === "forged" || message.startsWith("forged")),
    [],
  );
  assert.doesNotMatch(log, /^##\[(error|warning|group)\]forged/m);
  assert.match(log, /Packaging \d+ chart/);
}

const onWindows = process.platform === "win32" ? "SKIP Windows has no such file names" : false;

test("directory and file names cannot give commands to the runner", { skip: onWindows }, async (t) => {
  const workspace = await temporaryDirectory(t);
  const charts = [...commands, ...hostile].map((name) => name.replaceAll("/", "-"));
  for (const [index, name] of charts.entries()) {
    const version = index % 3 === 0 ? "broken" : `1.0.${index}`;
    const files = { [`templates/${name}.yaml`]: "a: b\n", [`${name}/.env`]: "A=B\n" };
    await writeChart(path.join(workspace, "charts"), name, version, {
      "Chart.yaml": `apiVersion: v2\nname: web\nversion: ${version}\n`,
      ...files,
    });
  }
  const registry = await registryFor(t);
  const call: ActionCall = { inputs: { registry: `oci://${registry.host}/charts` }, workspace, debug: true };
  const run = await runAction(t, call);
  assertUnmoved(run);
  assert.equal(JSON.parse(run.outputs["charts"] ?? "").length, charts.length);
  assert.deepEqual(run.masks.length, 1, "the job's token");
});

test("what Chart.yaml says cannot give commands to the runner", async (t) => {
  const workspace = await temporaryDirectory(t);
  for (const [index, text] of hostile.entries()) {
    const quoted = JSON.stringify(text);
    await writeChart(path.join(workspace, "charts"), `c${index}`, "1.0.0", {
      "Chart.yaml": `apiVersion: v2\nname: ${index % 2 ? quoted : `c${index}`}\nversion: 1.0.0\ndescription: ${quoted}\nappVersion: ${quoted}\n${quoted}: x\nhome: ${quoted}\n`,
    });
  }
  const registry = await registryFor(t);
  const inputs = { registry: `oci://${registry.host}/charts`, "output-dir": "out" };
  assertUnmoved(await runAction(t, { inputs, workspace, debug: true }));
});

test("what a server says cannot give commands to the runner", async (t) => {
  const workspace = await temporaryDirectory(t);
  for (const index of hostile.keys()) await writeChart(path.join(workspace, "charts"), `c${index}`, "1.0.0");
  let count = 0;
  const registry = await startServer({
    fallback: ({ path: target }) => {
      const text = hostile[count++ % hostile.length] ?? "";
      if (/c\d*[02468]\//.test(target)) return { status: 404 + (count % 2) * 96, body: text };
      const realm = encodeURI(`http://127.0.0.1:9/${text}`);
      return {
        status: [401, 403, 429, 400][count % 4] ?? 400,
        headers: { "www-authenticate": `Bearer realm="${realm}",scope="${encodeURI(text)}"` },
        body: { errors: [{ code: text, message: text }] },
      };
    },
  });
  t.after(() => registry[Symbol.asyncDispose]());
  const inputs = { registry: `oci://${registry.host}/charts`, retries: "0" };
  const run = await runAction(t, { inputs, workspace, debug: true });
  assertUnmoved(run);
  assert.equal(run.outputs["failed-count"], String(hostile.length));
});

test("inputs cannot give commands to the runner", async (t) => {
  const workspace = await temporaryDirectory(t);
  await writeChart(path.join(workspace, "charts"), "web", "1.0.0");
  const text = hostile.join(" ");
  for (const inputs of [{ charts: text }, { registry: text }, { version: text }, { push: text }]) {
    const run = await runAction(t, {
      inputs: { registry: "oci://127.0.0.1:9/charts", retries: "0", ...inputs },
      workspace,
    });
    assert.equal(run.exitCode, 2);
    assert.deepEqual(
      run.annotations.filter(({ message }) => message.startsWith("forged")),
      [],
    );
    assert.equal(run.masks.length, 1);
  }
});
