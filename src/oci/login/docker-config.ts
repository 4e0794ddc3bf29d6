import { Secret } from "../../secret.ts";
import { credentialHelper, type RunHelper } from "./credential-helper.ts";
import type { Credential, CredentialSource } from "./credentials.ts";
import {
  authsOf,
  type DockerConfigFile,
  type Entry,
  helperFor,
  isEntry,
  originOf,
  readDockerConfig,
  textIn,
} from "./docker-config-file.ts";
import { matchingKeys } from "./docker-config-keys.ts";

/**
 * Credentials of a file in Docker's config.json format. Where the file names a credential helper for the host, that
 * is asked first, once for each host. A helper that knows no login leaves the question to the file's own logins, as
 * Docker's file store does: Helm v4.1.4 stops there and stays anonymous although the file holds the password. A
 * helper that fails is an IO error, with both.
 */
export function dockerConfig(place: DockerConfigFile, run: RunHelper): CredentialSource {
  const origin = originOf(place);
  const asked = new Map<string, Promise<Credential | undefined>>();
  let reading: Promise<Entry> | undefined;
  return {
    async credentialFor(host, repository = "") {
      reading ??= readDockerConfig(place);
      const config = await reading;
      const name = helperFor(config, host);
      if (name === undefined) return storedIn(config, host, repository, origin);
      const answer = asked.get(host) ?? credentialHelper(name, origin, run).get(host);
      asked.set(host, answer);
      const withoutHelper = `${origin}, whose credential helper “${name}” knows no login for ${host}`;
      return (await answer) ?? storedIn(config, host, repository, withoutHelper);
    },
  };
}

function storedIn(config: Entry, host: string, repository: string, origin: string): Credential {
  const auths = authsOf(config);
  for (const key of matchingKeys(Object.keys(auths), host, repository)) {
    const entry = auths[key];
    const credential = isEntry(entry) ? credentialOf(entry, origin) : undefined;
    if (credential !== undefined) return credential;
  }
  return { kind: "none", origin };
}

function credentialOf(entry: Entry, origin: string): Credential | undefined {
  const identity = textIn(entry["identitytoken"]);
  if (identity !== undefined) return { kind: "identity-token", token: new Secret(identity), origin };
  const access = textIn(entry["registrytoken"]);
  if (access !== undefined) return { kind: "registry-token", token: new Secret(access), origin };
  const [username, password] = decodeAuth(textIn(entry["auth"])) ?? [
    textIn(entry["username"]),
    textIn(entry["password"]),
  ];
  if (password === undefined || password === "") return undefined;
  // Without a user name a password is an identity token (oras-go registry/remote/credentials).
  if (username === undefined || username === "") {
    return { kind: "identity-token", token: new Secret(password), origin };
  }
  return { kind: "basic", username, password: new Secret(password), origin };
}

/** `auth` is base64 of `user:password`, cut at the first colon; padding may be missing, NULs may trail. */
function decodeAuth(auth: string | undefined): [string, string] | undefined {
  if (auth === undefined) return undefined;
  const pair = Buffer.from(auth, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  return colon < 0 ? undefined : [pair.slice(0, colon), pair.slice(colon + 1).replace(/\0+$/, "")];
}
