import { digestOf } from "../../src/digest.ts";
import { changeComment, createComment, type FakeComment, listComments } from "./github-comments.ts";
import type { Reply, Request } from "./scripted-server.ts";

/** What may be switched, also while the API runs. */
export interface GitHubSwitches {
  /** What the token may do with the repository's contents. */
  access: "write" | "read";
  /** What it may do with pull requests. */
  pullRequests: "write" | "read";
  /** Whether what is published from now on is immutable. */
  immutable: boolean;
  /** Whether assets have a digest: older servers give none. */
  digests: boolean;
}

export interface FakeAsset {
  readonly id: number;
  readonly name: string;
  readonly state: "uploaded" | "starter";
  readonly type: string;
  readonly bytes: Buffer;
}

export interface FakeRelease {
  readonly id: number;
  readonly tag: string;
  readonly commit: string;
  readonly name: string;
  readonly notes: string;
  readonly isPrerelease: boolean;
  isDraft: boolean;
  isImmutable: boolean;
  /** As it was asked for when it was published. */
  latest: string | undefined;
  assets: FakeAsset[];
}

/** What the API keeps. */
export interface GitHubState {
  readonly apiUrl: string;
  /** Where assets are said to go. */
  uploadOrigin: string;
  readonly switches: GitHubSwitches;
  readonly releases: FakeRelease[];
  readonly tags: Map<string, { readonly type: "commit" | "tag"; readonly sha: string }>;
  /** What each tag object points at. */
  readonly tagObjects: Map<string, { readonly type: "commit" | "tag"; readonly sha: string }>;
  /** On pull request 7, which is the only one. */
  readonly comments: FakeComment[];
  /** Whom the token is of. */
  viewer: string;
  readonly nextId: () => number;
}

/** A request that is to be answered. */
export interface Answer {
  readonly url: URL;
  readonly request: Request;
  readonly body: Readonly<Record<string, unknown>>;
  /** What the groups of the path's pattern found. */
  readonly found: readonly string[];
  /** The client will not hear the answer: an upload then leaves an asset that is not complete. */
  readonly isCut: boolean;
}

export type Handle = (state: GitHubState, answer: Answer) => Reply;

const routes: readonly (readonly ["api" | "uploads", string, RegExp, Handle])[] = [
  ["api", "GET", /^releases$/, list],
  ["api", "POST", /^releases$/, create],
  ["api", "GET", /^releases\/tags\/(.+)$/, byTag],
  ["api", "PATCH", /^releases\/(\d+)$/, update],
  ["api", "DELETE", /^releases\/(\d+)$/, remove],
  ["api", "DELETE", /^releases\/assets\/(\d+)$/, removeAsset],
  ["api", "GET", /^issues\/(\d+)\/comments$/, listComments],
  ["api", "POST", /^issues\/(\d+)\/comments$/, createComment],
  ["api", "PATCH", /^issues\/comments\/(\d+)$/, changeComment],
  ["api", "GET", /^git\/ref\/tags\/(.+)$/, (state, { found }) => object(state.tags.get(decoded(found)))],
  ["api", "GET", /^git\/tags\/(.+)$/, (state, { found }) => object(state.tagObjects.get(decoded(found)))],
  ["uploads", "POST", /^releases\/(\d+)\/assets$/, upload],
];

export function findRoute(
  at: "api" | "uploads",
  method: string,
  path: string,
): { readonly answer: Handle; readonly found: readonly string[] } | undefined {
  for (const [server, verb, pattern, answer] of routes) {
    const match = server === at && verb === method ? pattern.exec(path) : null;
    if (match !== null) return { answer, found: match.slice(1) };
  }
  return undefined;
}

const decoded = ([text = ""]: readonly string[]): string => decodeURIComponent(text);
const notFound: Reply = { status: 404, body: { message: "Not Found", status: "404" } };
const refused = (message: string): Reply => ({ status: 422, body: { message, status: "422" } });
const invalid = (resource: string, field: string, code = "invalid"): Reply => ({
  status: 422,
  body: { message: "Validation Failed", errors: [{ resource, code, field }], status: "422" },
});

function object(target: { readonly type: string; readonly sha: string } | undefined): Reply {
  return target === undefined ? notFound : { body: { object: target } };
}

/** Drafts are for those who may write, and in this list alone. */
function list(state: GitHubState, { url }: Answer): Reply {
  const size = Math.min(100, Number(url.searchParams.get("per_page") ?? 30));
  const page = Number(url.searchParams.get("page") ?? 1);
  const all = state.releases.filter(({ isDraft }) => !isDraft || state.switches.access === "write").reverse();
  const next = new URL(`${state.apiUrl}/repositories/42/releases?per_page=${size}&page=${page + 1}`);
  const first = `<${state.apiUrl}/repositories/42/releases?per_page=${size}&page=1>; rel="first"`;
  return {
    ...(all.length > size * page && { headers: { link: `${first}, <${next}>; rel="next"` } }),
    body: all.slice(size * (page - 1), size * page).map((release) => releaseJson(state, release)),
  };
}

function byTag(state: GitHubState, { found }: Answer): Reply {
  const release = state.releases.find(({ isDraft, tag }) => !isDraft && tag === decoded(found));
  return release === undefined ? notFound : { body: releaseJson(state, release) };
}

function create(state: GitHubState, { body, request }: Answer): Reply {
  const { tag_name: tag, target_commitish: commit = "main", name, body: notes, draft, prerelease } = body;
  if (!/^application\/json/.test(request.headers["content-type"] ?? "")) return { status: 415 };
  if (typeof tag !== "string" || tag === "") return invalid("Release", "tag_name", "missing_field");
  if (typeof commit !== "string" || !/^([0-9a-f]{40}|main)$/.test(commit))
    return invalid("Release", "target_commitish");
  // What this project never does, and so what nothing here answers.
  if (draft !== true) return { status: 500 };
  const release: FakeRelease = {
    id: state.nextId(),
    tag,
    commit,
    name: String(name),
    notes: String(notes),
    isPrerelease: prerelease === true,
    isDraft: true,
    isImmutable: false,
    latest: undefined,
    assets: [],
  };
  if (release.notes.length > 125_000) return invalid("Release", "body");
  state.releases.push(release);
  return { status: 201, body: releaseJson(state, release) };
}

function update(state: GitHubState, { found, body }: Answer): Reply {
  const release = releaseOf(state, found);
  if (release === undefined) return notFound;
  const { draft, make_latest: latest = "true" } = body;
  if (!["true", "false", "legacy"].includes(latest as string)) return invalid("Release", "make_latest");
  if (draft === false && release.isDraft) {
    const others = state.releases.filter(({ isDraft, tag }) => !isDraft && tag === release.tag);
    if (others.length > 0) return invalid("Release", "tag_name", "already_exists");
    if (release.isPrerelease && latest === "true") return invalid("Release", "make_latest");
    if (!state.tags.has(release.tag)) state.tags.set(release.tag, { type: "commit", sha: release.commit });
    release.isDraft = false;
    release.isImmutable = state.switches.immutable;
    release.latest = String(latest);
  }
  return { body: releaseJson(state, release) };
}

function remove(state: GitHubState, { found }: Answer): Reply {
  const release = releaseOf(state, found);
  if (release === undefined) return notFound;
  state.releases.splice(state.releases.indexOf(release), 1);
  return { status: 204 };
}

function removeAsset(state: GitHubState, { found: [id] }: Answer): Reply {
  const release = state.releases.find(({ assets }) => assets.some((asset) => asset.id === Number(id)));
  if (release === undefined) return notFound;
  if (release.isImmutable) return refused("Cannot delete asset from an immutable release");
  release.assets = release.assets.filter((asset) => asset.id !== Number(id));
  return { status: 204 };
}

function upload(state: GitHubState, { found, url, request, isCut }: Answer): Reply {
  const release = releaseOf(state, found);
  if (release === undefined) return notFound;
  const wanted = url.searchParams.get("name") ?? "";
  if (release.isImmutable) return refused("Cannot upload assets to an immutable release.");
  if (wanted === "") return invalid("ReleaseAsset", "name", "missing_field");
  if (request.body.length === 0) return { status: 400, body: { message: "Bad Content-Length: 0" } };
  const type = request.headers["content-type"];
  if (type === undefined || /json$/.test(type) !== /json$/.test(wanted)) return { status: 415 };
  const name = wanted.replace(/[^\w.-]/g, ".");
  if (release.assets.some((other) => other.name === name))
    return invalid("ReleaseAsset", "name", "already_exists");
  const asset: FakeAsset = isCut
    ? { id: state.nextId(), name, state: "starter", type, bytes: Buffer.alloc(0) }
    : { id: state.nextId(), name, state: "uploaded", type, bytes: request.body };
  release.assets.push(asset);
  return { status: 201, body: assetJson(state, asset) };
}

function releaseOf({ releases }: GitHubState, [id]: readonly string[]): FakeRelease | undefined {
  return releases.find((release) => release.id === Number(id));
}

function releaseJson(state: GitHubState, release: FakeRelease): unknown {
  const page = release.isDraft ? `untagged-${release.id}` : release.tag;
  return {
    id: release.id,
    tag_name: release.tag,
    target_commitish: release.commit,
    name: release.name,
    body: release.notes,
    draft: release.isDraft,
    prerelease: release.isPrerelease,
    immutable: release.isImmutable,
    html_url: `https://github.com/octo/charts/releases/tag/${page}`,
    upload_url: `${state.uploadOrigin}/repos/octo/charts/releases/${release.id}/assets{?name,label}`,
    assets: release.assets.map((asset) => assetJson(state, asset)),
  };
}

function assetJson({ switches }: GitHubState, { id, name, state, type, bytes }: FakeAsset): unknown {
  const digest = switches.digests && state === "uploaded" ? digestOf(bytes) : null;
  return { id, name, label: "", state, content_type: type, size: bytes.length, digest };
}
