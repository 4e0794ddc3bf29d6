import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

test("the tests run on the Node that the action runs on", () => {
  const pinned = readFileSync(new URL("../.node-version", import.meta.url), "utf8").trim();
  assert.equal(
    process.versions.node,
    pinned,
    "npm scripts must find node_modules/.bin/node: was `npm ci` run with --ignore-scripts?",
  );
});
