import { readFile } from "node:fs/promises";
import { messageOf, PublishError } from "../../errors.ts";
import { matchingKeys } from "./docker-config-keys.ts";

/** A JSON object nothing is known of yet. */
export type Entry = Readonly<Record<string, unknown>>;

/** A file in Docker's config.json format, which Helm's registry/config.json shares; `name` says whose. */
export interface DockerConfigFile {
  readonly file: string;
  readonly name: string;
}

/** `Helm's registry config (/home/me/.config/helm/registry/config.json)` */
export function originOf({ file, name }: DockerConfigFile): string {
  return `${name} (${file})`;
}

/**
 * What the file holds; a file that is missing or empty holds nothing. One that cannot be read or understood is an IO
 * error that names it.
 */
export async function readDockerConfig(place: DockerConfigFile): Promise<Entry> {
  return parseDockerConfig(place, await readDockerConfigText(place));
}

/** The file's text, empty where it is missing. */
export async function readDockerConfigText({ file, name }: DockerConfigFile): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && (cause.code === "ENOENT" || cause.code === "ENOTDIR"))
      return "";
    throw new PublishError("IO", `Could not read ${name}, ${file}: ${messageOf(cause)}`, { cause });
  }
}

/** What such a text says. */
export function parseDockerConfig({ file, name }: DockerConfigFile, text: string): Entry {
  const config = text.trim() === "" ? {} : parseJson(text);
  if (isEntry(config)) return config;
  throw new PublishError("IO", `Could not read ${name}, ${file}: it is no JSON object`, {
    location: { file },
    hint: "mend the file, or log in again with helm registry login or docker login",
  });
}

/** The logins of the file, by key. */
export function authsOf(config: Entry): Entry {
  return isEntry(config["auths"]) ? config["auths"] : {};
}

/** Name of the credential helper that keeps the login for `host`: its own before that of all hosts. */
export function helperFor(config: Entry, host: string): string | undefined {
  const helpers = isEntry(config["credHelpers"]) ? config["credHelpers"] : {};
  const [key] = matchingKeys(Object.keys(helpers), host, "");
  return textIn(key === undefined ? undefined : helpers[key]) ?? textIn(config["credsStore"]);
}

/** Text that is not empty. */
export function textIn(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function isEntry(value: unknown): value is Entry {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined; // the parser's message quotes the file, and with it passwords
  }
}
