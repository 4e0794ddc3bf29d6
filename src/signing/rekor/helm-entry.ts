import type { Digest } from "../../digest.ts";
import { messageOf } from "../../errors.ts";
import { readKeyring } from "../pgp/keyring.ts";
import { type DetachedSignature, readSignature } from "./provenance-signature.ts";

/** What an entry has to be of. */
export interface LoggedChart {
  readonly digest: Digest;
  /** That of its provenance file, which has been verified. */
  readonly signature: DetachedSignature;
  /** Of the primary key that made it, in upper case. */
  readonly fingerprint: string;
}

/** The entry to propose for a provenance file (rekor v1.4.2 pkg/types/helm/v0.0.1/helm_v0_0_1_schema.json). */
export function proposeHelmEntry(provenance: Uint8Array, armoredKey: string): object {
  const base64 = (content: Uint8Array | string) => ({ content: Buffer.from(content).toString("base64") });
  return {
    kind: "helm",
    apiVersion: "0.0.1",
    spec: { chart: { provenance: base64(provenance) }, publicKey: base64(armoredKey) },
  };
}

/**
 * Why an entry, canonical as the log keeps it, is not of this chart with this very signature; empty if it is. The log
 * keeps no text, so that the signature says which provenance file it was.
 */
export async function problemsOfHelmEntry(body: Uint8Array, chart: LoggedChart): Promise<readonly string[]> {
  const entry = parseJson(body);
  const [kind, version] = [textAt(entry, "kind"), textAt(entry, "apiVersion")];
  if (kind !== "helm" || version !== "0.0.1")
    return [`it is of kind ${shown(kind)} ${shown(version)}, and not helm 0.0.1`];
  const problems: string[] = [];
  const algorithm = textAt(entry, "spec", "chart", "hash", "algorithm");
  const value = textAt(entry, "spec", "chart", "hash", "value");
  if (algorithm === undefined || value === undefined) problems.push("it names no chart's digest");
  else if (`${algorithm}:${value}` !== chart.digest)
    problems.push(`it is of a chart with ${shown(`${algorithm}:${value}`)}`);
  problems.push(...(await problemsOfKey(textAt(entry, "spec", "publicKey", "content"), chart.fingerprint)));
  const signature = textAt(entry, "spec", "chart", "provenance", "signature", "content");
  problems.push(...(await problemsOfSignature(signature, chart.signature)));
  return problems;
}

async function problemsOfKey(content: string | undefined, wanted: string): Promise<readonly string[]> {
  try {
    const keys = await readKeyring(Buffer.from(content ?? "", "base64"), "the entry's key");
    const fingerprints = keys.map((key) => key.getFingerprint().toUpperCase());
    if (fingerprints.includes(wanted)) return [];
    return [`it is of key ${fingerprints.join(", ")}, and the provenance file of ${wanted}`];
  } catch (error) {
    return [`its key cannot be read (${messageOf(error)})`];
  }
}

async function problemsOfSignature(
  content: string | undefined,
  { packets }: DetachedSignature,
): Promise<readonly string[]> {
  try {
    const logged = await readSignature(Buffer.from(content ?? "", "base64").toString("utf8"));
    if (logged.packets.equals(packets)) return [];
    return ["it holds another signature than the provenance file"];
  } catch (error) {
    return [`its signature cannot be read (${messageOf(error)})`];
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined; // of no kind, then
  }
}

function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  let at = value;
  for (const name of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[name]; // an object, by the line above
  }
  return typeof at === "string" ? at : undefined;
}

/** Untrusted text, for a message. */
function shown(text: string | undefined): string {
  return text === undefined ? "unknown" : JSON.stringify(text.slice(0, 100));
}
