import { type Digest, isDigest } from "../digest.ts";
import { PublishError } from "../errors.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import type { Repository } from "../oci/reference.ts";
import type { Manifest, Registry } from "../oci/registry.ts";
import type { Signer } from "../signing/sigstore/signer.ts";
import {
  isSignatureOf,
  signatureImage,
  signatureLayer,
  signatureTag,
  simpleSigningPayload,
} from "../signing/sigstore/simple-signing.ts";
import { pushBlobs } from "./push-artifact.ts";

/** How often the tag is written before giving up on whoever else writes it. */
const maxTries = 4;

/**
 * Adds a signature to the tag that cosign 2 reads, unless it holds one by this signer. The tag is read, extended,
 * written and read again: registries offer no way to do that as one step, so two signers at once may need several tries.
 */
export async function attachLegacySignature(
  { registry, signer }: { readonly registry: Registry; readonly signer: Signer },
  repository: Repository,
  digest: Digest,
  signal: AbortSignal,
): Promise<void> {
  const tag = signatureTag(digest);
  const payload = simpleSigningPayload(`${repository.host}/${repository.name}`, digest);
  let present = layersOf(await registry.fetchManifest(repository, tag, signal));
  const key = await signer.key(signal);
  if (present.some((layer) => isSignatureOf(layer, payload, key))) return;
  const added = signatureLayer(payload, await signer.signPayload(payload, signal));
  const isThere = (layer: Descriptor): boolean =>
    JSON.stringify(layer.annotations) === JSON.stringify(added.descriptor.annotations);
  for (let attempt = 1; attempt <= maxTries; attempt++) {
    const image = signatureImage(present, added);
    await pushBlobs(registry, repository, image, signal);
    await registry.pushManifest(repository, tag, image.manifest, signal);
    present = layersOf(await registry.fetchManifest(repository, tag, signal));
    if (present.some(isThere)) return;
  }
  const where = `${repository.host}/${repository.name}:${tag}`;
  throw new PublishError(
    "CONFLICT",
    `Could not sign ${where}: others keep writing the tag at the same time.`,
    {
      hint: "Run again when they are done, or set signature-format: bundle, which needs no such tag.",
    },
  );
}

/** The layers of a manifest, with their annotations; those that are no descriptors are left out. */
function layersOf(manifest: Manifest | undefined): Descriptor[] {
  if (manifest === undefined) return [];
  // The client has checked that it is a manifest; what its parts are is looked at one by one.
  const { layers } = JSON.parse(Buffer.from(manifest.bytes).toString("utf8")) as { layers?: unknown };
  return Array.isArray(layers) ? layers.filter(isDescriptor) : [];
}

function isDescriptor(value: unknown): value is Descriptor {
  if (typeof value !== "object" || value === null) return false;
  const { mediaType, digest, size } = value as Partial<Record<keyof Descriptor, unknown>>;
  return (
    typeof mediaType === "string" &&
    typeof digest === "string" &&
    isDigest(digest) &&
    Number.isSafeInteger(size)
  );
}
