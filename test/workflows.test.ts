import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { parseDocument } from "yaml";

const directory = path.join(import.meta.dirname, "../.github/workflows");
const files = readdirSync(directory);

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: unknown;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

/** The parts of a workflow that are looked at here. */
interface Workflow {
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

test("there are workflows", () => {
  assert.ok(files.length >= 2);
});

for (const file of files) {
  const text = readFileSync(path.join(directory, file), "utf8");
  const document = parseDocument(text);
  // actionlint judges the shape; a workflow of another one fails below.
  const workflow = document.toJS() as Workflow;
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps);

  test(`${file} parses without a warning`, () => {
    assert.deepEqual([...document.errors, ...document.warnings], []);
    assert.ok(steps.length > 0);
  });

  test(`${file} pins every action to a commit and says which version that is`, () => {
    // From the text, for a comment is no part of the value.
    const uses = [...text.matchAll(/^\s*(?:- )?uses:\s*(.*)$/gm)].map((match) => match[1] ?? "");
    const pinned = /^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
    assert.equal(uses.length, steps.filter((step) => step.uses !== undefined).length);
    assert.deepEqual(
      uses.filter((use) => use !== "./" && !pinned.test(use)),
      [],
    );
  });

  test(`${file} may only read, and ends some time`, () => {
    assert.deepEqual(workflow.permissions, { contents: "read" });
    for (const [name, job] of jobs) {
      assert.equal(job.permissions, undefined, `${name} asks for more: say here why it may`);
      assert.ok(job["timeout-minutes"] !== undefined, `${name} has no timeout-minutes`);
    }
  });

  test(`${file} leaves no token in the checkout`, () => {
    const checkouts = steps.filter((step) => step.uses?.startsWith("actions/checkout@"));
    for (const step of checkouts) assert.equal(step.with?.["persist-credentials"], false);
  });

  test(`${file} puts no expression into a shell`, () => {
    assert.deepEqual(
      steps.filter((step) => step.run?.includes("${{")),
      [],
    );
  });
}
