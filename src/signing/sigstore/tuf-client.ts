import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import seeds from "@sigstore/tuf/seeds.json" with { type: "json" };
import { BaseFetcher, Updater } from "tuf-js";
// By its class the updater knows that there is no newer root; the package's index leaves it out.
import { DownloadHTTPError } from "tuf-js/dist/error.js";
import type { HttpAnswer } from "../../oci/http/http.ts";

/** Asks for a file of a TUF repository; the answer may have any status. */
export type GetFile = (url: string) => Promise<HttpAnswer>;

/** A TUF repository, and where its files are kept. */
export interface TufRepository {
  /** Without a slash at its end. */
  readonly url: string;
  /** Holds a directory for each repository. */
  readonly directory: string;
  /** The `root.json` that the repository is known by; the public Sigstore's is known without. */
  readonly rootFile?: string;
}

/** The public Sigstore's. */
export const publicUrl = "https://tuf-repo-cdn.sigstore.dev";

/** A target of the repository, checked up to the root that is known. Throws errors of the TUF client, and what `get` throws. */
export async function readTarget(repository: TufRepository, name: string, get: GetFile): Promise<string> {
  const { host, pathname } = new URL(repository.url);
  // As sigstore-js has it, so that directories from before are of use.
  const metadataDir = path.join(repository.directory, encodeURIComponent(host + pathname.replace(/\/$/, "")));
  const targetDir = path.join(metadataDir, "targets");
  await mkdir(targetDir, { recursive: true });
  await plantRoot(repository, metadataDir, targetDir);
  const updater = new Updater({
    metadataBaseUrl: repository.url,
    targetBaseUrl: `${repository.url}/targets`,
    metadataDir,
    targetDir,
    fetcher: new Fetcher(get),
  });
  await updater.refresh();
  const target = await updater.getTargetInfo(name);
  if (target === undefined) throw new Error(`target ${name} not found`);
  return readFile((await updater.findCachedTarget(target)) ?? (await updater.downloadTarget(target)), "utf8");
}

/** What is trusted at first, unless a newer root is there already. */
async function plantRoot({ rootFile }: TufRepository, metadataDir: string, targetDir: string): Promise<void> {
  const root = path.join(metadataDir, "root.json");
  if (existsSync(root)) return;
  if (rootFile !== undefined) return copyFile(rootFile, root);
  const seed = seeds[publicUrl];
  const name = "trusted_root.json";
  await writeFile(path.join(targetDir, name), Buffer.from(seed.targets[name], "base64"));
  await writeFile(root, Buffer.from(seed["root.json"], "base64"));
}

/** Connects the way that the rest of the program does. */
class Fetcher extends BaseFetcher {
  readonly #get: GetFile;

  constructor(get: GetFile) {
    super();
    this.#get = get;
  }

  override async fetch(url: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    const { status, body } = await this.#get(url);
    if (status !== 200) throw new DownloadHTTPError(`${url} was answered ${status}`, status);
    return new Blob([new Uint8Array(body)]).stream();
  }
}
