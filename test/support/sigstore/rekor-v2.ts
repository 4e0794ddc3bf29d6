import type { Reply, Request } from "../scripted-server.ts";
import { startServer } from "../scripted-server.ts";
import { createMerkleLog, type MerkleLog } from "./merkle-log.ts";
import type { FakeLog } from "./rekor-v1.ts";

interface HashedRekordRequest {
  readonly digest: string;
  readonly signature: {
    readonly content: string;
    readonly verifier: {
      readonly keyDetails: string;
      readonly publicKey?: { readonly rawBytes: string };
      readonly x509Certificate?: { readonly rawBytes: string };
    };
  };
}

/** The second Rekor: takes hashedrekord entries alone, and tells no time (`github.com/sigstore/rekor-tiles` v2). */
export async function startRekorV2(): Promise<FakeLog> {
  let answer: (request: Request) => Reply = () => ({ status: 503 });
  const server = await startServer({ fallback: (request) => answer(request) });
  const name = new URL(server.origin).hostname;
  const log = createMerkleLog(name, name);
  answer = (request) => add(log, request);
  return { server, log };
}

function add(log: MerkleLog, { method, path, body }: Request): Reply {
  if (method !== "POST" || path !== "/api/v2/log/entries") return { status: 404 };
  const { hashedRekordRequestV002: proposed } = JSON.parse(body.toString()) as {
    hashedRekordRequestV002?: HashedRekordRequest;
  };
  if (proposed === undefined) return invalid("invalid type, must be hashedrekord");
  const { keyDetails, publicKey, x509Certificate } = proposed.signature.verifier;
  const verifier =
    publicKey === undefined
      ? { keyDetails, x509Certificate: { rawBytes: x509Certificate?.rawBytes } }
      : { keyDetails, publicKey: { rawBytes: publicKey.rawBytes } };
  const hashedRekordV002 = {
    data: { algorithm: "SHA2_256", digest: proposed.digest },
    signature: { content: proposed.signature.content, verifier },
  };
  const entry = { apiVersion: "0.0.2", kind: "hashedrekord", spec: { hashedRekordV002 } };
  return { status: 201, body: storedEntry(log, Buffer.from(JSON.stringify(entry))) };
}

function invalid(message: string): Reply {
  return { status: 400, body: { code: 3, message, details: [] } };
}

function storedEntry(log: MerkleLog, body: Buffer): object {
  const { index, size, root, hashes, checkpoint } = log.prove(log.append(body));
  return {
    logIndex: String(index),
    logId: { keyId: log.id.toString("base64") },
    kindVersion: { kind: "hashedrekord", version: "0.0.2" },
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
