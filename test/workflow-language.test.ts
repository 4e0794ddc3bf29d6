import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { workflowFiles, workflowSnippets } from "./support/workflow-files.ts";
import { languageFindings } from "./support/workflow-language.ts";

for (const { name, text } of [...workflowFiles(), ...workflowSnippets()]) {
  test(`GitHub's language service finds nothing in ${name}`, async () => {
    assert.deepEqual(await languageFindings(name.endsWith(".yml") ? name : `${name}.yml`, text), []);
  });
}

for (const name of ["action.yml", "plan/action.yml", "verify/action.yml"]) {
  test(`GitHub's language service finds nothing in ${name}`, async () => {
    const text = readFileSync(path.join(import.meta.dirname, "..", name), "utf8");
    assert.deepEqual(await languageFindings(name, text), []);
    const [finding] = await languageFindings(`broken/${name}`, text.replace("node24", "node5"));
    assert.match(finding ?? "", /node5/, "it knows that this is an action");
  });
}

test("GitHub's language service is asked: it finds what is wrong", async () => {
  const text = "on: push\njobs: {a: {runs-on: ubuntu-latest, needs: b, steps: [{run: make}]}}\n";
  assert.match(
    (await languageFindings("wrong.yml", text)).join("\n"),
    /^wrong\.yml:2: Value 'b' is not valid$/m,
  );
});
