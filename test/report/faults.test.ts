import assert from "node:assert/strict";
import test from "node:test";
import { PublishError, RegistryError } from "../../src/errors.ts";
import type { Reporter } from "../../src/io.ts";
import { faultsOf, formatLocation, textOf } from "../../src/report/faults.ts";
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
      message: "Could not load charts/web: version “x” is none.",
      location,
      excerpt: "version: x\n         ^",
      fix: "Write 1.2.3.",
    },
    { message: "Could not load charts/web: b." },
  ]);
  assert.equal(formatLocation(location), "Chart.yaml:3:10");
});

test("a message holds every problem, and each is told once, its fix a sentence", () => {
  const one = { message: "oci:// is missing", hint: "write oci://h/p" };
  const two = { message: "it has a tag", hint: "`h/p` is enough" };
  const error = new PublishError("REFERENCE_INVALID", "Could not use h/p.", { problems: [one, two] });
  assert.equal(error.message, "Could not use h/p: oci:// is missing; it has a tag.");
  assert.deepEqual(faultsOf(error).map(textOf), [
    "Could not use h/p: oci:// is missing.\nFix: Write oci://h/p.",
    "Could not use h/p: it has a tag.\nFix: `h/p` is enough.",
  ]);
});

test("a fix for all problems is told with each that has none of its own", () => {
  const problems = [{ message: "a" }, { message: "b" }];
  const faults = faultsOf(new PublishError("USAGE", "Could not go on", { problems, hint: "stop it" }));
  assert.deepEqual(faults.map(textOf), [
    "Could not go on: a.\nFix: Stop it.",
    "Could not go on: b.\nFix: Stop it.",
  ]);
});

test("an error without problems is one fault, and never shows a stack", () => {
  const [fault] = faultsOf(new RegistryError("DENIED", "Could not push.", { hint: "Log in." }));
  assert.equal(fault && textOf(fault), "Could not push.\nFix: Log in.");
  const [surprise] = faultsOf(new TypeError("x is undefined"));
  assert.equal(surprise?.message, "Unexpected failure: x is undefined.");
  assert.ok(!JSON.stringify(surprise).includes("at "));
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { syscall: "write" });
  assert.deepEqual(faultsOf(full), [{ message: "ENOSPC: no space left on device, write." }]);
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
