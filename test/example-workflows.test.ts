import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { parseDocument } from "yaml";
import { workflowFiles } from "./support/workflow-files.ts";

const examples = workflowFiles().filter(({ name }) => name.startsWith("examples/"));

/** Somebody who copies a workflow has to trust GitHub and us, and nobody else. */
const actions = [
  "actions/checkout@v5",
  "actions/upload-artifact@v4",
  "actions/download-artifact@v4",
  "OWNER/helm-oci-publish@v1",
  "OWNER/helm-oci-publish/plan@v1",
  "OWNER/helm-oci-publish/verify@v1",
];

test("every example workflow is run by a test", () => {
  const directory = path.join(import.meta.dirname, "integration");
  const tests = readdirSync(directory).filter((name) => name.startsWith("act-"));
  const text = tests.map((name) => readFileSync(path.join(directory, name), "utf8")).join("\n");
  assert.ok(examples.length >= 7);
  for (const { name } of examples) assert.ok(text.includes(`"${path.basename(name)}"`), name);
});

test("their README names every example workflow, and no other", () => {
  const readme = readFileSync(path.join(import.meta.dirname, "../examples/workflows/README.md"), "utf8");
  const named = [...readme.matchAll(/\]\(([\w-]+\.yml)\)/g)].map(([, name]) => `examples/workflows/${name}`);
  assert.deepEqual(
    named.sort(),
    examples.map(({ name }) => name),
  );
});

for (const { name, text } of examples) {
  const document = parseDocument(text);
  const { permissions, jobs } = document.toJS();
  const steps = Object.values<{ steps: { uses?: string; run?: string }[] }>(jobs).flatMap((job) => job.steps);

  test(`${name} is short, and says first what it is for`, () => {
    assert.deepEqual([...document.errors, ...document.warnings], []);
    const lines = text.trimEnd().split("\n");
    assert.ok(lines.length <= 40, `${lines.length} lines`);
    assert.ok(lines.every((line) => line.length <= 120));
    assert.match(text, /^# [A-Z].*\.?\n(?:# .*\n)*name: /);
  });

  test(`${name} says what it may do, and may not do everything`, () => {
    assert.equal(permissions.contents, "read");
  });

  test(`${name} takes nothing from strangers`, () => {
    assert.deepEqual(
      steps.filter(({ uses }) => uses !== undefined && !actions.includes(uses)),
      [],
    );
    assert.deepEqual(
      steps.filter(({ run }) => run?.includes("$\u007b{")),
      [],
      "an expression in a shell is code that others may write",
    );
  });
}
