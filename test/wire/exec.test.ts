import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { createExec } from "../../src/wire/exec.ts";

const exec = createExec({ PATH: path.dirname(process.execPath), SystemRoot: process.env["SystemRoot"] });
const node = (script: string, onOutput?: (piece: string) => boolean) =>
  exec("node", ["-e", script], onOutput && { onOutput });

test("what a program says, and how it ends, is told", async () => {
  const said = await node(`console.log("é"); console.error("b"); process.exitCode = 3`);
  assert.deepEqual(said, { exitCode: 3, stdout: "é\n", stderr: "b\n" });
});

test("a program that would never end is ended as soon as its output is enough, and that is success", async () => {
  const pieces: string[] = [];
  const said = await node(`setInterval(() => console.log("more"), 1)`, (piece) => pieces.push(piece) === 3);
  assert.deepEqual(said, { exitCode: 0, stdout: "", stderr: "" });
  assert.equal(pieces.length, 3);
});

test("output that is never enough is all taken, and the program's own end counts", async () => {
  let text = "";
  const said = await node(`console.log("x".repeat(200000)); process.exitCode = 2`, (piece) => {
    text += piece;
    return false;
  });
  assert.equal(text.length, 200_001);
  assert.equal(said.exitCode, 2);
});

for (const [what, args] of [
  ["is not there", ["no-such-program", []]],
  ["cannot be started", ["node", ["a\0b"]]],
] as const) {
  test(`a program that ${what} gives 127`, async () => {
    const { exitCode, stdout, stderr } = await exec(args[0], args[1]);
    assert.equal(exitCode, 127);
    assert.equal(stdout, "");
    assert.notEqual(stderr, "");
  });
}
