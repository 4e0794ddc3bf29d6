import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { parse } from "yaml";
import { generateDocs } from "../scripts/docs.ts";

const root = path.join(import.meta.dirname, "..");

for (const { file, text } of generateDocs()) {
  test(`${file} agrees with the option and output tables`, () => {
    assert.equal(readFileSync(path.join(root, file), "utf8"), text, "run: npm run docs");
  });
}

test("action.yml names its inputs and outputs with descriptions, and runs dist/ on node24", () => {
  const action = parse(readFileSync(path.join(root, "action.yml"), "utf8"));
  assert.equal(action.runs.using, "node24");
  assert.equal(action.runs.main, "dist/action.js");
  assert.deepEqual([action.runs.post, action.runs["post-if"]], ["dist/post.js", "always()"]);
  assert.ok(Object.keys(action.inputs).length > 10);
  for (const spec of Object.values<{ description: string }>({ ...action.inputs, ...action.outputs })) {
    assert.ok(spec.description.length > 10);
  }
  assert.equal(action.inputs["github-token"].default, ["$", "{{ github.token }}"].join(""));
  assert.equal(action.inputs.json, undefined);
});
