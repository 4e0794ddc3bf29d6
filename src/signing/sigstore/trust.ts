import type { TrustMaterial } from "@sigstore/verify";
import { messageOf, PublishError } from "../../errors.ts";

/** Whom to believe: the authorities and logs of a Sigstore, with their keys. */
export type Trust = Omit<TrustMaterial, "publicKey">;

const mediaType = "application/vnd.dev.sigstore.trustedroot";

/**
 * Reads a trusted root: `trusted_root.json` as Sigstore and GitHub publish it and `cosign trusted-root create` writes
 * it (`sigstore_trustroot.proto` of sigstore/protobuf-specs v0.5.0). Throws USAGE, naming `source`.
 */
export async function readTrustedRoot(text: string, source: string): Promise<Trust> {
  const [{ TrustedRoot }, { toTrustMaterial }] = await Promise.all([
    import("@sigstore/protobuf-specs"),
    import("@sigstore/verify"),
  ]);
  try {
    const root = TrustedRoot.fromJSON(JSON.parse(text));
    if (!root.mediaType.startsWith(mediaType)) throw new Error(`its mediaType is not ${mediaType}+json`);
    if (root.certificateAuthorities.length + root.tlogs.length + root.timestampAuthorities.length === 0)
      throw new Error("it names no authority and no log");
    return toTrustMaterial(root);
  } catch (cause) {
    throw new PublishError("USAGE", `Could not use ${source} as trusted root: ${messageOf(cause)}.`, {
      hint: "A trusted root is the trusted_root.json of a Sigstore instance; `gh attestation trusted-root` prints GitHub's.",
      cause,
    });
  }
}
