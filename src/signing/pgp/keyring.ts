import type { Key } from "openpgp";
import { messageOf, PublishError } from "../../errors.ts";

/** Keys that signatures are verified with: public ones, or private ones, of which the public part is used. */
export type Keyring = readonly Key[];

const block = /-----BEGIN PGP (PUBLIC|PRIVATE) KEY BLOCK-----[\s\S]*?-----END PGP \1 KEY BLOCK-----/g;
/** Where GnuPG's own key box has its name, which no OpenPGP implementation but GnuPG reads. */
const keyBox = { name: "KBXf", start: 8 };

/**
 * Reads a keyring: binary as `gpg --export` writes it, armored with one block or several, or either in base64. Throws
 * USAGE, naming `source`; never what was read, for it may be secret.
 */
export async function readKeyring(material: Uint8Array | string, source: string): Promise<Keyring> {
  const bytes = typeof material === "string" ? Buffer.from(material) : Buffer.from(material);
  try {
    const keys = await readKeys(bytes);
    if (keys.length === 0) throw new Error("it holds no OpenPGP key");
    return keys;
  } catch (cause) {
    const isKeyBox = bytes.toString("latin1", keyBox.start, keyBox.start + 4) === keyBox.name;
    const why = isKeyBox ? "it is a key box, which only GnuPG reads" : messageOf(cause);
    throw new PublishError("USAGE", `Could not read ${source}: ${why}.`, {
      cause,
      hint: "Export it with `gpg --armor --export` (or `--export-secret-keys`) and give the whole block, first and last line included, or its base64.",
    });
  }
}

async function readKeys(bytes: Buffer): Promise<Keyring> {
  const { readKeys: readMany } = await import("openpgp");
  if (isBinary(bytes)) return readMany({ binaryKeys: new Uint8Array(bytes) });
  const blocks = bytes.toString("utf8").match(block);
  if (blocks !== null) {
    const read = blocks.map((text) => readMany({ armoredKeys: withoutIndent(text) }));
    return (await Promise.all(read)).flat();
  }
  const text = bytes.toString("latin1").replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw new Error("it is no armored, binary or base64 OpenPGP key");
  const decoded = Buffer.from(text, "base64");
  if (isBinary(decoded) || decoded.toString("utf8").match(block) !== null) return readKeys(decoded);
  throw new Error("what it holds in base64 is no OpenPGP key");
}

/** A packet's first bit is set (RFC 9580 § 4.2), a text's never. */
const isBinary = (bytes: Uint8Array): boolean => ((bytes[0] ?? 0) & 0x80) !== 0;

/** A block that was pasted into YAML may have kept the blanks in front of its lines. */
const withoutIndent = (text: string): string => text.replace(/^[ \t]+|[ \t\r]+$/gm, "");
