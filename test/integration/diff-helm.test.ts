import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { writeChart, writeFiles } from "../support/chart.ts";
import { emptyRepository } from "../support/clone.ts";
import { type CommandResult, runCommand } from "../support/command.ts";
import { startCommand } from "../support/command-process.ts";
import { helmFor } from "../support/helm.ts";
import { registryFor } from "../support/registry.ts";

const secret =
  "apiVersion: v1\nkind: Secret\nmetadata: {name: web}\nstringData:\n  given: {{ .Values.password }}\n  random: {{ randAlphaNum 20 }}\n";
const labelled =
  "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  labels: {helm.sh/chart: '{{ .Chart.Name }}-{{ .Chart.Version }}'}\nspec: {a: {{ .Values.a }}}\n";
const random =
  "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: random}\ndata: {id: {{ uuidv4 | quote }}}\n";
const values = (password: string, a: number): string => `greeting: hi\npassword: ${password}\na: ${a}\n`;
const files = (text: string) => ({
  "values.yaml": text,
  "templates/secret.yaml": secret,
  "templates/service.yaml": labelled,
  "templates/random.yaml": random,
});

/** A checkout whose branch main has web 1.0.0, published too, and whose HEAD is to change it; real Helm on PATH. */
async function stageFor(t: TestContext) {
  const helm = await helmFor(t, "4.1.4");
  if (helm === undefined) return undefined;
  const { directory, commit, git } = await emptyRepository(t);
  const registry = await registryFor(t);
  const output = path.join(directory, "..", `${path.basename(directory)}-out`);
  t.after(() => rm(output, { recursive: true, force: true }));
  const write = (version: string, text: string, more: Readonly<Record<string, string>> = {}) =>
    writeChart(path.join(directory, "charts"), "web", version, { ...files(text), ...more });
  const variables = { PATH: `${path.dirname(helm.binary)}${path.delimiter}${process.env["PATH"]}` };
  const words = ["--working-directory", directory, "--registry", `oci://${registry.host}/charts`, "--json"];
  const run = (command: string, ...more: readonly string[]): Promise<CommandResult> =>
    startCommand(t, [command, ...words, ...more], { variables }).ended;
  await write("1.0.0", values("hunter-one", 1));
  await commit("web 1.0.0", "2026-01-02T03:04:05Z");
  await git("checkout", "--quiet", "-b", "topic");
  assert.equal((await run("publish")).code, 0);
  registry.takeLog();
  const plan = async (...more: readonly string[]) => {
    const planned = await run("plan", "--output-dir", output, ...more);
    assert.equal(planned.code, 0, planned.stderr);
    const { charts } = JSON.parse(planned.stdout);
    const text = await readFile(charts[0].diff[0].file, "utf8");
    return { diff: charts[0].diff, text, rendered: text.slice(text.indexOf("/rendered/")), planned };
  };
  return { directory, registry, write, commit, plan };
}

test("what a chart renders to is compared, but for labels of the version and what is random", async (t) => {
  const stage = await stageFor(t);
  if (stage === undefined) return;
  await stage.write("1.1.0", values("hunter-two", 1));
  const { diff, rendered, text } = await stage.plan();
  assert.deepEqual(diff[0].resources, { added: 0, changed: 1, removed: 0 });
  assert.match(rendered, /^\+\+\+ b\/rendered\/Secret v1 web$/m);
  assert.match(rendered, /^- {2}given: "\*\*\*"\n\+ {2}given: "\*\*\* \(changed\)"\n {3}random: "\*\*\*"$/m);
  assert.ok(!rendered.includes("hunter"));
  // What the author wrote is the author's to show.
  assert.match(text, /^\+password: hunter-two$/m);
  assert.ok(stage.registry.takeLog().every((line) => /^(HEAD|GET) /.test(line)));
});

test("each values file is rendered, and what only some of them change names them", async (t) => {
  const stage = await stageFor(t);
  if (stage === undefined) return;
  const chart = await stage.write("1.1.0", values("hunter-one", 2), {
    "templates/extra.yaml":
      "{{ if .Values.extra }}apiVersion: v1\nkind: ConfigMap\nmetadata: {name: extra}\n{{ end }}",
  });
  await writeFiles(chart, { "ci/a-values.yaml": "extra: true\n", "ci/b-values.yaml": "extra: false\n" });
  const { diff, rendered, text } = await stage.plan();
  assert.deepEqual(diff[0].resources, { added: 1, changed: 1, removed: 0 });
  assert.match(text, /^\+\+\+ b\/rendered\/ConfigMap v1 extra with ci\/a-values\.yaml$/m);
  assert.match(rendered, /^\+\+\+ b\/rendered\/Service v1 web$/m);
});

test("a published version that does not render is a note, and its files are compared", async (t) => {
  const stage = await stageFor(t);
  if (stage === undefined) return;
  const chart = await stage.write("1.1.0", values("hunter-one", 2), {
    "templates/service.yaml": labelled.replace(".Values.a", ".Values.a | quote"),
  });
  await writeFiles(chart, { "ci/a-values.yaml": "a: '{{'\n" });
  const { diff } = await stage.plan();
  assert.deepEqual(diff[0].files, { added: 1, changed: 3, removed: 0 });
  assert.equal(diff[0].resources, null);
  assert.match(diff[0].notes[0], /^1\.0\.0 does not render with .*ci\/a-values\.yaml: .*YAML/s);
});

test("the base of the branch is compared with, and both may be", async (t) => {
  const stage = await stageFor(t);
  if (stage === undefined) return;
  await stage.write("1.1.0", values("hunter-one", 2));
  await stage.commit("web 1.1.0", "2026-01-03T03:04:05Z");
  const { diff, text } = await stage.plan("--diff", "published, base", "--base", "main");
  assert.deepEqual(
    diff.map(({ against, version, resources }: { against: string; version: string; resources: unknown }) => [
      against,
      version,
      resources,
    ]),
    [
      ["published", "1.0.0", { added: 0, changed: 1, removed: 0 }],
      ["base", "1.0.0", { added: 0, changed: 1, removed: 0 }],
    ],
  );
  assert.match(text, /^# web 1\.1\.0, compared with 1\.0\.0 at the base$/m);
});

test("a chart that is not there at the base is new, and one without a base is told so", async (t) => {
  const stage = await stageFor(t);
  if (stage === undefined) return;
  await writeChart(path.join(stage.directory, "charts"), "api", "1.0.0");
  await rm(path.join(stage.directory, "charts/web"), { recursive: true });
  const plan = (base: string) =>
    runCommand([
      "plan",
      "--working-directory",
      stage.directory,
      "--registry",
      `oci://${stage.registry.host}/charts`,
      "--json",
      "--diff",
      "base",
      "--base",
      base,
    ]);
  const known = await plan("main");
  assert.match(known.stderr, /^api 1\.0\.0: not there at the base$/m);
  const unknown = await plan("nowhere");
  assert.equal(unknown.code, 0);
  assert.match(unknown.stderr, /^api 1\.0\.0: Could not compare: .*nowhere/m);
});
