import type { Clients } from "../commands/clients.ts";
import { releasingCharts } from "../commands/release-charts.ts";
import type { Releases } from "../commands/releases.ts";
import { type Problem, PublishError } from "../errors.ts";
import { createGitHubClient } from "../github/client.ts";
import { createReleaseMaker } from "../github/ensure-release.ts";
import { createReleases } from "../github/releases.ts";
import { isLoopback } from "../oci/http/address.ts";
import type { RetryOptions } from "../oci/http/retry.ts";
import { createTransport, type TransportOptions } from "../oci/http/transport.ts";
import { createRedactor } from "../oci/login/redact.ts";
import type { Context, Variables } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import type { Secret } from "../secret.ts";

/** What releasing needs of the run besides the options. */
export interface ReleaseSurroundings
  extends Pick<Clients, "registry" | "proofs" | "exec" | "reporter" | "signal"> {
  readonly variables: Variables;
  /** How GitHub is reached, and waited for. */
  readonly connection: TransportOptions & RetryOptions & { readonly retries: number };
}

/** Releases on the GitHub that the variables name. Throws USAGE where they name none. */
export function wireReleases(
  options: Options,
  context: Context,
  { variables, connection, ...clients }: ReleaseSurroundings,
): Releases & AsyncDisposable {
  const { apiUrl, repository, token } = settingsOf(options, variables);
  const transport = createTransport(connection);
  const redactor = createRedactor(clients.reporter.mask.bind(clients.reporter));
  const ask = createGitHubClient({ ...connection, apiUrl, token, send: transport.send, redactor });
  const releases = releasingCharts({
    ...clients,
    options,
    maker: createReleaseMaker(createReleases(ask, apiUrl, repository), (round, signal) =>
      connection.sleep(1000 * 2 ** round, signal),
    ),
    repositoryUrl: `${variables["GITHUB_SERVER_URL"] || "https://github.com"}/${repository}`,
    ...(context.commit !== undefined && { commit: context.commit }),
  });
  return { ...releases, [Symbol.asyncDispose]: () => transport.close() };
}

function settingsOf(
  { githubToken: token }: Options,
  variables: Variables,
): { readonly apiUrl: string; readonly repository: string; readonly token: Secret } {
  const apiUrl = variables["GITHUB_API_URL"] || "https://api.github.com";
  const repository = variables["GITHUB_REPOSITORY"] ?? "";
  const problems: Problem[] = [];
  if (token === undefined)
    problems.push({
      message: "release needs github-token, which is not given",
      hint: "Outside GitHub Actions set HELM_OCI_PUBLISH_GITHUB_TOKEN to a token that may write the repository's contents.",
    });
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    problems.push({
      message: `release needs to know the repository on GitHub, and GITHUB_REPOSITORY is ${repository === "" ? "not set" : `“${repository}”`}`,
      hint: "Outside GitHub Actions set GITHUB_REPOSITORY to owner/name.",
    });
  if (!isUsable(apiUrl))
    problems.push({
      message: `GITHUB_API_URL is “${apiUrl}”, where no token may be sent`,
      hint: "Set it to an https address, such as https://github.example.com/api/v3.",
    });
  if (token !== undefined && problems.length === 0) return { apiUrl, repository, token };
  throw new PublishError("USAGE", "Could not plan the releases.", { problems });
}

function isUsable(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}
