import { createPublicKey, type KeyObject } from "node:crypto";
import { messageOf, PublishError } from "../../errors.ts";

/** What a text has to be; `says` is it in words. */
export interface Matcher {
  readonly says: string;
  matches(text: string): boolean;
}

/** Whose signature counts: that of one key, or of an identity that an issuer vouches for. */
export type Signatory =
  | { readonly kind: "key"; readonly publicKey: KeyObject }
  | { readonly kind: "identity"; readonly identity: Matcher; readonly issuer: Matcher };

/** What a signature has to be to count. */
export interface Policy {
  readonly signatory: Signatory;
  /** Exactly this, or a signature would pass for an attestation, and an attestation for a signature. */
  readonly predicateType: string;
  /** How many transparency logs have to hold it; one where left out. */
  readonly logs?: number;
  /** How many certificate logs have to know its certificate; one where left out. Keys have none. */
  readonly certificateLogs?: number;
}

/** Matches one text alone. */
export function exactly(expected: string): Matcher {
  return { says: JSON.stringify(expected), matches: (text) => text === expected };
}

/** Matches whole texts by a regular expression, anchored at both ends whether it says so or not. Throws USAGE. */
export function matching(pattern: string): Matcher {
  try {
    // Alone first: "a)(b" would be none, though what is put around it makes it one.
    new RegExp(pattern);
    const whole = new RegExp(`^(?:${pattern})$`);
    return { says: `a text like ${JSON.stringify(pattern)}`, matches: (text) => whole.test(text) };
  } catch (cause) {
    throw new PublishError("USAGE", `Could not use ${JSON.stringify(pattern)}: ${messageOf(cause)}.`, {
      cause,
    });
  }
}

/** Reads a public key in PEM, as `cosign public-key` writes it. Throws USAGE, naming `source`. */
export function readPublicKey(pem: string, source: string): KeyObject {
  const hint = "A public key is a file with BEGIN PUBLIC KEY in its first line, as cosign.pub is.";
  // Or a private key would do, whose public half it is.
  if (!/-----BEGIN (RSA )?PUBLIC KEY-----/.test(pem))
    throw new PublishError("USAGE", `Could not use ${source}: it holds no public key.`, { hint });
  try {
    return createPublicKey(pem);
  } catch (cause) {
    throw new PublishError("USAGE", `Could not use ${source}: ${messageOf(cause)}.`, { hint, cause });
  }
}
