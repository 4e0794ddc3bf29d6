import type { Key, KeyID } from "openpgp";
import { messageOf, PublishError } from "../../errors.ts";
import { nameOf } from "../pgp/select-key.ts";

/** A public key of which only what verifies one signature is left. */
export interface MinimalKey {
  readonly armored: string;
  /** The one user id it bears: without any, OpenPGP implementations take no key. */
  readonly userId: string;
}

/**
 * Cuts a key down to its primary key, the primary user id, and the subkey that signed, if one did: what a log holds is
 * public for good, and other addresses and others' certifications are no business of it. Rekor v1.4.3 refuses a whole key
 * for one subkey of a kind that it does not know, such as Curve25519, though it did not sign. Throws USAGE.
 */
export async function minimalKey(key: Key, signers: readonly KeyID[], time: Date): Promise<MinimalKey> {
  const { readKey } = await import("openpgp");
  const minimal = await readKey({ binaryKey: key.toPublic().write() });
  try {
    const { user, index } = await key.getPrimaryUser(time);
    const kept = minimal.users[index];
    if (kept === undefined || user.userID === null) throw new Error("it has no user id");
    kept.otherCertifications = [];
    minimal.users = [kept];
    minimal.subkeys = minimal.subkeys.filter((subkey) => signers.some((id) => id.equals(subkey.getKeyID())));
    return { armored: minimal.armor(), userId: user.userID.userID };
  } catch (cause) {
    throw new PublishError(
      "USAGE",
      `Could not take key ${nameOf(key)} out of the keyring: ${messageOf(cause)}.`,
      {
        hint: "A log wants a key with a user id that its owner certified: export it whole, with `gpg --export FINGERPRINT`.",
        cause,
      },
    );
  }
}
