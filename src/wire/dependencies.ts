import path from "node:path";
import {
  createDependencySources,
  type DependencyCache,
  type DependencySources,
} from "../dependency/sources.ts";
import type { Reporter } from "../io.ts";
import { createRegistryClient, type RegistryClientOptions } from "../oci/client/registry-client.ts";
import { cancellable, createRetrier } from "../oci/http/retry.ts";
import { createTransport } from "../oci/http/transport.ts";
import { createRedactor } from "../oci/login/redact.ts";
import type { Variables } from "../options/context.ts";
import { createChartRepositories } from "../repository/chart-repositories.ts";
import { readNamedRepositories } from "../repository/named-repositories.ts";
import { userLoginFiles } from "./logins.ts";
import { createRepositoryTransports } from "./repository-transports.ts";

/** Sources that hold connections. */
export interface WiredDependencies extends DependencySources, AsyncDisposable {}

/** What tells one run's dependencies from another's. */
export interface DependencyPlace {
  readonly variables: Variables;
  readonly cache: DependencyCache | undefined;
}

/** Where dependencies come from: registries that are read only, whatever the run may write, and repositories. */
export function wireDependencies(
  settings: RegistryClientOptions & {
    readonly retries: number;
    readonly timeoutMs: number;
    readonly reporter: Reporter;
  },
  { variables, cache }: DependencyPlace,
): WiredDependencies {
  const registry = createRegistryClient({ ...settings, access: "pull" });
  const sleep = cancellable(settings.sleep);
  const transport = createTransport(settings);
  const file = repositoriesFile(variables);
  const ownTransports = createRepositoryTransports(settings, file);
  const repositories = createChartRepositories({
    send: transport.send,
    sendTo: ownTransports.sendTo,
    credentials: settings.credentials,
    named: () => readNamedRepositories(file),
    redactor: createRedactor(settings.reporter.mask.bind(settings.reporter)),
    createRetrier: () => createRetrier({ ...settings, sleep }),
    retries: settings.retries,
  });
  return {
    ...createDependencySources({ registry, repositories, ...(cache && { cache }) }),
    async [Symbol.asyncDispose]() {
      await registry[Symbol.asyncDispose]();
      await transport.close();
      await ownTransports.close();
    },
  };
}

/** Where Helm keeps what it was told by `repo add`, beside its logins. */
function repositoriesFile(variables: Variables): string {
  const { helm } = userLoginFiles({ ...variables, HELM_REGISTRY_CONFIG: undefined });
  return variables["HELM_REPOSITORY_CONFIG"] || path.join(path.dirname(helm.file), "../repositories.yaml");
}
