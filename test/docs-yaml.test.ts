import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { parseOptions, type RawOptions } from "../src/options/parse.ts";
import type { CommandName } from "../src/options/spec.ts";
import { optionsOf } from "../src/options/table.ts";
import { readPages, root, type Snippet } from "./support/documents.ts";
import { requirePeer } from "./support/peer.ts";
import { runProgram } from "./support/program.ts";
import { type ActionStep, ownSteps, workflowOf } from "./support/snippet-workflow.ts";

const snippets = readPages()
  .flatMap((page) => page.snippets)
  .filter(({ language }) => language === "yaml");
const place = ({ file, line }: Snippet): string => `${file}:${line}`;

const actions: Readonly<Record<string, CommandName>> = {
  "OWNER/helm-oci-publish@v1": "publish",
  "OWNER/helm-oci-publish/plan@v1": "plan",
  "OWNER/helm-oci-publish/verify@v1": "verify",
};

const someDigest = `sha256:${"0".repeat(64)}`;

/** The options of a step as the action would read them; what the workflow knows is filled in with some text. */
function optionsGiven({ uses, with: inputs = {} }: ActionStep): { command: CommandName; raw: RawOptions } {
  const command = actions[uses] ?? assert.fail(`there is no action ${uses}`);
  const filled = Object.entries(inputs).map(([name, value]): [string, string] => [
    name,
    String(value).replace(/\$\{\{.*?\}\}/g, name === "plan-digest" ? someDigest : "given"),
  ]);
  return { command, raw: new Map(filled.map(([name, text]) => [name, { text, source: name }])) };
}

for (const snippet of snippets) {
  const steps = ownSteps(snippet);
  const mentioned = snippet.text.match(/uses: OWNER\/helm-oci-publish/g) ?? [];
  if (mentioned.length === 0) continue;

  test(`${place(snippet)}: its steps have only inputs that there are, with values they take`, () => {
    assert.equal(steps.length, mentioned.length);
    for (const step of steps) {
      const { command, raw } = optionsGiven(step);
      const known = optionsOf(command).filter(({ only }) => only !== "command");
      const unknown = [...raw.keys()].filter((name) => !known.some((spec) => spec.name === name));
      assert.deepEqual(unknown, []);
      parseOptions(command, raw);
    }
  });
}

test("the pages show every action", () => {
  const used = new Set(snippets.flatMap(ownSteps).map(({ uses }) => uses));
  assert.deepEqual([...used].sort(), Object.keys(actions).sort());
});

function findActionlint(t: TestContext): string | undefined {
  const named = process.env["HELM_TEST_ACTIONLINT"];
  if (named !== undefined) return named;
  if (process.env["HELM_TEST_WITHOUT_GO"] === "true") {
    t.skip("SKIP actionlint: this machine has no Go");
    return undefined;
  }
  const found = (process.env["PATH"] ?? "")
    .split(path.delimiter)
    .map((directory) => path.join(directory, "actionlint"))
    .find((file) => existsSync(file));
  const missing = "actionlint is not on PATH: go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12";
  return requirePeer(t, found === undefined ? { missing } : { value: found });
}

test("actionlint takes every workflow of the pages, whole or in part", async (t) => {
  const actionlint = findActionlint(t);
  if (actionlint === undefined) return;
  const directory = await mkdtemp(path.join(os.tmpdir(), "docs-workflows-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  for (const part of [".git", ".github/workflows"])
    await mkdir(path.join(directory, part), { recursive: true });
  for (const file of ["action.yml", "plan/action.yml", "verify/action.yml", "dist"]) {
    await cp(path.join(root, file), path.join(directory, file), { recursive: true });
  }
  const workflows = snippets.map((snippet) => ({ snippet, text: workflowOf(snippet) }));
  let written = 0;
  for (const { snippet, text } of workflows) {
    if (text === undefined) continue;
    const name = place(snippet).replace(/[^\w]+/g, "-");
    await writeFile(path.join(directory, `.github/workflows/${name}.yml`), text);
    written += 1;
  }
  assert.ok(written > 40, `${written} workflows`);
  const arguments_ = ["-shellcheck=", "-pyflakes=", "-no-color"];
  const { code, stdout, stderr } = await runProgram(actionlint, arguments_, { directory });
  assert.equal(code, 0, stdout + stderr);
});
