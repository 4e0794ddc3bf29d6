import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import test from "node:test";
import { problemsOfProof } from "../../../src/signing/rekor/entry-proof.ts";
import { readLogEntry } from "../../../src/signing/rekor/log-entry.ts";
// An entry of rekor.sigstore.dev of 2023, in a tree of 27,657,875, and the key of that log.
import recorded from "../../fixtures/rekor/public-entry.json" with { type: "json" };

test("an entry of Sigstore's public log is proven by the log's own key", () => {
  const entry = readLogEntry(recorded.answer);
  assert.ok(entry);
  const log = {
    logID: Buffer.from(entry.logId, "hex"),
    baseURL: "https://rekor.sigstore.dev",
    publicKey: createPublicKey({
      key: Buffer.from(recorded.publicKey, "base64"),
      format: "der",
      type: "spki",
    }),
    validFor: { start: new Date(0), end: new Date("2099-01-01T00:00:00Z") },
  };
  assert.equal(entry.inclusionProof?.treeSize, 27_657_875);
  assert.deepEqual(problemsOfProof(entry, [log]), []);
  assert.notDeepEqual(problemsOfProof({ ...entry, logIndex: entry.logIndex + 1 }, [log]), []);
});

for (const [name, answer] of Object.entries({
  "no object": [recorded.answer],
  nothing: undefined,
  "no entry": {},
  "two entries": { ...recorded.answer, ["0".repeat(64)]: {} },
  "a name that is no UUID": { "../x": Object.values(recorded.answer)[0] },
  "an entry without a body": { ["0".repeat(64)]: { ...Object.values(recorded.answer)[0], body: 1 } },
  "a fraction of a second": {
    ["0".repeat(64)]: { ...Object.values(recorded.answer)[0], integratedTime: 1.5 },
  },
})) {
  test(`${name} is no answer with an entry`, () => assert.equal(readLogEntry(answer), undefined));
}
