import { createHash } from "node:crypto";
import type { Reply, Request } from "../scripted-server.ts";
import { startServer } from "../scripted-server.ts";
import { createMerkleLog, type MerkleLog } from "./merkle-log.ts";
import type { FakeLog } from "./rekor-v1.ts";
import type { Switches } from "./switches.ts";

interface Verifier {
  readonly keyDetails: string;
  readonly publicKey?: { readonly rawBytes: string };
  readonly x509Certificate?: { readonly rawBytes: string };
}

interface HashedRekordRequest {
  readonly digest: string;
  readonly signature: { readonly content: string; readonly verifier: Verifier };
}

interface DsseRequest {
  readonly envelope: { readonly payload: string; readonly signatures: readonly { readonly sig: string }[] };
  readonly verifiers: readonly Verifier[];
}

/** The second Rekor: takes hashedrekord entries alone, and tells no time (`github.com/sigstore/rekor-tiles` v2). */
export async function startRekorV2(switches: Switches): Promise<FakeLog> {
  let answer: (request: Request) => Reply = () => ({ status: 503 });
  const server = await startServer({ fallback: (request) => answer(request) });
  const name = new URL(server.origin).hostname;
  const log = createMerkleLog(name, name);
  answer = (request) => add(log, request, switches);
  return { server, log };
}

function add(log: MerkleLog, { method, path, body }: Request, switches: Switches): Reply {
  if (method !== "POST" || path !== "/api/v2/log/entries") return { status: 404 };
  const { hashedRekordRequestV002, dsseRequestV002 } = JSON.parse(body.toString()) as {
    hashedRekordRequestV002?: HashedRekordRequest;
    dsseRequestV002?: DsseRequest;
  };
  const entry =
    hashedRekordRequestV002 !== undefined
      ? hashedRekord(hashedRekordRequestV002)
      : dsseRequestV002 !== undefined && switches.rekorV2TakesDsse
        ? dsse(dsseRequestV002)
        : undefined;
  if (entry === undefined)
    return { status: 400, body: { code: 3, message: "invalid type, must be hashedrekord", details: [] } };
  return { status: 201, body: storedEntry(log, entry) };
}

interface Entry {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: unknown;
}

function hashedRekord({ digest, signature: { content, verifier } }: HashedRekordRequest): Entry {
  const hashedRekordV002 = {
    data: { algorithm: "SHA2_256", digest },
    signature: { content, verifier: canonical(verifier) },
  };
  return { apiVersion: "0.0.2", kind: "hashedrekord", spec: { hashedRekordV002 } };
}

function dsse({ envelope, verifiers }: DsseRequest): Entry {
  const payload = Buffer.from(envelope.payload, "base64");
  const digest = createHash("sha256").update(payload).digest("base64");
  const signatures = envelope.signatures.map(({ sig }, index) => ({
    content: sig,
    verifier: canonical(verifiers[index] as Verifier),
  }));
  const dsseV002 = { payloadHash: { algorithm: "SHA2_256", digest }, signatures };
  return { apiVersion: "0.0.2", kind: "dsse", spec: { dsseV002 } };
}

function canonical({ keyDetails, publicKey, x509Certificate }: Verifier): Verifier {
  if (publicKey !== undefined) return { keyDetails, publicKey: { rawBytes: publicKey.rawBytes } };
  return { keyDetails, x509Certificate: { rawBytes: x509Certificate?.rawBytes ?? "" } };
}

function storedEntry(log: MerkleLog, entry: Entry): object {
  const body = Buffer.from(JSON.stringify(entry));
  const { index, size, root, hashes, checkpoint } = log.prove(log.append(body));
  return {
    logIndex: String(index),
    logId: { keyId: log.id.toString("base64") },
    kindVersion: { kind: entry.kind, version: entry.apiVersion },
    integratedTime: "0",
    inclusionProof: {
      logIndex: String(index),
      rootHash: root.toString("base64"),
      treeSize: String(size),
      hashes: hashes.map((hash) => hash.toString("base64")),
      checkpoint: { envelope: checkpoint },
    },
    canonicalizedBody: body.toString("base64"),
  };
}
