import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { runProgram } from "../support/program.ts";

const command = path.join(import.meta.dirname, "../../dist/cli.js");

/** Runs the built command on this Node, which says that it is another one. */
const runAs = (version: string) => {
  const pretence = `Object.defineProperty(process.versions, "node", { value: "${version}" })`;
  const words = ["--import", `data:text/javascript,${encodeURIComponent(pretence)}`, command, "--help"];
  return runProgram(process.execPath, words);
};

for (const version of ["20.20.2", "22.18.0"]) {
  test(`Node ${version} is told which one it takes, before anything fails to load`, async () => {
    const { code, stdout, stderr } = await runAs(version);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(
      stderr,
      /^error: Could not start: .* needs Node 22\.19 or later, and this is 2[02]\.\d+\.\d\.\nFix: /,
    );
  });
}

test("Node 22.19 and later run it", async () => {
  for (const version of ["22.19.0", "23.0.0"]) {
    const { code, stdout } = await runAs(version);
    assert.equal(code, 0);
    assert.match(stdout, /^Usage: helm-oci-publish COMMAND/m);
  }
});
