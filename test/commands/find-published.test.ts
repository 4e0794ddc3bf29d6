import assert from "node:assert/strict";
import test from "node:test";
import { findPublished } from "../../src/commands/find-published.ts";

const tags = [
  "1.0.0",
  "latest",
  "1.1.0_b.2",
  "1.1.0_b.1",
  "1.2",
  "1.2.0-rc.1",
  "1.2.0-pr.7.g123",
  "2.0.0",
  "v0.9.0",
];
const cases = [
  { version: "1.1.5", expected: "1.1.0+b.2" },
  { version: "1.1.0+b.1", expected: "1.1.0+b.1" },
  { version: "1.0.5", expected: "1.0.0" },
  { version: "3.0.0", expected: "2.0.0" },
  { version: "1.2.0", expected: "1.1.0+b.2" },
  { version: "1.2.0-rc.2", expected: "1.2.0-rc.1" },
  { version: "1.2.0-pr.8.g456", isSnapshot: true, expected: "1.1.0+b.2" },
  { version: "0.9.5", expected: "v0.9.0" },
  { version: "0.1.0", expected: undefined },
];

for (const { version, expected, isSnapshot = false } of cases) {
  test(`${version} is compared with ${expected ?? "nothing"}`, async () => {
    const target = { host: "localhost", name: "charts/web", tag: version.replaceAll("+", "_") };
    const registry = { listTags: async () => tags };
    const found = await findPublished({ target, version, isSnapshot }, registry, AbortSignal.timeout(5000));
    assert.equal(found?.version, expected);
    assert.equal(found?.tag, expected?.replaceAll("+", "_"));
  });
}
