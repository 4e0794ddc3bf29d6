import assert from "node:assert/strict";
import test from "node:test";
import { parseYaml, parseYamlDocuments } from "../../src/chart/yaml.ts";
import type { YamlNode } from "../../src/chart/yaml-node.ts";
import { problemsOf } from "./chart-files.ts";

const read = (text: string): YamlNode => parseYaml({ file: "a.yaml", text });

function plain(node: YamlNode): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "sequence") return node.items.map(plain);
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plain(value)]));
}

const values: readonly (readonly [what: string, text: string, value: unknown])[] = [
  ["an empty file is null", "", null],
  ["the first document alone counts", "a: 1\n---\nb: [", { a: 1n }],
  ["of equal keys the last one stays", "a: 1\na: 2", { a: 2n }],
  ["a %YAML 1.1 directive changes nothing", "%YAML 1.1\n---\na: 0o17", { a: 15n }],
  ["keys become text", "1.10: a\ntrue: b\n0x10: c\n.inf: d", { 1.1: "a", true: "b", 16: "c", ".inf": "d" }],
  ["tags decide the type", "a: !!str 1\nb: !!float 1\nc: !!int '5'\nd: ! 1", { a: "1", b: 1, c: 5n, d: "1" }],
  ["unknown tags leave text", "a: !x 1", { a: "1" }],
  ["quoted scalars stay text", "a: '1'\nb: \"yes\"", { a: "1", b: "yes" }],
  ["aliases mean the anchor before them", "a: &x 1\nb: *x\nc: &x 2\nd: *x", { a: 1n, b: 1n, c: 2n, d: 2n }],
  ["a merge is overridden by what follows", "<<: {a: 1}\na: 2", { a: 2n }],
  ["a merge overrides what precedes it, as in go-yaml", "a: 2\n<<: {a: 1}", { a: 1n }],
  ["of several merged maps the first wins", "<<: [{a: 1}, {a: 2, b: 3}]", { a: 1n, b: 3n }],
  ["a quoted << is a key", '"<<": 1', { "<<": 1n }],
  ["a carriage return alone breaks a line", "a: 1\rb: 2\r", { a: 1n, b: 2n }],
];

for (const [what, text, value] of values) {
  test(what, () => assert.deepEqual(plain(read(text)), value));
}

const refused: readonly (readonly [text: string, message: RegExp, line: number, column: number])[] = [
  ["a: 1\nb: [c\nd: e\n", /indented/, 3, 1],
  ["a:\n\tb: c\n", /[Tt]abs/, 2, 1],
  ["a: *x\n", /unknown anchor 'x'/, 1, 4],
  ["a: &x [*x]\n", /contains itself/, 1, 8],
  ["a: 1\nb: .inf\n", /unsupported value: \+Inf/, 2, 4],
  ["~: a\n", /unsupported map key/, 1, 1],
  ["[a]: b\n", /unsupported map key/, 1, 1],
  ["<<: x\n", /map merge requires map/, 1, 1],
  ["a: !!int x\n", /cannot decode !!str `x` as a !!int/, 1, 10],
  ["a: \x07\n", /control characters.*U\+0007/, 1, 4],
  ['a: "\\/"\n', /unknown escape/, 1, 5],
  ["%YAML 1.2\n---\na: b\n", /YAML 1\.1/, 1, 1],
  ["%FOO\n---\na: b\n", /FOO/, 1, 1],
];

for (const [text, message, line, column] of refused) {
  test(`${JSON.stringify(text)} is refused at ${line}:${column}`, async () => {
    const [problem, ...others] = await problemsOf(() => read(text));
    assert.deepEqual(others, []);
    assert.match(problem?.message ?? "", message);
    assert.deepEqual(problem?.location, { file: "a.yaml", line, column });
    assert.ok(problem?.excerpt?.endsWith(`${" ".repeat(column - 1)}^`));
  });
}

test("a document that aliases blow up is refused", async () => {
  const bomb = ["a0: &a0 [x,x,x,x,x,x,x,x,x]"];
  for (let i = 1; i < 12; i++) bomb.push(`a${i}: &a${i} [${`*a${i - 1},`.repeat(9)}]`);
  const [problem] = await problemsOf(() => read(bomb.join("\n")));
  assert.match(problem?.message ?? "", /excessive aliasing/);
});

test("nesting beyond all measure is refused, not a crash", async () => {
  assert.equal((await problemsOf(() => read("[".repeat(50_000)))).length, 1);
});

test("an excerpt shows no control characters", async () => {
  const [problem] = await problemsOf(() => read("a: \x1b[31m\n"));
  assert.equal(problem?.excerpt, "a: �[31m\n   ^");
});

test("all documents of a stream are read when asked for", () => {
  assert.equal(parseYamlDocuments({ file: "v", text: "a: 1\n---\nb: 2\n" }).length, 2);
});
