import { parse } from "yaml";
import type { Json } from "../artifact/json.ts";
import type { Digest } from "../digest.ts";
import { messageOf, type Problem, PublishError } from "../errors.ts";

/** What a provenance file says of archives; whether its signature holds is not known. */
export interface Provenance {
  /** Where it came from, for messages. */
  readonly source: string;
  /** File name to digest, as written: `web-1.0.0.tgz` to `sha256:…`. */
  readonly files: ReadonlyMap<string, string>;
}

/** What of a packaged chart a provenance file speaks of. */
export interface SignedArchive {
  readonly fileName: string;
  readonly digest: Digest;
}

/** An archive with what its provenance file says of it. */
export interface SignableArchive extends SignedArchive {
  /** The chart's metadata as Helm encodes it. */
  readonly metadata: Json;
}

/** Who signed a provenance file, and when. */
export interface ProvenanceSignature {
  /** Of the primary key, in upper case, as Helm and GnuPG show it. */
  readonly fingerprint: string;
  /** The key's primary user id, where it has one. */
  readonly userId?: string;
  /** When the signature says that it was made. */
  readonly time: Date;
}

/** One key that signs, for a whole run. */
export interface ProvenanceSigner {
  readonly fingerprint: string;
  /** What is worth a warning though the key can sign. */
  readonly warnings: readonly Problem[];
  /** The bytes of a `.prov` file, verified already. Every call gives others: a signature has a time. */
  sign(archive: SignableArchive): Promise<Uint8Array>;
  /** Throws PROVENANCE_INVALID unless this very key signed `bytes` for the archive; `source` names them. */
  verify(bytes: Uint8Array, archive: SignedArchive, source: string): Promise<ProvenanceSignature>;
}

const messageStart = "-----BEGIN PGP SIGNED MESSAGE-----";
const signatureStart = "-----BEGIN PGP SIGNATURE-----";
const signatureEnd = "-----END PGP SIGNATURE-----";

/**
 * Reads a `.prov` file as Helm does (Helm v4.1.4 pkg/provenance/sign.go): a clear-signed message (RFC 9580 § 7) of two
 * YAML parts, of which the second lists the digests. Text around the message and CRLF do no harm. Throws
 * PROVENANCE_INVALID, naming `source`.
 */
export function readProvenance(bytes: Uint8Array, source: string): Provenance {
  return parseSignedText(textOf(clearSignedMessage(bytes, source)), source);
}

/** What the text of a clear-signed message says, its dash escapes taken off. Throws PROVENANCE_INVALID, naming `source`. */
export function parseSignedText(text: string, source: string): Provenance {
  const [, list] = `${text}\n`.split("\n...\n");
  if (list === undefined) {
    throw invalid(source, 'the signed text has no second part after a line with "..."');
  }
  const files = parseFiles(list, source);
  if (files.size === 0) throw invalid(source, 'the signed text lists no archive under "files"');
  return { source, files };
}

/**
 * Throws PROVENANCE_INVALID unless the provenance names this very archive, so that `helm verify` can accept the two.
 * Only a consumer's key can tell whether the signature is good. `what` opens the message.
 */
export function checkProvenance(
  provenance: Provenance,
  archive: SignedArchive,
  what = `Could not attach ${provenance.source} to ${archive.fileName}`,
): void {
  const { files } = provenance;
  const { fileName, digest } = archive;
  const signed = files.get(fileName);
  if (signed === digest) return;
  if (signed === undefined) {
    const others = [...files.keys()].map((name) => JSON.stringify(name)).join(", ");
    throw new PublishError(
      "PROVENANCE_INVALID",
      `${what}: it is for ${others}, and Helm would look for the chart's file name.`,
      {
        hint: "Sign the archive under the name <name>-<version>.tgz, or remove the .prov file.",
      },
    );
  }
  if (signed.toLowerCase() === digest) {
    throw new PublishError(
      "PROVENANCE_INVALID",
      `${what}: it has the digest in upper case, which Helm does not accept.`,
      {
        hint: `Sign the archive again, with ${digest}.`,
      },
    );
  }
  throw new PublishError(
    "PROVENANCE_INVALID",
    `${what}: it is for an archive with ${JSON.stringify(signed)}, and this one has ${digest}.`,
    {
      hint: "The archive was packaged again after it was signed: sign it again, or remove the .prov file.",
    },
  );
}

/**
 * The lines of the first clear-signed message in a file, from its first to its last, without trailing blanks, which are
 * not signed (RFC 9580 § 7.2). Throws PROVENANCE_INVALID, naming `source`.
 */
export function clearSignedMessage(bytes: Uint8Array, source: string): readonly string[] {
  const lines = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes).split(/\r?\n/);
  const trimmed = lines.map((line) => line.replace(/[ \t]+$/, ""));
  const start = trimmed.indexOf(messageStart);
  if (start < 0) throw invalid(source, `it has no line ${messageStart}`);
  const headersEnd = trimmed.indexOf("", start);
  const signature = trimmed.indexOf(signatureStart, start);
  const end = trimmed.indexOf(signatureEnd, signature);
  if (headersEnd < 0 || signature < headersEnd || end < signature) {
    throw invalid(source, "the signed message is incomplete");
  }
  return trimmed.slice(start, end + 1);
}

function textOf(message: readonly string[]): string {
  const text = message.slice(message.indexOf("") + 1, message.indexOf(signatureStart));
  return text.map((line) => line.replace(/^- /, "")).join("\n");
}

function parseFiles(text: string, source: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [name, digest] of filesNode(text, source)) {
    if (typeof digest !== "string") throw invalid(source, `the digest of ${JSON.stringify(name)} is no text`);
    files.set(String(name), digest);
  }
  return files;
}

function filesNode(text: string, source: string): ReadonlyMap<unknown, unknown> {
  try {
    const document: unknown = parse(text, { mapAsMap: true, uniqueKeys: false, prettyErrors: false });
    const files: unknown = document instanceof Map ? document.get("files") : undefined;
    return files instanceof Map ? files : new Map();
  } catch (error) {
    throw invalid(source, `the list of signed files is no YAML (${messageOf(error)})`, error);
  }
}

function invalid(source: string, why: string, cause?: unknown): PublishError {
  return new PublishError("PROVENANCE_INVALID", `Could not read ${source}: ${why}.`, {
    hint: "A provenance file is what `helm package --sign` writes beside the archive. Sign again, or remove the file.",
    ...(cause === undefined ? {} : { cause }),
  });
}
