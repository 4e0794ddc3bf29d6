import type { KeyID } from "openpgp";
import { clearSignedMessage } from "../provenance.ts";

/** The signature of a provenance file, apart from its text. */
export interface DetachedSignature {
  /** As they are, without armor. */
  readonly packets: Buffer;
  /** Of the keys and subkeys that made it, as it says itself. */
  readonly keyIds: readonly KeyID[];
}

const start = "-----BEGIN PGP SIGNATURE-----";

/** The signature of a `.prov` file. Throws PROVENANCE_INVALID, naming `source`, where that is none. */
export async function signatureOf(bytes: Uint8Array, source: string): Promise<DetachedSignature> {
  const lines = clearSignedMessage(bytes, source);
  return await readSignature(lines.slice(lines.indexOf(start)).join("\n"));
}

/** An armored signature; throws Error where it is none. */
export async function readSignature(armored: string): Promise<DetachedSignature> {
  const { readSignature: read, unarmor } = await import("openpgp");
  const signature = await read({ armoredSignature: armored });
  const { data } = await unarmor(armored);
  return {
    packets: Buffer.from(data as Uint8Array), // of text it makes bytes, and no stream
    keyIds: [...signature.getSigningKeyIDs()],
  };
}
