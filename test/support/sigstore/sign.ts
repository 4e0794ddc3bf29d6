import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  X509Certificate,
} from "node:crypto";
import type { Claims } from "./oidc-issuer.ts";
import { preAuthEncoding } from "./rekor-entries.ts";
import type { FakeSigstore } from "./start.ts";

/** How a bundle differs from what a job of GitHub's signs and the first Rekor holds. */
export interface Signing {
  /** Signs with this key, and not with a certificate. */
  readonly key?: KeyObject;
  readonly claims?: Claims;
  /** Which logs hold it; the first where left out. */
  readonly logs?: readonly (1 | 2)[];
  /** Whether the timestamp authority has seen it. */
  readonly timestamp?: boolean;
  readonly payloadType?: string;
}

/** A bundle as JSON, open to tampering. */
export interface LooseBundle {
  mediaType: string;
  verificationMaterial: Record<string, unknown> & { tlogEntries: Record<string, unknown>[] };
  dsseEnvelope: { payload: string; payloadType: string; signatures: { sig: string }[] };
}

/** A statement as `cosign sign` makes it, with what differs. */
export function statementOf(digest: string, more: Readonly<Record<string, unknown>> = {}): object {
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ digest: { sha256: digest.replace("sha256:", "") }, annotations: {} }],
    predicateType: "https://sigstore.dev/cosign/sign/v1",
    predicate: {},
    ...more,
  };
}

/** Signs a statement by the fake: an independent signer of a few lines, for judging whoever verifies. */
export async function signBundle(
  sigstore: FakeSigstore,
  statement: unknown,
  signing: Signing = {},
): Promise<LooseBundle> {
  const { logs = [1], payloadType = "application/vnd.in-toto+json" } = signing;
  const privateKey = signing.key ?? generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const payload = Buffer.from(JSON.stringify(statement));
  const signed = preAuthEncoding(payloadType, payload);
  const sig = sign("sha256", signed, privateKey).toString("base64");
  const dsseEnvelope = { payload: payload.toString("base64"), payloadType, signatures: [{ sig }] };
  const certificate =
    signing.key === undefined ? await certify(sigstore, privateKey, signing.claims) : undefined;
  const verifier = certificate?.toString() ?? pemOf(privateKey);
  const tlogEntries: Record<string, unknown>[] = [];
  for (const log of logs) {
    if (log === 1) tlogEntries.push(await logEnvelope(sigstore, dsseEnvelope, verifier));
    else tlogEntries.push(await logDigest(sigstore, { signed, sig, privateKey, certificate }));
  }
  return {
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: {
      ...(certificate === undefined
        ? { publicKey: { hint: "whatever" } }
        : { certificate: { rawBytes: certificate.raw.toString("base64") } }),
      tlogEntries,
      ...(signing.timestamp === true && { timestampVerificationData: await stamp(sigstore, sig) }),
    },
    dsseEnvelope,
  };
}

/** A certificate for a key, by a token with these claims. */
export async function certify(
  sigstore: FakeSigstore,
  key: KeyObject,
  claims: Claims = {},
): Promise<X509Certificate> {
  const oidcIdentityToken = sigstore.identityToken(claims);
  const { sub } = sigstore.issuer.read(oidcIdentityToken);
  const request = {
    credentials: { oidcIdentityToken },
    publicKeyRequest: {
      publicKey: { algorithm: "ECDSA", content: pemOf(key) },
      proofOfPossession: sign("sha256", Buffer.from(String(sub)), key).toString("base64"),
    },
  };
  const answer = (await post(`${sigstore.urls.fulcio}/api/v2/signingCert`, request)) as {
    signedCertificateEmbeddedSct: { chain: { certificates: string[] } };
  };
  return new X509Certificate(answer.signedCertificateEmbeddedSct.chain.certificates[0] ?? "");
}

interface RekorEntry {
  readonly body: string;
  readonly integratedTime: number;
  readonly logID: string;
  readonly logIndex: number;
  readonly verification: {
    readonly signedEntryTimestamp?: string;
    readonly inclusionProof?: {
      readonly logIndex: number;
      readonly treeSize: number;
      readonly rootHash: string;
      readonly hashes: readonly string[];
      readonly checkpoint: string;
    };
  };
}

/** Logs something in the first Rekor; gives the entry as it answers. */
export async function logInRekor(sigstore: FakeSigstore, entry: object): Promise<RekorEntry> {
  const answer = await post(`${sigstore.urls.rekor}/api/v1/log/entries`, entry);
  return Object.values(answer as Record<string, RekorEntry>)[0] as RekorEntry;
}

async function logEnvelope(
  sigstore: FakeSigstore,
  envelope: object,
  verifier: string,
): Promise<Record<string, unknown>> {
  const verifiers = [Buffer.from(verifier).toString("base64")];
  const proposedContent = { envelope: JSON.stringify(envelope), verifiers };
  const proposed = { kind: "dsse", apiVersion: "0.0.1", spec: { proposedContent } };
  const { body, integratedTime, logID, logIndex, verification } = await logInRekor(sigstore, proposed);
  const { signedEntryTimestamp, inclusionProof: proof } = verification;
  return {
    logIndex: String(logIndex),
    logId: { keyId: base64OfHex(logID) },
    kindVersion: { kind: "dsse", version: "0.0.1" },
    integratedTime: String(integratedTime),
    ...(signedEntryTimestamp && { inclusionPromise: { signedEntryTimestamp } }),
    ...(proof && {
      inclusionProof: {
        logIndex: String(proof.logIndex),
        treeSize: String(proof.treeSize),
        rootHash: base64OfHex(proof.rootHash),
        hashes: proof.hashes.map(base64OfHex),
        checkpoint: { envelope: proof.checkpoint },
      },
    }),
    canonicalizedBody: body,
  };
}

interface Signed {
  readonly signed: Buffer;
  readonly sig: string;
  readonly privateKey: KeyObject;
  readonly certificate: X509Certificate | undefined;
}

async function logDigest(sigstore: FakeSigstore, made: Signed): Promise<Record<string, unknown>> {
  const rawBytes =
    made.certificate?.raw ?? Buffer.from(pemOf(made.privateKey).replace(/-.*-|\n/g, ""), "base64");
  const kind = made.certificate === undefined ? "publicKey" : "x509Certificate";
  const verifier = {
    keyDetails: "PKIX_ECDSA_P256_SHA_256",
    [kind]: { rawBytes: rawBytes.toString("base64") },
  };
  const hashedRekordRequestV002 = {
    digest: createHash("sha256").update(made.signed).digest("base64"),
    signature: { content: made.sig, verifier },
  };
  const answer = await post(`${sigstore.urls.rekorV2}/api/v2/log/entries`, { hashedRekordRequestV002 });
  return answer as Record<string, unknown>;
}

async function stamp(sigstore: FakeSigstore, sig: string): Promise<object> {
  const artifactHash = createHash("sha256").update(Buffer.from(sig, "base64")).digest("base64");
  const answer = await fetch(sigstore.urls.timestamps, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ artifactHash, hashAlgorithm: "sha256" }),
  });
  const signedTimestamp = Buffer.from(await answer.arrayBuffer()).toString("base64");
  return { rfc3161Timestamps: [{ signedTimestamp }] };
}

async function post(url: string, body: object): Promise<unknown> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`POST ${url}: ${answer.status} ${await answer.text()}`);
  return await answer.json();
}

/** The public half of a key. */
export function pemOf(key: KeyObject): string {
  return createPublicKey(key).export({ format: "pem", type: "spki" }).toString();
}

function base64OfHex(hex: string): string {
  return Buffer.from(hex, "hex").toString("base64");
}
