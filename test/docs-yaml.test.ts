import assert from "node:assert/strict";
import test from "node:test";
import { parseOptions, type RawOptions } from "../src/options/parse.ts";
import type { CommandName } from "../src/options/spec.ts";
import { optionsOf } from "../src/options/table.ts";
import { readPages, type Snippet } from "./support/documents.ts";
import { type ActionStep, ownSteps } from "./support/own-steps.ts";

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

test("what the pages call JSON is JSON, and every block says what it is", () => {
  const blocks = readPages().flatMap((page) => page.snippets);
  for (const { text } of blocks.filter(({ language }) => language === "json")) JSON.parse(text);
  const languages = new Set(blocks.map(({ language }) => language));
  assert.deepEqual([...languages].sort(), ["json", "sh", "text", "yaml"]);
});
