import { mapLimit } from "../../concurrency.ts";
import { type Digest, isDigest } from "../../digest.ts";
import { messageOf } from "../../errors.ts";
import type { Descriptor } from "../../oci/descriptor.ts";
import type { Repository } from "../../oci/reference.ts";
import type { Manifest, Registry } from "../../oci/registry.ts";
import { signatureTag } from "./simple-signing.ts";
import type { SimpleSignature } from "./verify-simple-signing.ts";

/** A signature as a registry holds it; nothing of it is checked yet. */
export type FoundSignature = { readonly source: string } & (
  | { readonly kind: "bundle"; readonly bytes: Uint8Array }
  | { readonly kind: "simple signing"; readonly signature: SimpleSignature }
  | { readonly kind: "unreadable"; readonly problem: string }
);

/** The reading half of a registry. */
export type SignatureStore = Pick<Registry, "listReferrers" | "fetchManifest" | "fetchBlob">;

const bundleTypes = "application/vnd.dev.sigstore.bundle";
const simpleSigningType = "application/vnd.dev.cosign.simplesigning.v1+json";

/** A bundle is some thousand bytes, and a large predicate some hundred thousand. */
const MAX_BUNDLE_BYTES = 4 * 1024 * 1024;

/** A payload names a repository and a digest. */
const MAX_PAYLOAD_BYTES = 64 * 1024;

/** Whoever may push can attach any number; more than this nobody has attached in good faith. */
const MAX_SIGNATURES = 256;

const CONCURRENCY = 8;

/**
 * Everything that claims to be a Sigstore signature of a manifest: bundles among its referrers (cosign v3, GitHub's
 * attestations), then what the tag of cosign v2 holds. What cannot be read is in the list, with the reason; what is
 * no signature is not. Throws where the registry does not say what there is.
 */
export async function findSignatures(
  registry: SignatureStore,
  repository: Repository,
  digest: Digest,
  signal: AbortSignal,
): Promise<FoundSignature[]> {
  const place = { registry, repository, signal };
  const referrers = await registry.listReferrers(repository, digest, {}, signal);
  // Each is opened: Quirk(GHCR): clients write the config's media type, or none, as artifact type into the index.
  const opened = await mapLimit(referrers.slice(0, MAX_SIGNATURES), CONCURRENCY, (referrer) =>
    readReferrer(place, referrer),
  );
  const found = [...opened.flat(), ...(await readSignatureTag(place, digest))];
  const more = referrers.length - MAX_SIGNATURES;
  if (more > 0) found.push(unreadable(`the referrers of ${digest}`, `${more} more were not looked at`));
  return found;
}

interface Place {
  readonly registry: SignatureStore;
  readonly repository: Repository;
  readonly signal: AbortSignal;
}

async function readReferrer(place: Place, { digest, artifactType }: Descriptor): Promise<FoundSignature[]> {
  const source = digest;
  return await orUnreadable(source, place.signal, async () => {
    const manifest = await place.registry.fetchManifest(place.repository, digest, place.signal);
    if (manifest === undefined && artifactType?.startsWith(bundleTypes) === true)
      return [unreadable(source, "it is listed, but not there")];
    const layers = manifest === undefined ? [] : layersOf(manifest);
    if (!layers.some(({ mediaType }) => mediaType.startsWith(bundleTypes))) return [];
    const [layer, ...more] = layers;
    if (layer === undefined || more.length > 0)
      return [unreadable(source, `it has ${layers.length} layers instead of one`)];
    if (layer.size > MAX_BUNDLE_BYTES) return [tooLarge(source, layer.size, MAX_BUNDLE_BYTES)];
    return [{ kind: "bundle", source, bytes: await fetchLayer(place, layer) }];
  });
}

async function readSignatureTag(place: Place, digest: Digest): Promise<FoundSignature[]> {
  // cosign v2.4 specs/SIGNATURE_SPEC.md § Tag-based Discovery
  const tag = signatureTag(digest);
  const manifest = await place.registry.fetchManifest(place.repository, tag, place.signal);
  const layers = manifest === undefined ? [] : layersOf(manifest).slice(0, MAX_SIGNATURES);
  const signatures = layers.filter(({ mediaType }) => mediaType === simpleSigningType);
  const found = await mapLimit(signatures, CONCURRENCY, (layer, index) => {
    const source = `${tag}[${index}]`;
    return orUnreadable(source, place.signal, async () => {
      if (layer.size > MAX_PAYLOAD_BYTES) return [tooLarge(source, layer.size, MAX_PAYLOAD_BYTES)];
      const { annotations = {} } = layer;
      const payload = await fetchLayer(place, layer);
      return [{ kind: "simple signing", source, signature: { payload, annotations } }];
    });
  });
  return found.flat();
}

function fetchLayer({ registry, repository, signal }: Place, layer: Descriptor): Promise<Uint8Array> {
  return registry.fetchBlob(repository, layer, signal);
}

/** A signature that cannot be had must not hide another one that can. */
async function orUnreadable(
  source: string,
  signal: AbortSignal,
  read: () => Promise<FoundSignature[]>,
): Promise<FoundSignature[]> {
  try {
    return await read();
  } catch (error) {
    signal.throwIfAborted();
    return [unreadable(source, messageOf(error))];
  }
}

function unreadable(source: string, problem: string): FoundSignature {
  return { kind: "unreadable", source, problem };
}

function tooLarge(source: string, size: number, most: number): FoundSignature {
  return unreadable(source, `it has ${size} bytes, and ${most} are the most`);
}

/** The layers that are well-formed descriptors, as annotated. */
function layersOf({ bytes }: Manifest): Descriptor[] {
  const { layers } = parseObject(Buffer.from(bytes).toString());
  return Array.isArray(layers) ? layers.map(readDescriptor).filter((layer) => layer !== undefined) : [];
}

function readDescriptor(value: unknown): Descriptor | undefined {
  const { mediaType, digest, size, annotations } = asObject(value);
  if (typeof mediaType !== "string" || typeof digest !== "string" || typeof size !== "number")
    return undefined;
  if (!isDigest(digest) || !Number.isSafeInteger(size) || size < 0) return undefined;
  const texts = Object.entries(asObject(annotations)).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return { mediaType, digest, size, annotations: Object.fromEntries(texts) };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return {}; // a manifest of nothing
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  // Checked: a JSON value that is an object has string keys.
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
