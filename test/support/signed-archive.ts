import { writeFile } from "node:fs/promises";
import path from "node:path";
import { createCleartextMessage, generateKey, type PrivateKey, sign } from "openpgp";
import { digestOf } from "../../src/digest.ts";

/** A chart archive with a provenance file and the keyring that it is verified with. */
export interface SignedChart {
  /** The archive; `.prov` lies beside it. */
  readonly file: string;
  readonly digest: string;
  /** Binary. */
  readonly keyring: string;
  readonly fingerprint: string;
}

export const signedAt = new Date("2026-02-03T04:05:06Z");

/** A key with two user ids, a subkey that signs and one that does not. */
export async function makePublisherKey(name: string): Promise<PrivateKey> {
  const { privateKey } = await generateKey({
    type: "ecc",
    curve: "ed25519Legacy",
    userIDs: [
      { name, email: `${name.toLowerCase()}@example.test` },
      { name: `${name} at home`, email: `${name.toLowerCase()}@home.test` },
    ],
    subkeys: [{ sign: true }, {}],
    date: new Date("2026-01-01T00:00:00Z"),
    format: "object",
  });
  return privateKey;
}

/** A provenance file as Helm writes it, for an archive with these bytes. */
export async function provenanceOf(
  fileName: string,
  archive: Uint8Array | string,
  key: PrivateKey,
  date = signedAt,
): Promise<string> {
  const text = `name: web\nversion: 1.0.0\n\n...\nfiles:\n  ${fileName}: ${digestOf(archive)}\n`;
  const message = await createCleartextMessage({ text });
  return (await sign({ message, signingKeys: key, date })).replaceAll("\r\n", "\n");
}

/** Writes an archive of these bytes, its provenance file and a keyring. */
export async function writeSignedChart(
  directory: string,
  key: PrivateKey,
  archive = "the bytes of a chart",
): Promise<SignedChart> {
  const file = path.join(directory, "web-1.0.0.tgz");
  const keyring = path.join(directory, "publisher.gpg");
  await writeFile(file, archive);
  await writeFile(`${file}.prov`, await provenanceOf("web-1.0.0.tgz", archive, key));
  await writeFile(keyring, key.toPublic().write());
  return { file, digest: digestOf(archive), keyring, fingerprint: key.getFingerprint().toUpperCase() };
}
