import type { KeyID, PrivateKey, Subkey } from "openpgp";
import { messageOf, type Problem, PublishError } from "../../errors.ts";
import type { Secret } from "../../secret.ts";
import { helm3Warnings } from "./helm3.ts";
import { readKeyring } from "./keyring.ts";
import { nameOf, type SelectedKey, selectKey } from "./select-key.ts";

/** A key as the user gives it. */
export interface KeyInput {
  /** Armored, or base64 of the armored or binary form; may hold several keys. */
  readonly key: Secret;
  readonly passphrase?: Secret;
  /** Fingerprint, key id, or part of a user id. */
  readonly keyId?: string;
}

/** A key that can sign now, opened. */
export interface SigningKey {
  readonly key: PrivateKey;
  /** The part of the key that signs: the primary key or one of its subkeys. */
  readonly part: KeyID;
  readonly warnings: readonly Problem[];
}

/**
 * Reads the key, chooses the part that signs (the newest subkey that may, else the primary key, as GnuPG does) and opens
 * it. Throws USAGE with all that is wrong: expired, revoked, not for signing, passphrase missing or wrong.
 */
export async function readSigningKey(input: KeyInput, now: Date): Promise<SigningKey> {
  const selected = selectKey(await readKeyring(input.key.reveal(), "pgp-key"), input.keyId);
  const { key } = selected;
  const problems: Problem[] = [];
  const part = await usablePart(selected, now, problems);
  await unlock(part ?? firstSecret(selected), input.passphrase, problems);
  if (problems.length > 0 || part === undefined) {
    throw new PublishError("USAGE", `Could not sign with key ${nameOf(key)}.`, { problems });
  }
  return { key, part: part.getKeyID(), warnings: helm3Warnings(key, part) };
}

type Part = PrivateKey | Subkey;

/** The parts whose secret is there, in the order in which they are tried; a primary key may be kept offline. */
function secretParts({ key, subkey }: SelectedKey): Part[] {
  const newestFirst = [...key.subkeys].sort(
    (a, b) => b.getCreationTime().getTime() - a.getCreationTime().getTime(),
  );
  return [...newestFirst, key].filter(
    (part) => hasSecret(part) && (subkey === undefined || part.getFingerprint() === subkey),
  );
}

const firstSecret = (selected: SelectedKey): Part | undefined => secretParts(selected)[0];

function hasSecret({ keyPacket }: Part): boolean {
  return "isDummy" in keyPacket && !keyPacket.isDummy();
}

async function usablePart(selected: SelectedKey, now: Date, problems: Problem[]): Promise<Part | undefined> {
  const { key } = selected;
  const reasons = await standing(key, now);
  if (reasons.length > 0) {
    problems.push(...reasons);
    return undefined;
  }
  const parts = secretParts(selected);
  let why = "its secret part is not in the export";
  for (const part of parts) {
    try {
      await key.getSigningKey(part.getKeyID(), now);
      return part;
    } catch (error) {
      why = messageOf(error);
    }
  }
  problems.push({
    message: `it has no part that may sign now: ${why}`,
    hint: "Add a signing subkey (`gpg --quick-add-key FINGERPRINT rsa3072 sign`) or renew the one it has, and export the key again.",
  });
  return undefined;
}

/** What bars the key as a whole. */
async function standing(key: PrivateKey, now: Date): Promise<Problem[]> {
  if (await key.isRevoked(undefined, undefined, now)) {
    return [{ message: "it is revoked", hint: "Sign with another key." }];
  }
  if (key.getCreationTime() > now) {
    const created = key.getCreationTime().toISOString();
    return [{ message: `it was made at ${created}, which is in the future`, hint: "Set the clock right." }];
  }
  const end = await key.getExpirationTime().catch(() => null);
  if (!(end instanceof Date) || end > now) return [];
  return [
    {
      message: `it expired at ${end.toISOString()}`,
      hint: "Renew it (`gpg --quick-set-expire FINGERPRINT 2y`), export it again, and tell consumers to import it anew.",
    },
  ];
}

async function unlock(
  part: Part | undefined,
  passphrase: Secret | undefined,
  problems: Problem[],
): Promise<void> {
  if (part === undefined || part.isDecrypted()) return;
  if (passphrase === undefined) {
    problems.push({
      message: "it is protected by a passphrase",
      hint: "Set pgp-passphrase; is the secret defined, and visible to this event?",
    });
    return;
  }
  const { keyPacket } = part;
  try {
    if ("decrypt" in keyPacket) await keyPacket.decrypt(passphrase.reveal());
  } catch (error) {
    const isWrong = messageOf(error).startsWith("Incorrect key passphrase");
    problems.push({
      message: isWrong ? "pgp-passphrase is not its passphrase" : `it cannot be opened (${messageOf(error)})`,
      hint: isWrong
        ? "Blanks and line ends around the secret do not count. Try it with `gpg --export-secret-keys`."
        : "Export the key with GnuPG 2.2 or later, or with another passphrase.",
    });
  }
}
