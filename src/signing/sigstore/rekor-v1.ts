import { type AskService, endpointUrl, recordIn, unexpected } from "./service-client.ts";

const doing = "enter the signature in the transparency log";

/** An entry as version 1 of Rekor answers with it (rekor v1.4 openapi.yaml, `LogEntry`), checked for its form. */
export interface LogEntryV1 {
  /** The canonical entry, base64. */
  readonly body: string;
  readonly integratedTime: number;
  /** Over all shards of the log. */
  readonly logIndex: number;
  /** Hexadecimal. */
  readonly logId: string;
  /** Base64. */
  readonly signedEntryTimestamp: string;
  readonly inclusionProof: InclusionProof | undefined;
}

interface InclusionProof {
  readonly checkpoint: string;
  readonly hashes: readonly string[];
  readonly logIndex: number;
  readonly rootHash: string;
  readonly treeSize: number;
}

/** Proposes an entry to version 1 of Rekor. One that the log has already counts as entered. Throws SIGNING. */
export async function enterV1(
  base: URL,
  proposal: object,
  ask: AskService,
  signal: AbortSignal,
): Promise<LogEntryV1> {
  const url = endpointUrl(base, "api/v1/log/entries");
  const answer = await ask({ doing, method: "POST", url, body: proposal, expects: [409] }, signal);
  if (answer.status !== 409) return readEntry(recordIn(answer, doing), url);
  const location = answer.headers["location"];
  const uuid = /\/api\/v1\/log\/entries\/([0-9a-f]{64,80})$/.exec(String(location ?? ""))?.[1];
  if (uuid === undefined)
    throw unexpected(doing, url, "the log has the entry already, but does not say where");
  const known = endpointUrl(base, `api/v1/log/entries/${uuid}`);
  return readEntry(recordIn(await ask({ doing, method: "GET", url: known }, signal), doing), known);
}

function readEntry(answer: Readonly<Record<string, unknown>>, url: URL): LogEntryV1 {
  // What does not have this form is caught below, field by field.
  const [entry = {}] = Object.values(answer) as [Readonly<Record<string, unknown>>?];
  const { body, integratedTime, logIndex, logID } = entry;
  const verification = (entry["verification"] ?? {}) as Readonly<Record<string, unknown>>;
  const { signedEntryTimestamp, inclusionProof } = verification;
  if (
    typeof body !== "string" ||
    typeof integratedTime !== "number" ||
    typeof logIndex !== "number" ||
    typeof logID !== "string" ||
    typeof signedEntryTimestamp !== "string"
  ) {
    throw unexpected(doing, url, "the answer is no log entry");
  }
  return {
    body,
    integratedTime,
    logIndex,
    logId: logID,
    signedEntryTimestamp,
    inclusionProof: inclusionProof as InclusionProof | undefined, // the form that the log promises; verifiers check it
  };
}

/** The entry as bundles have it (protobuf-specs v0.5.0 sigstore_rekor.proto, `TransparencyLogEntry`). */
export function transparencyLogEntry(entry: LogEntryV1): object {
  // The log says with every entry which kind and version it made of the proposal.
  const { kind, apiVersion } = JSON.parse(Buffer.from(entry.body, "base64").toString("utf8")) as {
    readonly kind: string;
    readonly apiVersion: string;
  };
  const { inclusionProof: proof } = entry;
  return {
    logIndex: String(entry.logIndex),
    logId: { keyId: hexToBase64(entry.logId) },
    kindVersion: { kind, version: apiVersion },
    integratedTime: String(entry.integratedTime),
    inclusionPromise: { signedEntryTimestamp: entry.signedEntryTimestamp },
    ...(proof && {
      inclusionProof: {
        logIndex: String(proof.logIndex),
        rootHash: hexToBase64(proof.rootHash),
        treeSize: String(proof.treeSize),
        hashes: proof.hashes.map(hexToBase64),
        checkpoint: { envelope: proof.checkpoint },
      },
    }),
    canonicalizedBody: entry.body,
  };
}

function hexToBase64(hex: string): string {
  return Buffer.from(hex, "hex").toString("base64");
}
