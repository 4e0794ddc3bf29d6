import type { Endpoint } from "./endpoint.ts";

/**
 * Asks the registry's API whether it takes our credentials, without naming a repository, as Docker's and Helm's logins
 * do (distribution-spec v1.1.1 § Determining Support). Whether it asked who we are at all: many answer strangers here
 * that they do not let write. A refusal is a RegistryError.
 */
export async function checkLogin(endpoint: Endpoint, host: string, signal: AbortSignal): Promise<boolean> {
  const doing = `log in to ${host}`;
  const repository = { host, name: "" };
  const answer = await endpoint.ask({
    doing,
    method: "GET",
    url: new URL("/v2/", endpoint.origin),
    repository,
    tries: endpoint.retries + 1,
    signal,
  });
  if (answer.status !== 200) throw endpoint.refuse({ doing, repository }, answer);
  return endpoint.isChallenged;
}
