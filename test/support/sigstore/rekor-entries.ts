import { createHash, createPublicKey, type KeyObject, verify, X509Certificate } from "node:crypto";

/** An entry as somebody proposes it to Rekor v1: `github.com/sigstore/rekor` v1.4 `openapi.yaml`. */
export interface ProposedEntry {
  readonly kind: string;
  readonly apiVersion: string;
  readonly spec: unknown;
}

interface Dsse {
  readonly proposedContent: { readonly envelope: string; readonly verifiers: readonly string[] };
}

interface Envelope {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly sig: string }[];
}

interface HashedRekord {
  readonly signature: { readonly content: string; readonly publicKey: { readonly content: string } };
  readonly data: { readonly hash: { readonly algorithm: string; readonly value: string } };
}

interface Helm {
  readonly chart: { readonly provenance: { readonly content: string } };
  readonly publicKey: { readonly content: string };
}

/** The entry as Rekor v1 stores it, its keys in order; throws on one whose signature is not good. */
export function canonicalEntry({ kind, apiVersion, spec }: ProposedEntry): Buffer {
  const kinds: Record<string, () => unknown> = {
    "dsse 0.0.1": () => dsse(spec as Dsse),
    "hashedrekord 0.0.1": () => hashedRekord(spec as HashedRekord),
    "helm 0.0.1": () => helm(spec as Helm),
  };
  const canonical = kinds[`${kind} ${apiVersion}`]?.();
  if (canonical === undefined)
    throw new Error(`entry kind '${kind}' of version '${apiVersion}' is not known`);
  return Buffer.from(JSON.stringify(canonical));
}

/** What an entry is found by: the digests of what was signed and of the key. */
export function indexKeys(body: Buffer): string[] {
  const texts = body.toString().matchAll(/"algorithm":"sha256","value":"([0-9a-f]{64})"/g);
  return [...texts].map(([, value]) => `sha256:${value}`);
}

function dsse({ proposedContent }: Dsse): unknown {
  const envelope = JSON.parse(proposedContent.envelope) as Envelope;
  const payload = Buffer.from(envelope.payload, "base64");
  const signatures = envelope.signatures.map(({ sig }, index) => {
    const verifier = proposedContent.verifiers[index] ?? "";
    const signed = preAuthEncoding(envelope.payloadType, payload);
    if (!verify("sha256", signed, keyOf(verifier), Buffer.from(sig, "base64")))
      throw new Error("could not verify envelope: the signature is not of that key");
    return { signature: sig, verifier };
  });
  if (signatures.length === 0) throw new Error("the envelope bears no signature");
  const spec = {
    envelopeHash: hashOf(Buffer.from(proposedContent.envelope)),
    payloadHash: hashOf(payload),
    signatures,
  };
  return { apiVersion: "0.0.1", kind: "dsse", spec };
}

function hashedRekord({ data, signature }: HashedRekord): unknown {
  const { algorithm, value } = data.hash;
  const { content, publicKey } = signature;
  keyOf(publicKey.content);
  const spec = {
    data: { hash: { algorithm, value } },
    signature: { content, publicKey: { content: publicKey.content } },
  };
  return { apiVersion: "0.0.1", kind: "hashedrekord", spec };
}

function helm({ chart, publicKey }: Helm): unknown {
  const provenance = Buffer.from(chart.provenance.content, "base64").toString();
  const value = /: sha256:([0-9a-f]{64})\s/.exec(provenance)?.[1];
  const at = provenance.indexOf("-----BEGIN PGP SIGNATURE-----");
  if (value === undefined || at < 0) throw new Error("the provenance names no chart or bears no signature");
  const content = Buffer.from(provenance.slice(at)).toString("base64");
  const spec = {
    chart: { hash: { algorithm: "sha256", value }, provenance: { signature: { content } } },
    publicKey: { content: publicKey.content },
  };
  return { apiVersion: "0.0.1", kind: "helm", spec };
}

/** The bytes that a DSSE signature is over. */
export function preAuthEncoding(type: string, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${type.length} ${type} ${payload.length} `), payload]);
}

/** The key of a PEM text in base64: a certificate or a public key. */
function keyOf(base64: string): KeyObject {
  const pem = Buffer.from(base64, "base64").toString();
  return pem.includes("CERTIFICATE") ? new X509Certificate(pem).publicKey : createPublicKey(pem);
}

function hashOf(bytes: Buffer): { algorithm: "sha256"; value: string } {
  return { algorithm: "sha256", value: createHash("sha256").update(bytes).digest("hex") };
}
