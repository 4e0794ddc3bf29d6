import type { KeyObject } from "node:crypto";
import type { Trust } from "../sigstore/trust.ts";
import { isSignatureOf, readCheckpoint } from "./checkpoint.ts";
import type { LogEntry } from "./log-entry.ts";
import { leafHash, rootOfPath } from "./merkle.ts";

/** The logs of a trusted root. */
export type TrustedLogs = Trust["tlogs"];

/**
 * Why it is not proven that a trusted log holds the entry; empty where it is: the log promised it with its signature
 * (the signed entry timestamp), and the entry's hash leads to a root that the log signed too.
 */
export function problemsOfProof(entry: LogEntry, logs: TrustedLogs): readonly string[] {
  const id = Buffer.from(entry.logId, "hex");
  const log = logs.find(({ logID }) => logID.equals(id));
  if (log === undefined) return [`it is from log ${entry.logId}, which the trusted root does not name`];
  const time = entry.integratedTime * 1000;
  const { start, end } = log.validFor;
  const problems: string[] = [];
  if (!(time >= start.getTime() && time <= end.getTime()))
    problems.push("it was made at a time when the log's key is not trusted");
  const leaf = leafHash(Buffer.from(entry.body, "base64"));
  if (!entry.uuid.endsWith(leaf.toString("hex"))) problems.push("its UUID is not the hash of what it holds");
  problems.push(...problemsOfPromise(entry, log.publicKey));
  problems.push(...problemsOfInclusion(entry, leaf, { id, publicKey: log.publicKey }));
  return problems;
}

function problemsOfPromise(entry: LogEntry, publicKey: KeyObject): readonly string[] {
  const { body, integratedTime, logId: logID, logIndex, signedEntryTimestamp } = entry;
  if (signedEntryTimestamp === undefined) return ["it has no signed entry timestamp"];
  // Canonical JSON (RFC 8785): numbers that are whole, hexadecimal and base64 need no more than this order.
  const promised = JSON.stringify({ body, integratedTime, logID, logIndex });
  const isGood = isSignatureOf(promised, publicKey, Buffer.from(signedEntryTimestamp, "base64"));
  return isGood ? [] : ["its signed entry timestamp is not of this log or not of this entry"];
}

function problemsOfInclusion(
  { inclusionProof: proof }: LogEntry,
  leaf: Buffer,
  log: { readonly id: Buffer; readonly publicKey: KeyObject },
): readonly string[] {
  if (proof === undefined) return ["it has no inclusion proof"];
  const checkpoint = readCheckpoint(proof.checkpoint);
  if (checkpoint === undefined) return ["its inclusion proof has no checkpoint"];
  const problems: string[] = [];
  if (!checkpoint.isSignedBy(log.id, log.publicKey))
    problems.push("the checkpoint of its inclusion proof is not signed by this log");
  if (checkpoint.size !== proof.treeSize || checkpoint.root.toString("hex") !== proof.rootHash)
    problems.push("its inclusion proof is of another tree than its checkpoint");
  const hashes = proof.hashes.map((hash) => Buffer.from(hash, "hex"));
  const root = rootOfPath(leaf, { index: proof.logIndex, size: checkpoint.size, hashes });
  if (root === undefined || !root.equals(checkpoint.root))
    problems.push("its inclusion proof does not lead to the root of the log");
  return problems;
}
