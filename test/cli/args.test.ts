import assert from "node:assert/strict";
import test from "node:test";
import { readArguments } from "../../src/cli/args.ts";
import { PublishError } from "../../src/errors.ts";

function run(
  words: readonly string[],
  variables: Record<string, string> = {},
  files: Record<string, string> = {},
) {
  const invocation = readArguments(words, variables, (file) => files[file] ?? assert.fail(`read ${file}`));
  assert.equal(invocation.kind, "run");
  if (invocation.kind !== "run") throw new Error("not reached");
  const values = Object.fromEntries([...invocation.raw].map(([name, value]) => [name, value.text]));
  return { command: invocation.command, operands: invocation.operands, values };
}

test("operands and options may stand in any order", () => {
  assert.deepEqual(run(["publish", "a", "--registry", "oci://h/p", "b", "--if-exists=skip", "--json", "c"]), {
    command: "publish",
    operands: ["a", "b", "c"],
    values: { registry: "oci://h/p", "if-exists": "skip", json: "true" },
  });
});

test("a flag does not swallow the operand behind it, but takes a value behind an equals sign", () => {
  const { operands, values } = run(["publish", "--plain-http", "charts/web", "--fail-fast=false"]);
  assert.deepEqual(operands, ["charts/web"]);
  assert.deepEqual(values, { "plain-http": "true", "fail-fast": "false" });
});

test("behind two dashes everything is an operand", () => {
  assert.deepEqual(run(["publish", "--", "--odd-name"]).operands, ["--odd-name"]);
});

test("a list option may be repeated, another one is replaced", () => {
  const { values } = run([
    "publish",
    "--annotations",
    "a=1",
    "--annotations",
    "b=2",
    "--retries=1",
    "--retries=2",
  ]);
  assert.deepEqual(values, { annotations: "a=1\nb=2", retries: "2" });
});

test("options come from variables, and the command line wins", () => {
  const variables = {
    HELM_OCI_PUBLISH_IF_EXISTS: "fail",
    HELM_OCI_PUBLISH_REGISTRY: "oci://a/b",
    HELM_OCI_PUBLISH_PASSWORD: "p",
  };
  assert.deepEqual(run(["publish", "--registry", "oci://c/d"], variables).values, {
    "if-exists": "fail",
    registry: "oci://c/d",
    password: "p",
  });
});

for (const { command, text, expected } of [
  { command: "publish", text: "public", expected: { verify: "public" } },
  { command: "publish", text: "true", expected: {} },
  { command: "pull", text: "true", expected: { verify: "true" } },
  { command: "pull", text: "public", expected: {} },
  { command: "pull", text: "perhaps", expected: { verify: "perhaps" } },
  { command: "publish", text: "perhaps", expected: { verify: "perhaps" } },
]) {
  const fate = "verify" in expected ? "counts" : "is for another command";
  test(`HELM_OCI_PUBLISH_VERIFY=${text} ${fate}, for ${command}`, () => {
    assert.deepEqual(run([command], { HELM_OCI_PUBLISH_VERIFY: text }).values, expected);
  });
}

test("on the command line a value is for its command, whatever it fits", () => {
  assert.deepEqual(run(["pull", "--verify=public"]).values, { verify: "public" });
});

test("a secret is read from a file, the line end dropped", () => {
  const { values } = run(["publish", "--username", "u", "--password-file", "-"], {}, { "-": "hunter2\n" });
  assert.equal(values["password"], "hunter2");
});

test("a secret on the command line is refused without repeating it", () => {
  assert.throws(
    () => run(["publish", "--password", "hunter2"]),
    (error) => {
      assert.ok(error instanceof PublishError);
      const text = JSON.stringify([error.message, error.problems]);
      assert.match(text, /HELM_OCI_PUBLISH_PASSWORD/);
      return !text.includes("hunter2");
    },
  );
});

test("all faults of a command line are told together", () => {
  assert.throws(
    () => run(["publish", "--nope", "--registry"]),
    (error) => {
      assert.ok(error instanceof PublishError);
      assert.equal(error.code, "USAGE");
      assert.match(
        error.problems.map((p) => p.message).join("; "),
        /--nope is no option.*--registry needs a value/,
      );
      return true;
    },
  );
});

test("an option of another command is refused", () => {
  assert.throws(() => run(["list", "--registry", "x"]), { code: "USAGE" });
});

test("an unknown command names those there are", () => {
  assert.throws(
    () => run(["upload"]),
    (error) => error instanceof PublishError && /publish, plan/.test(error.hint ?? ""),
  );
});

for (const { words, expected } of [
  { words: [], expected: { kind: "help" } },
  { words: ["--help"], expected: { kind: "help" } },
  { words: ["help", "plan"], expected: { kind: "help", command: "plan" } },
  { words: ["plan", "--help"], expected: { kind: "help", command: "plan" } },
  { words: ["plan", "-h"], expected: { kind: "help", command: "plan" } },
  { words: ["--version"], expected: { kind: "version" } },
]) {
  test(`“${words.join(" ")}” asks for ${expected.kind}`, () => {
    assert.deepEqual(
      readArguments(words, {}, () => ""),
      expected,
    );
  });
}
