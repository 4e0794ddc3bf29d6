import { isLoopback } from "../oci/http/address.ts";
import type { CredentialSource } from "../oci/login/credentials.ts";
import type { Redactor } from "../oci/login/redact.ts";
import { Secret } from "../secret.ts";
import type { NamedRepository } from "./named-repositories.ts";

/** Where logins come from besides Helm's repositories.yaml. */
export interface LoginSources {
  /** Found by host, as for registries. */
  readonly credentials: CredentialSource;
  readonly redactor: Redactor;
}

/** What is told to a repository. */
export interface RepositoryLogin {
  /** The Authorization header. */
  readonly authorization: Secret;
  /** Where it comes from, for messages: "registry-auth". */
  readonly origin: string;
}

/** What may be told at `url`: the repository's login on its own origin, and beyond where Helm was told so. */
export async function loginAt(
  url: URL,
  repository: URL,
  added: NamedRepository | undefined,
  sources: LoginSources,
): Promise<RepositoryLogin | undefined> {
  if (url.origin === repository.origin) return loginFor(repository, added, sources);
  const isSafe = url.protocol === "https:" || isLoopback(url.hostname);
  const isPassed = added?.passesCredentials === true && isSafe;
  return isPassed ? addedLogin(added, sources.redactor) : undefined;
}

/** The login in the repository's URL, or the one known for its host; never in clear over a network unless it is written there. */
async function loginFor(
  repository: URL,
  added: NamedRepository | undefined,
  { credentials, redactor }: LoginSources,
): Promise<RepositoryLogin | undefined> {
  if (repository.username !== "") {
    const password = new Secret(decodeURIComponent(repository.password));
    const authorization = basic(decodeURIComponent(repository.username), password, redactor);
    return { authorization, origin: "the repository's URL" };
  }
  const login = addedLogin(added, redactor);
  if (login !== undefined) return login;
  if (repository.protocol !== "https:" && !isLoopback(repository.hostname)) return undefined;
  const credential = await credentials.credentialFor(repository.host);
  if (credential.kind !== "basic") return undefined;
  const authorization = basic(credential.username, credential.password, redactor);
  return { authorization, origin: credential.origin };
}

function addedLogin(added: NamedRepository | undefined, redactor: Redactor): RepositoryLogin | undefined {
  if (added?.username === undefined || added.password === undefined) return undefined;
  const authorization = basic(added.username, added.password, redactor);
  return { authorization, origin: `repositories.yaml, where it is called ${JSON.stringify(added.name)}` };
}

function basic(username: string, password: Secret, redactor: Redactor): Secret {
  const pair = new Secret(Buffer.from(`${username}:${password.reveal()}`).toString("base64"));
  redactor.add(password);
  redactor.add(pair);
  return new Secret(`Basic ${pair.reveal()}`);
}
