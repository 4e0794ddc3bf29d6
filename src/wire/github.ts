import { type Problem, PublishError } from "../errors.ts";
import { type AskGitHub, createGitHubClient } from "../github/client.ts";
import type { Reporter } from "../io.ts";
import { isLoopback } from "../oci/http/address.ts";
import type { RetryOptions } from "../oci/http/retry.ts";
import { createTransport, type TransportOptions } from "../oci/http/transport.ts";
import { createRedactor } from "../oci/login/redact.ts";
import type { Variables } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import type { Secret } from "../secret.ts";

/** What speaking to GitHub needs of the run besides the options. */
export interface GitHubSurroundings {
  readonly variables: Variables;
  readonly reporter: Reporter;
  /** How GitHub is reached, and waited for. */
  readonly connection: TransportOptions & RetryOptions & { readonly retries: number };
}

/** What GitHub is wanted for, in words for messages. */
export interface GitHubPurpose {
  /** The option that asks for it. */
  readonly option: string;
  /** To follow "Could not". */
  readonly doing: string;
  /** What the token may do, to follow "may". */
  readonly right: string;
}

/** The GitHub of the run. */
export interface GitHub {
  readonly ask: AskGitHub;
  readonly apiUrl: string;
  /** `acme/charts` */
  readonly repository: string;
  close(): Promise<void>;
}

/** The GitHub that the variables name. Throws USAGE where they name none, or there is no token for it. */
export function connectGitHub(
  options: Options,
  { variables, connection, reporter }: GitHubSurroundings,
  purpose: GitHubPurpose,
): GitHub {
  const { apiUrl, repository, token } = settingsOf(options, variables, purpose);
  const transport = createTransport(connection);
  const redactor = createRedactor(reporter.mask.bind(reporter));
  const ask = createGitHubClient({ ...connection, apiUrl, token, send: transport.send, redactor });
  return { ask, apiUrl, repository, close: () => transport.close() };
}

function settingsOf(
  { githubToken: token }: Options,
  variables: Variables,
  { option, doing, right }: GitHubPurpose,
): { readonly apiUrl: string; readonly repository: string; readonly token: Secret } {
  const apiUrl = variables["GITHUB_API_URL"] || "https://api.github.com";
  const repository = variables["GITHUB_REPOSITORY"] ?? "";
  const problems: Problem[] = [];
  if (token === undefined)
    problems.push({
      message: `${option} needs github-token, which is not given`,
      hint: `Outside GitHub Actions set HELM_OCI_PUBLISH_GITHUB_TOKEN to a token that may ${right}.`,
    });
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    problems.push({
      message: `${option} needs to know the repository on GitHub, and GITHUB_REPOSITORY is ${repository === "" ? "not set" : `“${repository}”`}`,
      hint: "Outside GitHub Actions set GITHUB_REPOSITORY to owner/name.",
    });
  if (!isUsable(apiUrl))
    problems.push({
      message: `GITHUB_API_URL is “${apiUrl}”, where no token may be sent`,
      hint: "Set it to an https address, such as https://github.example.com/api/v3.",
    });
  if (token !== undefined && problems.length === 0) return { apiUrl, repository, token };
  throw new PublishError("USAGE", `Could not ${doing}.`, { problems });
}

function isUsable(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}
