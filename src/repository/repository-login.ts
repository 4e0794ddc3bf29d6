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

/** What may be told at `url`: the repository's login on its own origin, and beyond where Helm was told so. */
export async function authorizationAt(
  url: URL,
  repository: URL,
  added: NamedRepository | undefined,
  sources: LoginSources,
): Promise<Secret | undefined> {
  if (url.origin === repository.origin) return authorizationFor(repository, added, sources);
  const isSafe = url.protocol === "https:" || isLoopback(url.hostname);
  const isPassed = added?.passesCredentials === true && isSafe;
  return isPassed ? loginOf(added, sources.redactor) : undefined;
}

/** The login in the repository's URL, or the one known for its host; never in clear over a network unless it is written there. */
async function authorizationFor(
  repository: URL,
  added: NamedRepository | undefined,
  { credentials, redactor }: LoginSources,
): Promise<Secret | undefined> {
  if (repository.username !== "") {
    return basic(
      decodeURIComponent(repository.username),
      new Secret(decodeURIComponent(repository.password)),
      redactor,
    );
  }
  const login = loginOf(added, redactor);
  if (login !== undefined) return login;
  if (repository.protocol !== "https:" && !isLoopback(repository.hostname)) return undefined;
  const credential = await credentials.credentialFor(repository.host);
  if (credential.kind !== "basic") return undefined;
  return basic(credential.username, credential.password, redactor);
}

function loginOf(added: NamedRepository | undefined, redactor: Redactor): Secret | undefined {
  if (added?.username === undefined || added.password === undefined) return undefined;
  return basic(added.username, added.password, redactor);
}

function basic(username: string, password: Secret, redactor: Redactor): Secret {
  const pair = new Secret(Buffer.from(`${username}:${password.reveal()}`).toString("base64"));
  redactor.add(password);
  redactor.add(pair);
  return new Secret(`Basic ${pair.reveal()}`);
}
