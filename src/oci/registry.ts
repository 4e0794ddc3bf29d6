import type { Digest } from "../digest.ts";
import type { Descriptor } from "./descriptor.ts";
import type { Repository } from "./reference.ts";

/** A manifest as a registry or a layout holds it. */
export interface Manifest {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

/** How an attempt to delete ended; `unsupported` where the registry deletes by digest, but no tags. */
export type Deletion = "deleted" | "absent" | "unsupported";

/** Why a version cannot be published, in the words of whoever finds out: before a push, or by a registry's refusal. */
export const takenReason = "other content is published already";

/**
 * The endpoints of the distribution specification that publishing needs, one method each; no policy.
 * `reference` is a tag or a digest. "Not there" is a value (`undefined`, `false`); every other refusal throws
 * RegistryError. Bodies that come back are checked against their digest.
 */
export interface Registry {
  /** HEAD a manifest. */
  resolve(repository: Repository, reference: string, signal: AbortSignal): Promise<Descriptor | undefined>;
  /**
   * Whether `resolve` found nothing there when the registry did not know yet who asks, though it does now. A server may
   * hide with 404 what is private (RFC 9110 § 15.5.4), and challenge writes alone: to resolve again tells.
   */
  mayBeHidden(repository: Repository, reference: string): boolean;
  /** GET a manifest; the descriptor's digest is computed from the bytes. */
  fetchManifest(
    repository: Repository,
    reference: string,
    signal: AbortSignal,
  ): Promise<Manifest | undefined>;
  /**
   * PUT a manifest to a tag or digest; checks the digest the registry says it stored. Throws CONFLICT where the tag
   * holds another manifest and the registry does not let it be changed.
   */
  pushManifest(
    repository: Repository,
    reference: string,
    manifest: Manifest,
    signal: AbortSignal,
  ): Promise<void>;
  /** DELETE a tag or, by its digest, a manifest, with which every tag of it goes. */
  deleteManifest(repository: Repository, reference: string, signal: AbortSignal): Promise<Deletion>;
  /** HEAD a blob. */
  hasBlob(repository: Repository, digest: Digest, signal: AbortSignal): Promise<boolean>;
  /** GET a blob, at most `descriptor.size` bytes of it. */
  fetchBlob(repository: Repository, descriptor: Descriptor, signal: AbortSignal): Promise<Uint8Array>;
  /** POST, then one PUT of the whole blob; in chunks only where that is too large for a proxy in between. */
  pushBlob(
    repository: Repository,
    descriptor: Descriptor,
    bytes: Uint8Array,
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * The manifests whose subject is `digest`, in the registry's order, of every artifact type or of one; none where the
   * registry has not heard of the digest.
   */
  listReferrers(
    repository: Repository,
    digest: Digest,
    filter: { readonly artifactType?: string },
    signal: AbortSignal,
  ): Promise<Descriptor[]>;
  /** PUT, by its digest, a manifest that has a subject. Afterwards `listReferrers` of the subject has it. */
  pushReferrer(repository: Repository, manifest: Manifest, signal: AbortSignal): Promise<void>;
  /** Every tag, pages followed, in the registry's order without repetitions; empty for an unknown repository. */
  listTags(repository: Repository, signal: AbortSignal): Promise<string[]>;
}
