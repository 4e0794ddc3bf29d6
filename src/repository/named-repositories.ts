import { readFile } from "node:fs/promises";
import { anything } from "../chart/decode.ts";
import { sourceOf } from "../chart/source.ts";
import { codeOf } from "../chart/walk.ts";
import { parseYaml } from "../chart/yaml.ts";
import { messageOf, PublishError } from "../errors.ts";
import type { TlsFiles } from "../oci/http/tls.ts";
import { Secret } from "../secret.ts";

/** A repository that `helm repo add` was told of. */
export interface NamedRepository {
  readonly name: string;
  readonly url: string;
  readonly username?: string;
  readonly password?: Secret;
  /** Whether the login is good for every host that the index names, too. */
  readonly passesCredentials?: true;
  readonly tls?: RepositoryTls;
}

/** How a repository is to be spoken to over TLS, files as they are named there. */
export interface RepositoryTls extends TlsFiles {
  readonly insecureSkipVerify?: true;
}

/** Reads Helm's repositories.yaml (Helm v4.1.4 `pkg/repo/v1/repo.go`); none where there is no such file. Throws IO. */
export async function readNamedRepositories(file: string): Promise<readonly NamedRepository[]> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return [];
    throw new PublishError("IO", `Could not read ${file}: ${messageOf(cause)}`, {
      hint: "Make it readable, or name another one in HELM_REPOSITORY_CONFIG.",
      cause,
    });
  }
  const source = sourceOf(bytes, file);
  const findings = { problems: [], places: new Map(), mistyped: new Set<string>(), unknown: new Map() };
  const { repositories } = objectOf(anything(parseYaml(source), { source, path: "", findings }, undefined));
  return Array.isArray(repositories) ? repositories.flatMap(toRepository) : [];
}

function toRepository(value: unknown): readonly NamedRepository[] {
  const entry = objectOf(value);
  const { name, url, username, password } = entry;
  if (typeof name !== "string" || typeof url !== "string") return [];
  const hasLogin = typeof username === "string" && username !== "" && typeof password === "string";
  const tls = toTls(entry);
  return [
    {
      name,
      url,
      ...(hasLogin && { username, password: new Secret(password) }),
      ...(entry["pass_credentials_all"] === true && { passesCredentials: true }),
      ...(Object.keys(tls).length > 0 && { tls }),
    },
  ];
}

function toTls(entry: Readonly<Record<string, unknown>>): RepositoryTls {
  const { caFile, certFile, keyFile } = entry;
  const isGiven = (file: unknown): file is string => typeof file === "string" && file !== "";
  return {
    ...(isGiven(caFile) && { caFile }),
    ...(isGiven(certFile) && { certFile }),
    ...(isGiven(keyFile) && { keyFile }),
    ...(entry["insecure_skip_tls_verify"] === true && { insecureSkipVerify: true }),
  };
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  // A map of YAML has string keys and nothing else is claimed of it.
  return isObject ? (value as Readonly<Record<string, unknown>>) : {};
}
