import type { DependencySources } from "../dependency/sources.ts";
import type { Exec, Reporter } from "../io.ts";
import type { Registry } from "../oci/registry.ts";
import type { ProvenanceSigner } from "../signing/provenance.ts";
import type { RunCheck } from "./check-command.ts";
import type { Commenter } from "./comment.ts";
import type { ImageSource } from "./look-up-images.ts";
import type { Proofs } from "./proofs.ts";
import type { Releases } from "./releases.ts";

/** What a command needs of the outside world; the entry makes them, tests may bring others. */
export interface Clients {
  readonly registry: Registry;
  /** The same registries as strangers see them, where that is to be verified. */
  readonly anonymous?: Pick<Registry, "fetchManifest">;
  /** Opens the key that signs provenance files, where there is one to sign with. Throws USAGE. */
  readonly openProvenanceSigner?: () => Promise<ProvenanceSigner>;
  /** Where charts are to be signed or attested by Sigstore. */
  readonly proofs?: Proofs;
  /** Where charts are to be released on GitHub. */
  readonly releases?: Releases;
  /** Where the pull request is to be told. */
  readonly commenter?: Commenter;
  readonly dependencies: DependencySources;
  readonly exec: Exec;
  /** Runs the user's own check of a chart. */
  readonly runCheck?: RunCheck;
  /** The registries of the images that charts name, where these are to be checked. */
  readonly images?: ImageSource;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}
