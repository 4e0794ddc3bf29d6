import assert from "node:assert/strict";
import test from "node:test";
import { PublishError } from "../../src/errors.ts";
import { parseOptions } from "../../src/options/parse.ts";
import type { CommandName } from "../../src/options/spec.ts";

function parse(values: Record<string, string>, command: CommandName = "publish") {
  const raw = Object.entries(values).map(([name, text]) => [name, { text, source: `--${name}` }] as const);
  return parseOptions(command, new Map(raw));
}

test("nothing given means the documented defaults", () => {
  const options = parse({});
  assert.deepEqual(options.charts, []);
  assert.equal(options.push, "auto");
  assert.equal(options.ifExists, "verify");
  assert.equal(options.timeoutMs, 60_000);
  assert.equal(options.concurrency, 16);
  assert.equal(options.summary, true);
  assert.equal(options.failFast, false);
  assert.deepEqual(options.registries, []);
  assert.equal(options.githubToken, undefined, "an expression is the runner's to fill in");
});

test("empty text counts as not given", () => {
  assert.equal(parse({ "if-exists": "", registry: " " }).ifExists, "verify");
});

test("values are read by their types", () => {
  const options = parse({
    charts: "charts/a, charts/b",
    "if-exists": "skip",
    annotations: "a=1,2\nb = c=d",
    timeout: "2m",
    username: "u",
    password: "hunter2",
    "dry-run": "true",
  });
  assert.deepEqual(options.charts, ["charts/a", "charts/b"]);
  assert.equal(options.ifExists, "skip");
  assert.deepEqual(
    [...options.annotations],
    [
      ["a", "1,2"],
      ["b", "c=d"],
    ],
  );
  assert.equal(options.timeoutMs, 120_000);
  assert.equal(options.password?.reveal(), "hunter2");
  assert.equal(options.push, "false");
  assert.ok(!JSON.stringify(options).includes("hunter2"));
});

test("all faults are reported together, each naming where it was written", () => {
  assert.throws(
    () =>
      parse({
        "if-exists": "maybe",
        "plain-http": "yes",
        retries: "many",
        annotations: "novalue",
        username: "u",
      }),
    (error) => {
      assert.ok(error instanceof PublishError);
      assert.equal(error.code, "USAGE");
      const text = error.problems.map((p) => p.message).join("\n");
      assert.equal(error.problems.length, 5);
      for (const part of [
        "--if-exists must be one of verify, skip",
        "--plain-http",
        "--retries",
        "novalue",
        "username",
      ])
        assert.ok(text.includes(part), `${part} in ${text}`);
      return true;
    },
  );
});
