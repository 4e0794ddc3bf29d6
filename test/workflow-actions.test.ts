import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { parse } from "yaml";
import { snippetsIn, type WorkflowFile, workflowFiles, workflowSnippets } from "./support/workflow-files.ts";

const root = path.join(import.meta.dirname, "..");

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps?: readonly Step[] }>>;
}

/** action.yml of ours that a step uses; `undefined` for those of others. */
function actionOf({ uses = "" }: Step): string | undefined {
  const [, local, named] = /^(?:\.\/(.*)|OWNER\/helm-oci-publish\/?(.*)@v1)$/.exec(uses) ?? [];
  const directory = local ?? named;
  return directory === undefined ? undefined : path.posix.join(directory, "action.yml");
}

/** `with` that is no input, and outputs that are none, of every step that uses an action of ours. */
function faultsOf({ text }: WorkflowFile): string[] {
  // actionlint judges the shape; a workflow of another one fails there.
  const { jobs } = parse(text) as Workflow;
  const faults: string[] = [];
  for (const job of Object.values(jobs)) {
    for (const step of job.steps ?? []) {
      const file = actionOf(step);
      if (file === undefined) continue;
      const { inputs, outputs } = parse(readFileSync(path.join(root, file), "utf8"));
      const given = Object.keys(step.with ?? {}).filter((name) => !(name in inputs));
      const asked = outputsAsked(JSON.stringify(job), step.id).filter((name) => !(name in outputs));
      faults.push(...given.map((name) => `${file} has no input ${name}`));
      faults.push(...asked.map((name) => `${file} has no output ${name}`));
    }
  }
  return faults;
}

function outputsAsked(job: string, id: string | undefined): string[] {
  if (id === undefined) return [];
  return [...job.matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)].flatMap(([, step, name = ""]) =>
    step === id ? [name] : [],
  );
}

for (const file of [...workflowFiles(), ...workflowSnippets()]) {
  test(`${file.name} gives our actions inputs that they have, and asks for outputs that they have`, () => {
    assert.deepEqual(faultsOf(file), []);
  });
}

test("an input that is misspelt is found, and so is an output", () => {
  const [file] = snippetsIn(
    "page",
    [
      "```yaml",
      "- {id: x, uses: OWNER/helm-oci-publish/plan@v1, with: {push: true}}",
      "- {run: make, env: {A: '$\u007b{ steps.x.outputs.digest }}'}}",
      "```",
      "",
    ].join("\n"),
  );
  assert.ok(file);
  assert.deepEqual(faultsOf(file), [
    "plan/action.yml has no input push",
    "plan/action.yml has no output digest",
  ]);
});

test("documentation that shows our action in what is no workflow is found", () => {
  assert.throws(
    () => snippetsIn("page", "a\n```yaml\nx: {uses: helm-oci-publish@v1}\n```\n"),
    /^Error: page:2 is no/,
  );
});
