import { PublishError } from "../errors.ts";
import { nextPage } from "../oci/client/next-page.ts";
import { jsonOf } from "../oci/http/http.ts";
import { repositoryUrl } from "./api.ts";
import type { AskGitHub } from "./client.ts";
import { type Asset, type Release, readAsset, readRelease, recordOf } from "./release.ts";
import { uploadAddress } from "./upload-address.ts";

/** GitHub lists the first 10,000 releases. */
const maxPages = 100;

/** What becomes the latest release; `legacy` leaves it to GitHub, which goes by date and version. */
export type MakeLatest = "true" | "false" | "legacy";

/** A release to be made. */
export interface ReleaseDraft {
  readonly tag: string;
  /** What the tag is made at; GitHub takes the default branch where it is left out. */
  readonly commit?: string;
  readonly isPrerelease: boolean;
  /** Markdown. */
  readonly notes: string;
}

/** The endpoints of GitHub's API that releasing needs, one method each; no policy. */
export interface Releases {
  /** The published release of a tag. */
  byTag(tag: string, signal: AbortSignal): Promise<Release | undefined>;
  /** All of them, and the drafts where the token may write. */
  list(signal: AbortSignal): Promise<readonly Release[]>;
  createDraft(draft: ReleaseDraft, signal: AbortSignal): Promise<Release>;
  publish(release: Release, latest: MakeLatest, signal: AbortSignal): Promise<Release>;
  upload(
    release: Release,
    asset: { readonly name: string; readonly type: string; readonly bytes: Uint8Array },
    signal: AbortSignal,
  ): Promise<Asset>;
  deleteAsset(asset: Asset, signal: AbortSignal): Promise<void>;
  deleteRelease(id: number, signal: AbortSignal): Promise<void>;
  /** The commit that a tag points at, also by way of a tag object. */
  commitOf(tag: string, signal: AbortSignal): Promise<string | undefined>;
}

/** The releases of `repository` (`acme/charts`). Methods throw GitHubError, NETWORK, TIMEOUT or CANCELLED. */
export function createReleases(ask: AskGitHub, apiUrl: string, repository: string): Releases {
  const at = (path: string): URL => repositoryUrl(apiUrl, repository, path);
  return {
    async byTag(tag, signal) {
      const doing = `look for release ${tag} of ${repository}`;
      const url = at(`releases/tags/${encodeURIComponent(tag)}`);
      const answer = await ask({ doing, method: "GET", url, expects: [404] }, signal);
      return answer.status === 404 ? undefined : readRelease(jsonOf(answer), doing);
    },
    list: (signal) => listReleases(ask, at("releases?per_page=100"), repository, signal),
    async createDraft({ tag, commit, isPrerelease, notes }, signal) {
      const doing = `draft release ${tag} of ${repository}`;
      const body = {
        tag_name: tag,
        ...(commit !== undefined && { target_commitish: commit }),
        name: tag,
        body: notes,
        draft: true,
        prerelease: isPrerelease,
      };
      return readRelease(
        jsonOf(await ask({ doing, method: "POST", url: at("releases"), body }, signal)),
        doing,
      );
    },
    async publish({ id, tag }, latest, signal) {
      const doing = `publish release ${tag} of ${repository}`;
      const body = { draft: false, make_latest: latest };
      const url = at(`releases/${id}`);
      return readRelease(jsonOf(await ask({ doing, method: "PATCH", url, body }, signal)), doing);
    },
    async upload({ tag, uploadUrl }, { name, type, bytes }, signal) {
      const doing = `upload ${name} to release ${tag} of ${repository}`;
      const url = uploadAddress(uploadUrl, apiUrl, name);
      if (url === undefined)
        throw new PublishError("GITHUB_ERROR", `Could not ${doing}: GitHub's API gives no address for it.`, {
          hint: "Is GITHUB_API_URL the address of GitHub's API?",
        });
      const answer = await ask({ doing, method: "POST", url, body: { type, bytes } }, signal);
      return readAsset(jsonOf(answer), doing);
    },
    async deleteAsset({ id, name }, signal) {
      const doing = `delete ${name}, an upload that broke off, of a release of ${repository}`;
      const url = at(`releases/assets/${id}`);
      await ask({ doing, method: "DELETE", url, expects: [404] }, signal);
    },
    async deleteRelease(id, signal) {
      const doing = `delete a draft of ${repository} that another run was faster to publish`;
      await ask({ doing, method: "DELETE", url: at(`releases/${id}`), expects: [404] }, signal);
    },
    commitOf: (tag, signal) => commitOf(ask, at, tag, signal),
  };
}

async function listReleases(
  ask: AskGitHub,
  first: URL,
  repository: string,
  signal: AbortSignal,
): Promise<readonly Release[]> {
  const doing = `list the releases of ${repository}`;
  const releases: Release[] = [];
  let url: URL | undefined = first;
  for (let page = 1; url !== undefined && page <= maxPages; page++) {
    const answer = await ask({ doing, method: "GET", url }, signal);
    const json = jsonOf(answer);
    // A page that is no list is malformed as a release is, and reported in the same words.
    releases.push(...(Array.isArray(json) ? json : [json]).map((release) => readRelease(release, doing)));
    url = nextPage(answer, first);
  }
  return releases;
}

async function commitOf(
  ask: AskGitHub,
  at: (path: string) => URL,
  tag: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const doing = `look up tag ${tag}`;
  const get = (path: string) => ask({ doing, method: "GET", url: at(path), expects: [404] }, signal);
  const path = tag.split("/").map(encodeURIComponent).join("/");
  let answer = await get(`git/ref/tags/${path}`);
  // A tag object may point at another one; nobody nests them deeply.
  for (let depth = 0; depth < 5 && answer.status !== 404; depth++) {
    const { type, sha } = recordOf(recordOf(jsonOf(answer), doing)["object"], doing);
    if (type !== "tag") return typeof sha === "string" ? sha : undefined;
    answer = await get(`git/tags/${encodeURIComponent(String(sha))}`);
  }
  return undefined;
}
