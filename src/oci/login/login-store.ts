import { messageOf, PublishError } from "../../errors.ts";
import { type CredentialHelper, credentialHelper, type RunHelper } from "./credential-helper.ts";
import type { Login } from "./credentials.ts";
import {
  authsOf,
  type DockerConfigFile,
  type Entry,
  helperFor,
  originOf,
  parseDockerConfig,
  readDockerConfigText,
} from "./docker-config-file.ts";
import { hostKeys, loginKey } from "./docker-config-keys.ts";
import { replaceFile } from "./replace-file.ts";

/** For the user alone, as Docker and Helm have it. */
const FILE_MODE = 0o600;

/**
 * Keeps a login where the file has logins kept: with its credential helper, else in the file itself. Everything else
 * in the file stays. The form is that of Docker (docker/cli cli/config/configfile), which Helm v4.1.4 shares.
 */
export async function storeLogin(place: DockerConfigFile, login: Login, run: RunHelper): Promise<void> {
  const { host, username } = login;
  if (username.includes(":")) {
    throw new PublishError("USAGE", `Could not keep the login for ${host}: its user name holds a colon`, {
      hint: "no file in Docker's format can hold such a name",
    });
  }
  await editDockerConfig(place, async (config) => {
    const helper = helperOf(place, config, host, run);
    await helper?.store(login);
    const entry = entryOf(login, helper !== undefined);
    return { ...config, auths: { ...authsOf(config), [loginKey(host)]: entry } };
  });
}

/** What the file says of a login. Of one that a helper keeps nothing: Docker has it there to be listed. */
export function entryOf({ username, password }: Login, hasHelper: boolean): Entry {
  return hasHelper ? {} : { auth: Buffer.from(`${username}:${password.reveal()}`).toString("base64") };
}

/** Forgets the login for `host`, with the helper's and under every key that means the host; whether there was one. */
export async function removeLogin(place: DockerConfigFile, host: string, run: RunHelper): Promise<boolean> {
  let wasKept = false;
  await editDockerConfig(place, async (config) => {
    const helper = helperOf(place, config, host, run);
    wasKept = (await helper?.get(host)) !== undefined;
    if (wasKept) await helper?.erase(host);
    const auths = authsOf(config);
    const keys = hostKeys(Object.keys(auths), host);
    if (keys.length === 0) return config;
    wasKept = true;
    return { ...config, auths: withoutKeys(auths, keys) };
  });
  return wasKept;
}

/** Writes what `change` makes of the file, in the file's own indentation; nothing where it gives it back. */
export async function editDockerConfig(
  place: DockerConfigFile,
  change: (config: Entry) => Promise<Entry>,
): Promise<void> {
  const text = await readDockerConfigText(place);
  const config = parseDockerConfig(place, text);
  const changed = await change(config);
  if (changed === config) return;
  const indent = /^\s*\{\r?\n([ \t]+)/.exec(text)?.[1] ?? "\t";
  const end = text.endsWith("\n") ? "\n" : "";
  try {
    await replaceFile(place.file, JSON.stringify(changed, undefined, indent) + end, FILE_MODE);
  } catch (cause) {
    throw new PublishError("IO", `Could not write ${place.name}, ${place.file}: ${messageOf(cause)}`, {
      cause,
      hint: "make it writable, or name another place with HELM_REGISTRY_CONFIG or DOCKER_CONFIG",
    });
  }
}

/** The entries but for those under `keys`. */
export function withoutKeys(entries: Entry, keys: readonly string[]): Entry {
  return Object.fromEntries(Object.entries(entries).filter(([key]) => !keys.includes(key)));
}

/** The helper that keeps the login for `host`, if the file names one. */
export function helperOf(
  place: DockerConfigFile,
  config: Entry,
  host: string,
  run: RunHelper,
): CredentialHelper | undefined {
  const name = helperFor(config, host);
  return name === undefined ? undefined : credentialHelper(name, originOf(place), run);
}
