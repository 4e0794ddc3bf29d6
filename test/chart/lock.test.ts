import assert from "node:assert/strict";
import test from "node:test";
import { parseLock } from "../../src/chart/lock.ts";
import { problemsOf } from "./chart-files.ts";

const parse = (text: string): ReturnType<typeof parseLock> => parseLock(Buffer.from(text), "Chart.lock");

test("a lock is read with its dependencies, digest and time", () => {
  const lock = parse(
    "dependencies:\n- name: s\n  repository: oci://x/y\n  version: 1.10.0\ndigest: sha256:aa\ngenerated: 2024-01-02T03:04:05.1+02:00\n",
  );
  assert.deepEqual(lock, {
    generated: "2024-01-02T03:04:05.1+02:00",
    digest: "sha256:aa",
    dependencies: [{ name: "s", repository: "oci://x/y", version: "1.10.0" }],
  });
});

test("an empty lock has no dependencies", () => {
  assert.deepEqual(parse(""), { dependencies: [] });
});

test("what is no lock is refused with its place", async () => {
  const [list] = await problemsOf(() => parse("- a\n"));
  assert.match(list?.message ?? "", /cannot unmarshal list into this file of type object/);
  const [time] = await problemsOf(() => parse("generated: yesterday\n"));
  assert.deepEqual(time?.location, { file: "Chart.lock", line: 1, column: 12 });
});
