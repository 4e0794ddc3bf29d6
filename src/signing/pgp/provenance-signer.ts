import { goYaml } from "../../artifact/go-yaml.ts";
import type { Json } from "../../artifact/json.ts";
import type { ProvenanceSigner, SignableArchive } from "../provenance.ts";
import { type KeyInput, readSigningKey } from "./signing-key.ts";
import { verifyProvenance } from "./verify-provenance.ts";

/** Reads and opens the key; `now` is asked at every signature. Throws USAGE with all that is wrong with the key. */
export async function createProvenanceSigner(input: KeyInput, now: () => Date): Promise<ProvenanceSigner> {
  const { key, part, warnings } = await readSigningKey(input, now());
  const openpgp = await import("openpgp");
  const verify: ProvenanceSigner["verify"] = (bytes, archive, source) =>
    verifyProvenance(bytes, archive, [key], { source, now: now() });
  return {
    fingerprint: key.getFingerprint().toUpperCase(),
    warnings,
    async sign(archive) {
      const message = await openpgp.createCleartextMessage({ text: provenanceText(archive) });
      const signed = await openpgp.sign({
        message,
        signingKeys: key,
        signingKeyIDs: [part],
        date: now(),
        config: { preferredHashAlgorithm: openpgp.enums.hash.sha512 },
      });
      const bytes = Buffer.from(signed);
      await verify(bytes, archive, `the signature of ${archive.fileName}`);
      return bytes;
    },
    verify,
  };
}

/** The text that Helm signs: metadata and digests in YAML, parted by `...` (Helm v4.1.4 pkg/provenance/sign.go). */
export function provenanceText({ metadata, fileName, digest }: SignableArchive): string {
  const files: Json = new Map([["files", new Map([[fileName, digest]])]]);
  return `${goYaml(metadata)}\n...\n${goYaml(files)}`;
}
