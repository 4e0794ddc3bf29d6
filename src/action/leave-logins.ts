import { access } from "node:fs/promises";
import path from "node:path";
import { type RunHelper, TOKEN_USER } from "../oci/login/credential-helper.ts";
import type { Login } from "../oci/login/credentials.ts";
import { type DockerConfigFile, helperFor, readDockerConfig } from "../oci/login/docker-config-file.ts";
import { entryOf, helperOf, storeLogin } from "../oci/login/login-store.ts";
import {
  bytesOf,
  fingerprint,
  readOriginal,
  type SavedFile,
  type SavedLogin,
  updateRecord,
  writeRecord,
} from "./saved-logins.ts";

/** Where logins are left, and where it is noted how to undo that. */
export interface LeavingOptions {
  readonly places: readonly DockerConfigFile[];
  readonly run: RunHelper;
  /** Directory of the job's temporary files. */
  readonly temp: string;
  /** Told the path of the record before anything is changed. */
  readonly onRecord: (record: string) => void;
}

/** Leaves the logins in every place, where later steps find them. */
export async function leaveLogins(logins: readonly Login[], options: LeavingOptions): Promise<void> {
  const { places, run, temp, onRecord } = options;
  const files: SavedFile[] = [];
  for (const place of places) files.push(await saveFile(place, logins, run));
  const record = await writeRecord(temp, files);
  onRecord(record);
  for (const place of places) for (const login of logins) await storeLogin(place, login, run);
  const written = await Promise.all(places.map(async ({ file }) => fingerprint((await bytesOf(file)) ?? "")));
  await updateRecord(
    record,
    files.map((file, index) => ({ ...file, written: written[index] ?? "" })),
  );
}

async function saveFile(
  place: DockerConfigFile,
  logins: readonly Login[],
  run: RunHelper,
): Promise<SavedFile> {
  const original = await readOriginal(place.file);
  const saved: SavedLogin[] = [];
  for (const login of logins) saved.push(await saveLogin(place, login, run));
  return {
    place,
    ...(original !== undefined && { original }),
    missingDirectories: await missingAbove(place.file),
    logins: saved,
  };
}

async function saveLogin(place: DockerConfigFile, login: Login, run: RunHelper): Promise<SavedLogin> {
  const { host, username, password } = login;
  const config = await readDockerConfig(place);
  const name = helperFor(config, host);
  const entry = fingerprint(JSON.stringify(entryOf(login, name !== undefined)));
  if (name === undefined) return { host, entry };
  const kept = await helperOf(place, config, host, run)?.get(host);
  const before =
    kept?.kind === "basic"
      ? { username: kept.username, password: kept.password.reveal() }
      : kept && { username: TOKEN_USER, password: kept.token.reveal() };
  const left = fingerprint(`${username}:${password.reveal()}`);
  return { host, entry, helper: { name, left, ...(before !== undefined && { before }) } };
}

async function missingAbove(file: string): Promise<string[]> {
  const missing: string[] = [];
  for (let directory = path.dirname(path.resolve(file)); ; directory = path.dirname(directory)) {
    const exists = await access(directory).then(
      () => true,
      () => false,
    );
    if (exists || directory === path.dirname(directory)) return missing;
    missing.push(directory);
  }
}
