import assert from "node:assert/strict";
import test from "node:test";
import { checkArtifactHubFile } from "../../src/artifact/artifacthub-file.ts";
import { PublishError } from "../../src/errors.ts";

const id = "0cdf4e7a-9b0a-4d63-8f0e-1a2b3c4d5e6f";
const problemsOf = (text: string): string[] => {
  try {
    checkArtifactHubFile(Buffer.from(text), "web/artifacthub-repo.yml");
    return [];
  } catch (error) {
    assert.ok(error instanceof PublishError && error.code === "CHART_INVALID", String(error));
    assert.match(error.message, /web\/artifacthub-repo\.yml/);
    const problems = error.problems.length > 0 ? error.problems : [error];
    return problems.map(({ message, location }) => `${location?.line}:${location?.column} ${message}`);
  }
};

for (const text of [
  `repositoryID: ${id}\n`,
  `repositoryID: ${id.toUpperCase()}\nowners:\n  - name: a\n    email: a@b.example\n`,
  "owners: [{email: a@b.example}]\n",
  'ignore:\n  - name: old\n    version: "0\\\\..*"\n',
  `# a comment\nrepositoryID: "${id}"\nsomethingNew: true\n`,
]) {
  test(`${JSON.stringify(text)} is taken`, () => assert.deepEqual(problemsOf(text), []));
}

for (const { text, expected } of [
  { text: "repositoryID: [\n", expected: [/^1:/] },
  { text: "", expected: [/^1:1 it has neither repositoryID nor owners/] },
  { text: "{}", expected: [/neither repositoryID nor owners/] },
  { text: "- a\n", expected: [/^1:1 cannot unmarshal list into this file of type object/] },
  { text: "repositoryID: acme\n", expected: [/^1:15 repositoryID "acme" is no UUID/] },
  { text: `repositoryId: ${id}\n`, expected: [/^1:1 repositoryId is not read, for it is repositoryID/] },
  { text: "owners: me@b.example\n", expected: [/^1:9 cannot unmarshal string into owners of type list/] },
  { text: "owners: [me@b.example]\n", expected: [/^1:10 cannot unmarshal string into owners\[0\]/] },
  {
    text: "owners:\n  - name: a\n    email: a@b.example\n  - name: b\n",
    expected: [/^4:5 owners\[1\] has no email address/],
  },
  { text: "owners: [{email: nobody}]\n", expected: [/owners\[0\] has no email address/] },
  { text: "ignore: [{version: x}]\n", expected: [/^1:10 ignore\[0\] has no name/] },
  {
    text: "repositoryID: x\nowners: [{}]\n",
    expected: [/^1:15 repositoryID "x" is no UUID/, /^2:10 owners\[0\] has no email/],
  },
]) {
  test(`${JSON.stringify(text)} is refused, with its place`, () => {
    const problems = problemsOf(text);
    assert.equal(problems.length, expected.length, problems.join("\n"));
    for (const [index, pattern] of expected.entries()) assert.match(problems[index] ?? "", pattern);
  });
}
