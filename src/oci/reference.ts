import type { Digest } from "../digest.ts";

/** Where a repository is: `ghcr.io/acme/charts/web`. */
export interface Repository {
  /** Host and, where given, port: `ghcr.io`, `localhost:5000`, `[::1]:5000`. */
  readonly host: string;
  /** The repository's name, lower-case components joined by `/`: `acme/charts/web`. */
  readonly name: string;
}

/** What a manifest is asked for by: a tag, a digest, or a tag that must have that digest. */
export interface Reference extends Repository {
  readonly tag?: string;
  readonly digest?: Digest;
}
