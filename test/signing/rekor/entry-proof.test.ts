import assert from "node:assert/strict";
import test from "node:test";
import { problemsOfProof, type TrustedLogs } from "../../../src/signing/rekor/entry-proof.ts";
import { type InclusionProof, type LogEntry, readLogEntry } from "../../../src/signing/rekor/log-entry.ts";
import { readTrustedRoot } from "../../../src/signing/sigstore/trust.ts";
import { signBundle, statementOf } from "../../support/sigstore/sign.ts";
import { type FakeSigstore, startSigstore } from "../../support/sigstore/start.ts";

/** The entries of a log with four, as it gives them. */
async function entriesOf(sigstore: FakeSigstore): Promise<LogEntry[]> {
  for (const predicate of [1, 2, 3, 4])
    await signBundle(sigstore, statementOf(`sha256:${"0".repeat(64)}`, { predicate }));
  const url = `${sigstore.urls.rekor}/api/v1/index/retrieve`;
  const { requests } = sigstore.rekor;
  assert.equal(requests.length, 4);
  const entries: LogEntry[] = [];
  for (const { body } of requests.slice(0, 4)) {
    const again = await fetch(`${sigstore.urls.rekor}/api/v1/log/entries`, { method: "POST", body });
    const location = again.headers.get("location") ?? "";
    const answer: unknown = await (await fetch(new URL(location, url))).json();
    const entry = readLogEntry(answer);
    assert.ok(entry, JSON.stringify(answer));
    entries.push(entry);
  }
  return entries;
}

const flip = (hex: string): string => hex.replace(/^./, (digit) => (digit === "0" ? "1" : "0"));
const withProof = (entry: LogEntry, more: Partial<InclusionProof>): LogEntry => {
  assert.ok(entry.inclusionProof);
  return { ...entry, inclusionProof: { ...entry.inclusionProof, ...more } };
};

const promise = "its signed entry timestamp is not of this log or not of this entry";
const path = "its inclusion proof does not lead to the root of the log";
const tree = "its inclusion proof is of another tree than its checkpoint";
const checkpoint = "the checkpoint of its inclusion proof is not signed by this log";
const uuid = "its UUID is not the hash of what it holds";

/** How one thing about an entry is changed, another entry at hand, and what is wrong then. */
const changes: readonly {
  readonly name: string;
  readonly change: (entry: LogEntry, other: LogEntry) => LogEntry;
  readonly told: readonly string[];
}[] = [
  { name: "nothing", change: (entry) => entry, told: [] },
  { name: "another body", change: (entry, { body }) => ({ ...entry, body }), told: [uuid, promise, path] },
  { name: "another UUID", change: (entry, other) => ({ ...entry, uuid: other.uuid }), told: [uuid] },
  {
    name: "another time",
    change: (entry) => ({ ...entry, integratedTime: entry.integratedTime + 1 }),
    told: [promise],
  },
  {
    name: "another index in the log",
    change: (entry) => ({ ...entry, logIndex: entry.logIndex + 1 }),
    told: [promise],
  },
  {
    name: "another entry's promise",
    change: (entry, { signedEntryTimestamp = "" }) => ({ ...entry, signedEntryTimestamp }),
    told: [promise],
  },
  {
    name: "a promise that is no signature",
    change: (entry) => ({ ...entry, signedEntryTimestamp: "?" }),
    told: [promise],
  },
  {
    name: "another entry's proof",
    change: (entry, { inclusionProof }) => ({ ...entry, ...(inclusionProof && { inclusionProof }) }),
    told: [path],
  },
  { name: "another index in the tree", change: (entry) => withProof(entry, { logIndex: 0 }), told: [path] },
  { name: "another size", change: (entry) => withProof(entry, { treeSize: 5 }), told: [tree] },
  {
    name: "another root",
    change: (entry) => withProof(entry, { rootHash: flip(entry.inclusionProof?.rootHash ?? "") }),
    told: [tree],
  },
  { name: "no hashes", change: (entry) => withProof(entry, { hashes: [] }), told: [path] },
  {
    name: "another hash",
    change: (entry) => withProof(entry, { hashes: (entry.inclusionProof?.hashes ?? []).map(flip) }),
    told: [path],
  },
  {
    name: "no checkpoint",
    change: (entry) => withProof(entry, { checkpoint: "" }),
    told: ["its inclusion proof has no checkpoint"],
  },
  {
    name: "a checkpoint with a root that nobody signed",
    change(entry) {
      const proof = entry.inclusionProof;
      const lines = (proof?.checkpoint ?? "").split("\n");
      const rootHash = flip(proof?.rootHash ?? "");
      lines[2] = Buffer.from(rootHash, "hex").toString("base64");
      return withProof(entry, { rootHash, checkpoint: lines.join("\n") });
    },
    told: [checkpoint, path],
  },
];

test("what is changed of an entry or its proof is told", async (t) => {
  const sigstore = await startSigstore(t);
  const { tlogs } = await readTrustedRoot(JSON.stringify(sigstore.trustedRoot), "the root");
  const [, , entry, other] = await entriesOf(sigstore);
  assert.ok(entry && other);
  for (const { name, change, told } of changes)
    assert.deepEqual(problemsOfProof(change(entry, other), tlogs), told, name);
});

test("a log counts only while its key is trusted, and only with its own key", async (t) => {
  const sigstore = await startSigstore(t);
  const { tlogs } = await readTrustedRoot(JSON.stringify(sigstore.trustedRoot), "the root");
  const [entry] = await entriesOf(sigstore);
  assert.ok(entry);
  const [first, second] = tlogs;
  assert.ok(first && second);
  const entered = new Date(entry.integratedTime * 1000);
  const within = (start: Date, end: Date): TrustedLogs => [{ ...first, validFor: { start, end } }];
  const moment = (ms: number) => new Date(entered.getTime() + ms);
  assert.deepEqual(problemsOfProof(entry, within(entered, entered)), []);
  const untimely = ["it was made at a time when the log's key is not trusted"];
  assert.deepEqual(problemsOfProof(entry, within(moment(1), moment(2))), untimely);
  assert.deepEqual(problemsOfProof(entry, within(moment(-2), moment(-1))), untimely);
  const impostor = [{ ...first, publicKey: second.publicKey }];
  assert.deepEqual(problemsOfProof(entry, impostor), [promise, checkpoint]);
  const unknown = [`it is from log ${entry.logId}, which the trusted root does not name`];
  assert.deepEqual(problemsOfProof(entry, [second]), unknown);
  assert.deepEqual(problemsOfProof(entry, []), unknown);
});
