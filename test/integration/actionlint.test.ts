import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { temporaryDirectory, writeFiles } from "../support/chart.ts";
import { requireGoPeer } from "../support/go-peers.ts";
import { runProgram } from "../support/program.ts";
import { type WorkflowFile, workflowFiles, workflowSnippets } from "../support/workflow-files.ts";

const project = path.join(import.meta.dirname, "../..");
/** Neither is among the peers: what they say would depend on the machine. */
const withoutOthers = ["-shellcheck=", "-pyflakes=", "-no-color", "-oneline"];

async function findings(t: test.TestContext, files: readonly WorkflowFile[]): Promise<string | undefined> {
  const actionlint = requireGoPeer(t, "actionlint");
  if (actionlint === undefined) return undefined;
  const texts = files.map(({ name, text }) => [`${name.replaceAll(/[/:]/g, "-")}.yml`, text] as const);
  const directory = await writeFiles(await temporaryDirectory(t), Object.fromEntries(texts));
  const places = texts.map(([name]) => path.join(directory, name));
  // From within the project: `uses: ./` is looked up there.
  const { stdout, stderr } = await runProgram(actionlint, [...withoutOthers, ...places], {
    directory: project,
  });
  return stdout + stderr;
}

test("actionlint finds nothing in our workflows, in those to copy, and in what the documentation shows", async (t) => {
  assert.equal((await findings(t, [...workflowFiles(), ...workflowSnippets()])) ?? "", "");
});

test("actionlint is asked: it finds what is wrong", async (t) => {
  const text = "on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: make, if: nonsense.x}]}}\n";
  const found = await findings(t, [{ name: "wrong", text }]);
  if (found !== undefined) assert.match(found, /undefined variable "nonsense"/);
});
