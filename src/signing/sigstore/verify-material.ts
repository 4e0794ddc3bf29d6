import type { KeyObject } from "node:crypto";
import type { Bundle, TransparencyLogEntry } from "@sigstore/bundle";
import type { SignedEntity, TrustMaterial, Signer as VerifiedSigner } from "@sigstore/verify";
import { messageOf } from "../../errors.ts";
import type { Policy, Signatory } from "./policy.ts";
import { shown } from "./statement-check.ts";
import type { Trust } from "./trust.ts";

/** Who made a signature. */
export type Signer =
  | { readonly kind: "key" }
  | { readonly kind: "identity"; readonly identity: string; readonly issuer: string };

/** What is known of a signature that is good. */
export interface SignatureFacts {
  readonly signer: Signer;
  /** The earliest time that a log or an authority vouches for; unknown of keys whose signature is in neither. */
  readonly signedAt?: Date;
  /** Where the first log that is trusted has it. */
  readonly logIndex?: string;
}

/** Why a signature does not count, all of it, in words for a message. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly problems: readonly string[];

  constructor(problems: readonly string[], cause?: unknown) {
    super(problems.join("; "), cause === undefined ? undefined : { cause });
    this.problems = problems;
  }
}

/** How a signature is to be judged. */
export interface Judgement {
  readonly policy: Policy;
  /** Needed for everything but a key's signature that no log has to hold. */
  readonly trust?: Trust;
  /** What a signature that is not in an envelope is of. */
  readonly artifact?: Uint8Array;
}

const nobody: Trust = { certificateAuthorities: [], timestampAuthorities: [], tlogs: [], ctlogs: [] };

/**
 * Checks everything of a bundle but what its statement says: signature, certificate, logs, timestamps, and whose it is.
 * A log that is not trusted counts for nothing and does no harm (as sigstore-go v1.1.4 pkg/verify/tlog.go). Throws Refusal.
 */
export async function verifyMaterial(bundle: Bundle, judgement: Judgement): Promise<SignatureFacts> {
  const { policy, trust = nobody, artifact } = judgement;
  const { signatory, logs = 1 } = policy;
  const { toSignedEntity, Verifier } = await import("@sigstore/verify");
  const known = onlyKnownLogs(bundle, trust, judgement.trust !== undefined);
  checkKind(known, signatory);
  const { tlogEntries } = known.verificationMaterial;
  if (tlogEntries.length < logs)
    throw new Refusal([`no proof that a trusted log holds it: ${tlogEntries.length} of ${logs}`]);
  const isKey = signatory.kind === "key";
  const verifier = new Verifier(materialOf(trust, signatory), {
    tlogThreshold: logs,
    ctlogThreshold: isKey ? 0 : (policy.certificateLogs ?? 1),
    // A certificate is good for minutes, so that the time must be known.
    timestampThreshold: isKey ? 0 : 1,
  });
  let entity: SignedEntity;
  let signer: VerifiedSigner;
  try {
    entity = toSignedEntity(known, artifact === undefined ? undefined : Buffer.from(artifact));
    signer = verifier.verify(entity);
  } catch (error) {
    throw new Refusal([reasonOf(error)], error);
  }
  const signedAt = earliest(entity);
  const [entry] = tlogEntries;
  return {
    signer: checkSigner(signer, signatory),
    ...(signedAt !== undefined && { signedAt }),
    ...(entry !== undefined && { logIndex: entry.logIndex }),
  };
}

function onlyKnownLogs(bundle: Bundle, trust: Trust, hasTrust: boolean): Bundle {
  const { verificationMaterial } = bundle;
  const entries: readonly TransparencyLogEntry[] = verificationMaterial.tlogEntries;
  const isKnown = (id: Buffer) => trust.tlogs.some(({ logID }) => logID.equals(id));
  return {
    ...bundle,
    verificationMaterial: {
      ...verificationMaterial,
      tlogEntries: entries.filter(({ logId }) => isKnown(logId.keyId)),
      timestampVerificationData: hasTrust ? verificationMaterial.timestampVerificationData : undefined,
    },
  };
}

function checkKind(bundle: Bundle, signatory: Signatory): void {
  const hasKey = bundle.verificationMaterial.content.$case === "publicKey";
  if (signatory.kind === "key" && !hasKey)
    throw new Refusal(["it was made with a certificate, and not with the public key asked for"]);
  if (signatory.kind === "identity" && hasKey)
    throw new Refusal(["it was made with a key, and names no identity"]);
}

function materialOf(trust: Trust, signatory: Signatory): TrustMaterial {
  const publicKey = (key: KeyObject) => () => ({ publicKey: key, validFor: () => true });
  const none = () => {
    throw new Error("no public key is asked for");
  };
  return { ...trust, publicKey: signatory.kind === "key" ? publicKey(signatory.publicKey) : none };
}

function checkSigner({ identity: found }: VerifiedSigner, signatory: Signatory): Signer {
  if (signatory.kind === "key") return { kind: "key" };
  const identity = found?.subjectAlternativeName ?? "";
  const issuer = found?.extensions?.issuer ?? "";
  const problems: string[] = [];
  if (!signatory.identity.matches(identity))
    problems.push(`it was made by ${shown(identity)}, and not by ${signatory.identity.says}`);
  if (!signatory.issuer.matches(issuer))
    problems.push(`${shown(issuer)} vouches for its maker, and not ${signatory.issuer.says}`);
  if (problems.length > 0) throw new Refusal(problems);
  return { kind: "identity", identity, issuer };
}

/** What the library's codes mean to somebody who does not know them. */
const meanings: readonly (readonly [RegExp, string])[] = [
  [/^TLOG_BODY/, "the log holds something else than this signature of this content"],
  [/^TLOG/, "the proof of the log does not hold"],
  [/^TIMESTAMP/, "nothing that is trusted says when it was made"],
  [/^CERTIFICATE/, "its certificate was not good when it was made"],
  [/^SIGNATURE/, "the key did not make it, or its content was changed since"],
];

function reasonOf(error: unknown): string {
  // The library's errors carry a code; what else is thrown is about bytes that could not be read.
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  const words = cause instanceof Error ? `${messageOf(error)}: ${cause.message}` : messageOf(error);
  const meaning = meanings.find(([pattern]) => pattern.test(String(code)))?.[1] ?? "it cannot be read";
  return `${meaning} (${words})`;
}

function earliest({ timestamps }: SignedEntity): Date | undefined {
  const times = timestamps.map((stamp) => {
    if (stamp.$case === "timestamp-authority") return stamp.timestamp.signingTime.getTime();
    // Without a promise nobody has signed the time.
    return stamp.tlogEntry.inclusionPromise && Number(stamp.tlogEntry.integratedTime) * 1000;
  });
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : new Date(Math.min(...known));
}
