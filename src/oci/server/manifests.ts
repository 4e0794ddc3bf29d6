import type { IncomingMessage } from "node:http";
import { digestOf } from "../../digest.ts";
import { tagProblem } from "../name.ts";
import { type ContentDigest, isContentDigest, matchesDigest } from "../store/content-digest.ts";
import { manifestProblems, manifestTypes, readManifestContent } from "../store/manifest-content.ts";
import { maxManifestBytes, type Repositories } from "../store/repositories.ts";
import type { Blobs } from "./blobs.ts";
import { headerList, isNotModified, parseDigest } from "./conditions.ts";
import { type Answer, type Exchange, Refusal } from "./refusal.ts";

/** The manifests of each repository, distribution-spec v1.1.1 § Pulling manifests, § Pushing Manifests, § Deleting. */
export class Manifests {
  readonly #repositories: Repositories;
  readonly #blobs: Blobs;
  readonly #acceptSparse: boolean;

  constructor(repositories: Repositories, blobs: Blobs, acceptSparse: boolean) {
    this.#repositories = repositories;
    this.#blobs = blobs;
    this.#acceptSparse = acceptSparse;
  }

  /** GET and HEAD. A client that does not name the manifest's media type in Accept does not get it. */
  async get({ request, repository, reference }: Exchange): Promise<Answer> {
    checkDigest(reference);
    const manifest = await this.#repositories.find(repository, reference);
    if (manifest === undefined) throw unknown(repository, reference);
    const { mediaType, digest, bytes } = manifest;
    if (!headerList(request.headers.accept).includes(mediaType.toLowerCase())) {
      throw unknown(
        repository,
        reference,
        `the manifest is ${mediaType}, which the Accept header does not name`,
      );
    }
    const headers = { "content-type": mediaType, "docker-content-digest": digest, etag: `"${digest}"` };
    if (isNotModified(request, digest)) return { status: 304, headers };
    return { status: 200, headers: { ...headers, "content-length": bytes.length }, body: bytes };
  }

  /** PUT, by tag, or by digest with any number of `tag` parameters. */
  async put({ request, repository, reference, query }: Exchange): Promise<Answer> {
    checkReference(reference);
    const tags = isContentDigest(reference) ? query.getAll("tag") : [reference];
    tags.forEach(checkReference);
    const mediaType = headerList(request.headers["content-type"])[0] ?? "";
    if (!manifestTypes.includes(mediaType)) {
      throw new Refusal(400, "MANIFEST_INVALID", "the Content-Type is not that of a manifest", {
        detail: { contentType: mediaType, supported: manifestTypes },
      });
    }
    const bytes = await readBody(request);
    const digest = await digestFor(bytes, reference);
    const problems = manifestProblems(bytes, mediaType);
    if (problems.length > 0) throw new Refusal(400, "MANIFEST_INVALID", problems.join("; "));
    const { subject, ...content } = readManifestContent(bytes);
    if (!this.#acceptSparse) await this.#checkReferences(repository, content);
    await this.#repositories.put(repository, { mediaType, digest, bytes }, tags);
    return {
      status: 201,
      headers: {
        location: `/v2/${repository}/manifests/${digest}`,
        "docker-content-digest": digest,
        ...(subject !== undefined && { "oci-subject": subject }),
        ...(query.has("tag") && isContentDigest(reference) && { "oci-tag": tags.join(", ") }),
      },
    };
  }

  /** DELETE a tag, or by digest a manifest with all its tags. A manifest that an index still needs is kept. */
  async delete({ repository, reference }: Exchange): Promise<Answer> {
    checkDigest(reference);
    if (!isContentDigest(reference)) {
      if (!(await this.#repositories.removeTag(repository, reference))) throw unknown(repository, reference);
      return { status: 202 };
    }
    if (await this.#repositories.refersTo(repository, reference)) {
      throw new Refusal(405, "UNSUPPORTED", "an index of the repository still refers to this manifest");
    }
    if (!(await this.#repositories.removeManifest(repository, reference)))
      throw unknown(repository, reference);
    return { status: 202 };
  }

  /** Everything a manifest is made of must be in the repository, with the size the manifest says. */
  async #checkReferences(
    repository: string,
    { blobs, manifests }: Pick<ReturnType<typeof readManifestContent>, "blobs" | "manifests">,
  ): Promise<void> {
    const sizes = new Map<ContentDigest, number | undefined>();
    for (const { digest } of blobs) sizes.set(digest, await this.#blobs.size(repository, digest));
    for (const { digest } of manifests) {
      sizes.set(digest, (await this.#repositories.find(repository, digest))?.bytes.length);
    }
    const all = [...blobs, ...manifests];
    const missing = all.filter(({ digest, external }) => sizes.get(digest) === undefined && !external);
    if (missing.length > 0) {
      throw new Refusal(
        400,
        "MANIFEST_BLOB_UNKNOWN",
        "the manifest refers to content the repository has not",
        {
          detail: missing.map(({ digest }) => digest),
        },
      );
    }
    const wrong = all.filter(({ digest, size }) => (sizes.get(digest) ?? size) !== size);
    if (wrong.length > 0) {
      throw new Refusal(400, "SIZE_INVALID", "the manifest gives content another size than it has", {
        detail: wrong.map(({ digest, size }) => ({ digest, size, actual: sizes.get(digest) })),
      });
    }
  }
}

/** Refuses what can only be meant as a digest and is none. What can be no tag is just not there. */
function checkDigest(reference: string): void {
  if (reference.includes(":")) parseDigest(reference);
}

function checkReference(reference: string): void {
  checkDigest(reference);
  if (!reference.includes(":")) {
    const problem = tagProblem(reference);
    if (problem !== undefined) throw new Refusal(400, "MANIFEST_INVALID", problem, { detail: { reference } });
  }
}

function unknown(
  repository: string,
  reference: string,
  why = "the repository has no such manifest",
): Refusal {
  return new Refusal(404, "MANIFEST_UNKNOWN", why, { detail: { name: repository, reference } });
}

/** The digest to keep the manifest under: the one it was pushed by, which must match, or its SHA-256. */
async function digestFor(bytes: Uint8Array, reference: string): Promise<ContentDigest> {
  if (!isContentDigest(reference)) return digestOf(bytes);
  if (await matchesDigest(reference, [bytes])) return reference;
  throw new Refusal(400, "DIGEST_INVALID", "the manifest does not match the digest it is pushed by", {
    detail: { digest: reference, actual: digestOf(bytes) },
  });
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const tooLarge = new Refusal(
    413,
    "MANIFEST_INVALID",
    `manifests over ${maxManifestBytes} bytes are not taken`,
  );
  if (Number(request.headers["content-length"] ?? 0) > maxManifestBytes) throw tooLarge;
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    size += piece.length;
    if (size > maxManifestBytes) throw tooLarge;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
