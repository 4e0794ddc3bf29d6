import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { hintFor, ruleFor } from "../../../src/oci/explain/explain.ts";
import { kindOfHost, type RegistryKind, registryNames } from "../../../src/oci/explain/kind.ts";
import type { Rule } from "../../../src/oci/explain/rule.ts";
import { ruleTable } from "../../../src/oci/explain/table.ts";
import { factsOf, hostOf } from "./facts.ts";

const file = path.join(import.meta.dirname, "../../fixtures/hints.txt");
const head = `What users are told to do about each refusal, by kind of registry, in the order the rules are tried. The tests compare it
to the letter. After a change that is meant: UPDATE_HINTS=1 node --test test/oci/explain/table.test.ts
`;

const kinds = Object.keys(registryNames) as RegistryKind[]; // the keys of a Record are its type
const rules: readonly (readonly [RegistryKind, Rule])[] = kinds.flatMap((kind) =>
  ruleTable[kind].map((rule) => [kind, rule] as const),
);

test("every rule is reached by its own example, whatever rules are before it", () => {
  const dead = rules.filter(([kind, rule]) => ruleFor(factsOf(kind, rule.example)) !== rule);
  assert.deepEqual(
    dead.map(([kind, { fix }]) => `${kind}: ${fix}`),
    [],
  );
});

test("every kind has rules, and a rule of its own has a link over https to its vendor", () => {
  for (const kind of kinds) assert.ok(ruleTable[kind].length > 0, kind);
  for (const [kind, { link }] of rules.filter(([kind]) => kind !== "generic")) {
    assert.match(link ?? "", /^https:\/\/[a-z0-9.-]+\.[a-z]+\/\S+$/, kind);
  }
});

test("a hint is one line: no control characters, no braces left, no stop before the link", () => {
  for (const [kind, rule] of rules) {
    const hint = hintFor(factsOf(kind, rule.example)) ?? "";
    assert.doesNotMatch(hint, /[\p{Cc}\p{Cf}{}]|\bundefined\b|\.;|::/u, hint);
    assert.ok(hint.length < 600, hint);
  }
});

test("no hint repeats the server's words, which may hold anything", () => {
  const planted = "hunter2\n::error::pwned %0A <b>";
  for (const [kind, rule] of rules) {
    const facts = factsOf(kind, rule.example);
    const hint = hintFor({ ...facts, words: `${facts.words} ${planted}` }) ?? "";
    assert.doesNotMatch(hint, /hunter2|pwned|<b>/, hint);
  }
});

test("every status is explained for every kind, also where nothing else is known", () => {
  for (const kind of kinds) {
    for (const status of [
      400, 401, 402, 403, 404, 405, 407, 409, 412, 413, 415, 418, 422, 429, 500, 501, 507,
    ]) {
      const hint = hintFor(factsOf(kind, { step: "upload-begin", status }));
      assert.ok(hint !== undefined && hint.length > 20, `${kind} ${status}`);
    }
  }
});

test("a repository that is not known leaves its place marked", () => {
  const { repository: _, ...facts } = factsOf("harbor", { step: "token", status: 401 });
  assert.match(hintFor(facts) ?? "", /no project <namespace>/);
});

test("the hosts of the examples are told by their names, but for those who have none of their own", () => {
  const selfHosted = ["distribution", "gitea", "harbor", "nexus", "zot"];
  for (const kind of kinds)
    assert.equal(kindOfHost(hostOf[kind]), selfHosted.includes(kind) ? "generic" : kind);
});

test("the hints are those that were reviewed", () => {
  const sections = kinds.map(
    (kind) => `\n## ${registryNames[kind]}\n${ruleTable[kind].map((rule) => render(kind, rule)).join("")}`,
  );
  const text = head + sections.join("");
  if (process.env["UPDATE_HINTS"] === "1") writeFileSync(file, text);
  assert.equal(text, readFileSync(file, "utf8"));
});

function render(kind: RegistryKind, rule: Rule): string {
  const { step, status, code = "", words = "", hasCredentials = true } = rule.example;
  const said = [status, code, words === "" ? "" : `“${words}”`].filter((part) => part !== "").join(" ");
  const anonymous = hasCredentials ? "" : " (without credentials)";
  return `\n${step}: ${said}${anonymous}\n  ${hintFor(factsOf(kind, rule.example))}\n`;
}
