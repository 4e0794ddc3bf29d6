import assert from "node:assert/strict";
import test from "node:test";
import { type Problem, PublishError, RegistryError } from "../../src/errors.ts";
import type { Reporter } from "../../src/io.ts";
import { faultsOf, formatLocation } from "../../src/report/faults.ts";
import { exitCodeOf, tellFault } from "../../src/report/tell.ts";

test("each problem stands alone, with its place, excerpt and fix", () => {
  const location = { file: "Chart.yaml", line: 3, column: 10 };
  const error = new PublishError("CHART_INVALID", "Could not load charts/web.", {
    problems: [
      { message: "version “x” is none", location, excerpt: "version: x\n         ^", hint: "Write 1.2.3." },
      { message: "b" },
    ],
  });
  assert.deepEqual(faultsOf(error), [
    {
      text: "Could not load charts/web: version “x” is none.\nversion: x\n         ^\nFix: Write 1.2.3.",
      location,
    },
    { text: "Could not load charts/web: b." },
  ]);
  assert.equal(formatLocation(location), "Chart.yaml:3:10");
});

test("what an error and its problems both say is said once, and every fix is a sentence", () => {
  const one = { message: "oci:// is missing", hint: "write oci://h/p" };
  const two = { message: "it has a tag", hint: "`h/p` is enough" };
  const texts = (message: string, problems: readonly Problem[]) =>
    faultsOf(new PublishError("REFERENCE_INVALID", message, { problems, hint: one.hint })).map(
      ({ text }) => text,
    );
  const first = "Could not use h/p: oci:// is missing.\nFix: Write oci://h/p.";
  const second = "Could not use h/p: it has a tag.\nFix: `h/p` is enough.";
  assert.deepEqual(texts("Could not use h/p: oci:// is missing", [one]), [first]);
  assert.deepEqual(texts("Could not use h/p: oci:// is missing; it has a tag", [one, two]), [first, second]);
  assert.deepEqual(texts("Could not use h/p: 2 problems", [one, two]), [first, second]);
});

test("an error without problems is one fault, and never shows a stack", () => {
  const [fault] = faultsOf(new RegistryError("DENIED", "Could not push.", { hint: "Log in." }));
  assert.equal(fault?.text, "Could not push.\nFix: Log in.");
  const [surprise] = faultsOf(new TypeError("x is undefined"));
  assert.match(surprise?.text ?? "", /^Unexpected failure: x is undefined\n/);
  assert.ok(!surprise?.text.includes("at "));
});

test("every fault is told at its place", () => {
  const told: unknown[] = [];
  const reporter = { error: (text: string, annotation: unknown) => told.push([text, annotation]) };
  tellFault(new PublishError("IO", "no", { location: { file: "f" } }), reporter as unknown as Reporter);
  assert.deepEqual(told, [["no.", { location: { file: "f" } }]]);
});

for (const [what, result, expected] of [
  ["all well", { outcomes: [{ status: "published" }, { status: "skipped" }] }, 0],
  ["a conflict", { outcomes: [{ status: "published" }, { status: "conflict" }] }, 1],
  ["wrong use", new PublishError("USAGE", ""), 2],
  ["a registry that is none", new PublishError("REFERENCE_INVALID", ""), 2],
  ["a network that is down", new PublishError("NETWORK", ""), 1],
  ["a surprise", new Error("x"), 1],
] as const) {
  test(`the exit code of ${what} is ${expected}`, () => assert.equal(exitCodeOf(result), expected));
}
