import { readFile } from "node:fs/promises";
import { messageOf, PublishError } from "../../errors.ts";
import { Secret } from "../../secret.ts";
import { isDockerHub } from "./address.ts";
import type { Credential, CredentialSource } from "./credentials.ts";

type Entry = Readonly<Record<string, unknown>>;

/** Under what Docker's own login keeps a Docker Hub account, then what people write by hand. */
const DOCKER_HUB_KEYS = [
  "https://index.docker.io/v1/",
  "index.docker.io",
  "docker.io",
  "registry-1.docker.io",
];

/**
 * Credentials of a file in Docker's config.json format, which Helm's registry/config.json shares. A file that is
 * missing or empty knows nobody; one that cannot be read or understood is an IO error that names it.
 */
export function dockerConfig(file: string, name: string): CredentialSource {
  const origin = `${name} (${file})`;
  let config: Promise<Entry> | undefined;
  return {
    async credentialFor(host) {
      config ??= readConfig(file, name);
      return credentialIn(await config, host, origin);
    },
  };
}

async function readConfig(file: string, name: string): Promise<Entry> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && (cause.code === "ENOENT" || cause.code === "ENOTDIR"))
      return {};
    throw new PublishError("IO", `Could not read ${name}, ${file}: ${messageOf(cause)}`, { cause });
  }
  const config = text.trim() === "" ? {} : parseJson(text);
  if (isEntry(config)) return config;
  throw new PublishError("IO", `Could not read ${name}, ${file}: it is no JSON object`, {
    location: { file },
    hint: "mend the file, or log in again with helm registry login or docker login",
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined; // the parser's message quotes the file, and with it passwords
  }
}

function credentialIn(config: Entry, host: string, origin: string): Credential {
  const auths = isEntry(config["auths"]) ? config["auths"] : {};
  for (const key of matchingKeys(Object.keys(auths), host)) {
    const entry = auths[key];
    const credential = isEntry(entry) ? credentialOf(entry, origin) : undefined;
    if (credential !== undefined) return credential;
  }
  const helper = helperFor(config, host);
  if (helper === undefined) return { kind: "none", origin };
  return { kind: "none", origin: `${origin}, whose credential helper "${helper}" is not supported yet` };
}

/** The keys that mean `host`, best first: as it stands, then without scheme and path (Helm v4.1.4 ignores both). */
function matchingKeys(keys: readonly string[], host: string): string[] {
  const wanted = isDockerHub(host) ? DOCKER_HUB_KEYS : [host];
  const exact = wanted.filter((key) => keys.includes(key));
  return [...exact, ...keys.filter((key) => !exact.includes(key) && wanted.includes(hostOf(key)))];
}

function hostOf(key: string): string {
  return key
    .replace(/^https?:\/\//, "")
    .replace(/\/.*$/s, "")
    .toLowerCase();
}

function credentialOf(entry: Entry, origin: string): Credential | undefined {
  const identity = text(entry["identitytoken"]);
  if (identity !== undefined) return { kind: "identity-token", token: new Secret(identity), origin };
  const access = text(entry["registrytoken"]);
  if (access !== undefined) return { kind: "registry-token", token: new Secret(access), origin };
  const [username, password] = decodeAuth(text(entry["auth"])) ?? [
    text(entry["username"]),
    text(entry["password"]),
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

function helperFor(config: Entry, host: string): string | undefined {
  const helpers = isEntry(config["credHelpers"]) ? config["credHelpers"] : {};
  const [key] = matchingKeys(Object.keys(helpers), host);
  return text(key === undefined ? undefined : helpers[key]) ?? text(config["credsStore"]);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function isEntry(value: unknown): value is Entry {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
