import assert from "node:assert/strict";
import test from "node:test";
import { isIgnored, parseIgnore } from "../../src/chart/ignore.ts";
import { problemsOf } from "./chart-files.ts";

const parse = (text: string): ReturnType<typeof parseIgnore> => parseIgnore(Buffer.from(text), ".helmignore");

const cases: readonly (readonly [rules: string, path: string, isDirectory: boolean, ignored: boolean])[] = [
  ["", "a.txt", false, false],
  ["", "templates/.swp", false, true],
  ["", "templates/sub/.swp", false, false],
  ["*.md", "docs/a.md", false, true],
  ["a/b", "x/a/b", false, false],
  ["/a", "x/a", false, false],
  ["a/", "a", false, false],
  ["a/", "a", true, true],
  [" *.md \r\n# c", "a.md", false, true],
  ["\ufeff*.md", "a.md", false, true],
  ["!a.txt", "b.txt", false, true],
  ["!a.txt", "a.txt", false, false],
  ["*.txt\n!a.txt", "a.txt", false, true],
  ["!a/", "a", false, true],
  ["!a/", "a", true, false],
  ["/", "a", true, false],
];

for (const [rules, path, isDirectory, ignored] of cases) {
  const kind = isDirectory ? "directory" : "file";
  test(`the rules ${JSON.stringify(rules)} ${ignored ? "leave out" : "keep"} the ${kind} ${path}`, () => {
    assert.equal(isIgnored(parse(rules), path, isDirectory), ignored);
  });
}

test("every rule that Helm refuses is reported, with its line", async () => {
  const problems = await problemsOf(() => parse("a/**\n  ok\n  [a\n"));
  assert.deepEqual(
    problems.map(({ location }) => [location?.line, location?.column]),
    [
      [1, 1],
      [3, 3],
    ],
  );
});

test("a ! rule is warned of, at its line", () => {
  const { warnings } = parse("*.md\n!README.md\n");
  assert.deepEqual(
    warnings.map(({ location }) => location),
    [{ file: ".helmignore", line: 2, column: 1 }],
  );
});
