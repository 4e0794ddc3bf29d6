import { createHash } from "node:crypto";
import { chmod, mkdtemp, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { messageOf, PublishError } from "../errors.ts";
import type { DockerConfigFile } from "../oci/login/docker-config-file.ts";

/** Under this name the post step finds the path of the record. The runner keeps it in the open: a path, no more. */
export const recordState = "logins";

/** A login file as it was before we left logins in it. */
export interface SavedFile {
  readonly place: DockerConfigFile;
  /** Absent where there was no file. */
  readonly original?: { readonly base64: string; readonly mode: number };
  /** Those that were missing, the innermost first. */
  readonly missingDirectories: readonly string[];
  readonly logins: readonly SavedLogin[];
  /** SHA-256 of the file as we left it; absent until we have. */
  readonly written?: string;
}

/** A login that we leave, and what a credential helper kept in its place. */
export interface SavedLogin {
  readonly host: string;
  /** SHA-256 of the file's entry, as JSON. */
  readonly entry: string;
  readonly helper?: {
    readonly name: string;
    /** SHA-256 of the user name and the password that it keeps for us. */
    readonly left: string;
    readonly before?: { readonly username: string; readonly password: string };
  };
}

/** Keeps the record below `temp` for this user alone; it holds whatever secrets the files held. */
export async function writeRecord(temp: string, files: readonly SavedFile[]): Promise<string> {
  const record = path.join(await mkdtemp(path.join(temp, "helm-oci-publish-")), "logins.json");
  await updateRecord(record, files);
  return record;
}

export async function updateRecord(record: string, files: readonly SavedFile[]): Promise<void> {
  await writeFile(record, JSON.stringify(files), { mode: 0o600 });
  await chmod(record, 0o600);
}

/** The record of the same job; written by us, so that its form is known. Throws IO where it is gone or damaged. */
export async function readRecord(record: string): Promise<readonly SavedFile[]> {
  try {
    return JSON.parse(await readFile(record, "utf8")) as readonly SavedFile[];
  } catch (cause) {
    // The parser's words quote the file, and with it what it holds.
    const why = cause instanceof SyntaxError ? "it is damaged" : messageOf(cause);
    throw new PublishError("IO", `Could not undo the logins of this job: ${record} cannot be read: ${why}`, {
      hint: "look for logins of this job in Helm's and Docker's files, and remove them",
      ...(!(cause instanceof SyntaxError) && { cause }),
    });
  }
}

/** Content and mode of a file; `undefined` where there is none. */
export async function readOriginal(file: string): Promise<SavedFile["original"]> {
  const bytes = await bytesOf(file);
  return bytes && { base64: bytes.toString("base64"), mode: (await stat(file)).mode & 0o7777 };
}

/** The bytes of a file; `undefined` where there is none. */
export async function bytesOf(file: string): Promise<Buffer | undefined> {
  return await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw error;
  });
}

/** By which content is recognised without being kept. */
export function fingerprint(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
