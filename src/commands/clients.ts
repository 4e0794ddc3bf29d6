import type { DependencySources } from "../dependency/sources.ts";
import type { Exec, Reporter } from "../io.ts";
import type { Registry } from "../oci/registry.ts";

/** What a command needs of the outside world; the entry makes them, tests may bring others. */
export interface Clients {
  readonly registry: Registry;
  /** The same registries as strangers see them, where that is to be verified. */
  readonly anonymous?: Pick<Registry, "fetchManifest">;
  readonly dependencies: DependencySources;
  readonly exec: Exec;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}
