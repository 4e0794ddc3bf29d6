import type { Clients } from "../commands/clients.ts";
import type { Options } from "../options/parse.ts";

/** What signs provenance files, loaded on first use; nothing without a key. */
export function provenanceSigning({
  pgpKey,
  pgpPassphrase,
  pgpKeyId,
}: Options): Pick<Clients, "openProvenanceSigner"> {
  if (pgpKey === undefined) return {};
  const input = {
    key: pgpKey,
    ...(pgpPassphrase !== undefined && { passphrase: pgpPassphrase }),
    ...(pgpKeyId !== undefined && { keyId: pgpKeyId }),
  };
  return {
    async openProvenanceSigner() {
      const { createProvenanceSigner } = await import("../signing/pgp/provenance-signer.ts");
      return createProvenanceSigner(input, () => new Date());
    },
  };
}
