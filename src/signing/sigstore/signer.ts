import type { KeyObject } from "node:crypto";
import { type Envelope, encodeBundle } from "./bundle.ts";
import { type CertifiedKey, signBytes, verifierPem } from "./certified-key.ts";
import { type IssuedKey, requestCertificate } from "./fulcio.ts";
import type { IdentitySource } from "./identity-token.ts";
import { enterV1, type LogEntryV1, transparencyLogEntry } from "./rekor-v1.ts";
import { enterV2 } from "./rekor-v2.ts";
import type { AskService } from "./service-client.ts";
import type { Endpoints } from "./signing-config.ts";
import { preAuthenticationEncoding, type Statement, sha256, statementType } from "./statement.ts";
import { requestTimestamp } from "./timestamp.ts";

/** Whose signatures are made: those of a key, or of an identity that Fulcio makes out certificates for. */
export type SigningIdentity =
  | { readonly kind: "key"; readonly privateKey: KeyObject }
  | { readonly kind: "keyless"; readonly source: IdentitySource; readonly fulcio: URL };

/** What signing needs. */
export interface SignerOptions {
  readonly identity: SigningIdentity;
  readonly endpoints: Endpoints;
  readonly ask: AskService;
  /** Milliseconds since some fixed point. */
  readonly now: () => number;
}

/** A signature over bytes that stand elsewhere, with everything that a verifier is to be told. */
export interface DetachedSignature {
  readonly key: CertifiedKey;
  readonly signature: Buffer;
  readonly logEntries: readonly LogEntryV1[];
  readonly timestamps: readonly Uint8Array[];
}

/** Makes signatures; all of a run with one certificate, as long as it is good. */
export interface Signer {
  /** The key, certified where it has to be. Throws what would make signing fail. */
  key(signal: AbortSignal): Promise<CertifiedKey>;
  /** A bundle, as JSON. */
  signStatement(statement: Statement, signal: AbortSignal): Promise<Buffer>;
  /** A signature as cosign v2 made it, which only version 1 of Rekor takes. */
  signPayload(payload: Uint8Array, signal: AbortSignal): Promise<DetachedSignature>;
}

/** A signature may wait for its log this long; the certificate has to be valid when the log dates it. */
const marginMs = 180_000;

/** A signer; asks nothing of anybody yet. */
export function createSigner({ identity, endpoints, ask, now }: SignerOptions): Signer {
  const { logs, timestampAuthorities } = endpoints;
  let issued: Promise<IssuedKey> | undefined;
  let staleAt = Number.NEGATIVE_INFINITY;

  const issue = async (fulcio: URL, source: IdentitySource, signal: AbortSignal): Promise<IssuedKey> => {
    try {
      const asked = now();
      const key = await requestCertificate(fulcio, await source.fetch(signal), ask, signal);
      staleAt = asked + key.lifetimeMs - Math.min(marginMs, key.lifetimeMs / 2);
      return key;
    } catch (error) {
      issued = undefined; // the next chart may fare better
      throw error;
    }
  };
  const key: Signer["key"] = async (signal) => {
    if (identity.kind === "key") return identity;
    const held = issued;
    // While this was waiting somebody else may have renewed it.
    if (held !== undefined && (await held) && now() >= staleAt && issued === held) issued = undefined;
    issued ??= issue(identity.fulcio, identity.source, signal);
    return issued;
  };
  const timestampsOf = (signature: Buffer, signal: AbortSignal): Promise<Buffer[]> =>
    Promise.all(timestampAuthorities.map(({ url }) => requestTimestamp(url, signature, ask, signal)));

  return {
    key,
    async signStatement(statement, signal) {
      const by = await key(signal);
      const encoded = preAuthenticationEncoding(statementType, statement.bytes);
      const signature = signBytes(by, encoded);
      const envelope: Envelope = {
        payload: Buffer.from(statement.bytes).toString("base64"),
        payloadType: statementType,
        signatures: [{ sig: signature.toString("base64") }],
      };
      const enter = async ({ url, majorApiVersion }: Endpoints["logs"][number]): Promise<object> =>
        majorApiVersion === 1
          ? transparencyLogEntry(await enterV1(url, dsseProposal(by, envelope), ask, signal))
          : enterV2(url, by, { sha256: sha256(encoded), signature }, ask, signal);
      const [logEntries, timestamps] = await Promise.all([
        Promise.all(logs.map(enter)),
        timestampsOf(signature, signal),
      ]);
      return encodeBundle(by, envelope, { logEntries, timestamps });
    },
    async signPayload(payload, signal) {
      const by = await key(signal);
      const signature = signBytes(by, payload);
      const proposal = hashedRekordProposal(by, payload, signature);
      const first = logs.filter(({ majorApiVersion }) => majorApiVersion === 1);
      const [logEntries, timestamps] = await Promise.all([
        Promise.all(first.map(({ url }) => enterV1(url, proposal, ask, signal))),
        timestampsOf(signature, signal),
      ]);
      return { key: by, signature, logEntries, timestamps };
    },
  };
}

/** rekor v1.4 pkg/types/dsse/v0.0.1/dsse_v0_0_1_schema.json */
function dsseProposal(key: CertifiedKey, envelope: Envelope): object {
  const verifiers = [Buffer.from(verifierPem(key)).toString("base64")];
  const proposedContent = { envelope: JSON.stringify(envelope), verifiers };
  return { kind: "dsse", apiVersion: "0.0.1", spec: { proposedContent } };
}

/** rekor v1.4 pkg/types/hashedrekord/v0.0.1/hashedrekord_v0_0_1_schema.json */
function hashedRekordProposal(key: CertifiedKey, payload: Uint8Array, signature: Buffer): object {
  const publicKey = { content: Buffer.from(verifierPem(key)).toString("base64") };
  return {
    kind: "hashedrekord",
    apiVersion: "0.0.1",
    spec: {
      signature: { content: signature.toString("base64"), publicKey },
      data: { hash: { algorithm: "sha256", value: sha256(payload).toString("hex") } },
    },
  };
}
