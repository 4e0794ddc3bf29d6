import { messageOf, PublishError } from "../errors.ts";
import { parseImageReference } from "../oci/image-reference.ts";
import { formatReference, type Reference, type Repository } from "../oci/reference.ts";

/** What is asked of the registries of images. */
export interface ImageSource {
  /** Whether it is there; `reference` is a tag or a digest. Throws where nobody can tell. */
  hasImage(repository: Repository, reference: string, signal: AbortSignal): Promise<boolean>;
}

/** Whether an image is there; `unknown` with the reason. */
export type ImageState =
  | { readonly kind: "there" | "missing" | "malformed" }
  | { readonly kind: "unknown"; readonly why: string; readonly hint?: string };

/** Looks an image up, as a manifest names it. */
export type LookUpImage = (image: string) => Promise<ImageState>;

/** Looks each image up once, however often and in whatever words it is asked for. */
export function createImageLookUp(images: ImageSource, signal: AbortSignal): LookUpImage {
  const known = new Map<string, Promise<ImageState>>();
  return async (image) => {
    const reference = parseImageReference(image);
    if (reference === undefined) return { kind: "malformed" };
    const name = formatReference(reference);
    const state = known.get(name) ?? lookUp(images, reference, signal);
    known.set(name, state);
    return await state;
  };
}

async function lookUp(
  images: ImageSource,
  { digest, tag = "latest", ...repository }: Reference,
  signal: AbortSignal,
): Promise<ImageState> {
  try {
    return { kind: (await images.hasImage(repository, digest ?? tag, signal)) ? "there" : "missing" };
  } catch (error) {
    signal.throwIfAborted();
    const hint = error instanceof PublishError ? error.hint : undefined;
    return { kind: "unknown", why: messageOf(error), ...(hint !== undefined && { hint }) };
  }
}
