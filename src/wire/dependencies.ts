import { createDependencySources, type DependencySources, type PullRegistry } from "../dependency/sources.ts";
import { createRegistryClient, type RegistryClientOptions } from "../oci/client/registry-client.ts";

/** Sources that hold connections. */
export interface WiredDependencies extends DependencySources, AsyncDisposable {}

/**
 * Where dependencies come from: registries that are read only, whatever the run may write, and of which none but the
 * target's is known by `plain-http`.
 */
export function wireDependencies(
  settings: RegistryClientOptions,
  targetHost: string | undefined,
): WiredDependencies {
  const { plainHttp: _, ...elsewhere } = settings;
  const target = createRegistryClient({ ...settings, access: "pull" });
  const others = createRegistryClient({ ...elsewhere, access: "pull" });
  const at = ({ host }: { readonly host: string }) => (host === targetHost ? target : others);
  const registry: PullRegistry = {
    listTags: (repository, signal) => at(repository).listTags(repository, signal),
    fetchManifest: (repository, reference, signal) =>
      at(repository).fetchManifest(repository, reference, signal),
    fetchBlob: (repository, descriptor, signal) => at(repository).fetchBlob(repository, descriptor, signal),
  };
  return {
    ...createDependencySources({ registry }),
    async [Symbol.asyncDispose]() {
      await target[Symbol.asyncDispose]();
      await others[Symbol.asyncDispose]();
    },
  };
}
