import type { TestContext } from "node:test";
import { type Answer, findRoute, type GitHubState, type GitHubSwitches } from "./github-releases.ts";
import { type Reply, type Request, type ScriptedServer, startServer } from "./scripted-server.ts";

/** Answers a request itself, or cuts its connection before or after it is carried out; `count` starts at 1. */
export type Fault = (count: number, request: Request) => Reply | "before" | "after" | undefined;

/** Releases and tags of `octo/charts` behind GitHub's REST API, version 2022-11-28, as it is documented. */
export interface FakeGitHub extends GitHubState {
  readonly api: ScriptedServer;
  /** Takes the assets, on another port. */
  readonly uploads: ScriptedServer;
  /** `METHOD path` of every request to either, in order, without `/repos/octo/charts/`. */
  readonly log: string[];
  /** Looked up at every request. */
  fault: Fault | undefined;
  /** What a visitor sees of the releases and tags, without ids: equal where runs came to the same end. */
  view(): unknown;
}

export const repository = "octo/charts";
export const gitHubToken = "ghs_planted0123456789";

/** Answers to `/repositories/42/…` too, which is how GitHub pages and redirects. */
const repositoryPath = /^\/(?:repos\/([^/]+\/[^/]+)|repositories\/42)\/(.*)$/;

/** Starts the API and the server of its uploads; both end with the test. */
export async function gitHubFor(t: TestContext, changes: Partial<GitHubSwitches> = {}): Promise<FakeGitHub> {
  const log: string[] = [];
  const answer = (at: "api" | "uploads") => (request: Request) => {
    log.push(
      `${request.method} ${request.path.replace(/^\/repos\/octo\/charts\/|^\/repositories\/42\//, "")}`,
    );
    const fault = github.fault?.(log.length, request);
    if (fault === "before") return { reset: true as const };
    const reply = typeof fault === "object" ? fault : answerAt(github, at, request, fault === "after");
    return fault === "after" ? { reset: true as const } : reply;
  };
  const api = await startServer({ fallback: answer("api") });
  const uploads = await startServer({ fallback: answer("uploads") });
  t.after(async () => {
    await api[Symbol.asyncDispose]();
    await uploads[Symbol.asyncDispose]();
  });
  let ids = 0;
  const github: FakeGitHub = {
    api,
    uploads,
    log,
    fault: undefined,
    apiUrl: api.origin,
    uploadOrigin: uploads.origin,
    switches: { access: "write", pullRequests: "write", immutable: false, digests: true, ...changes },
    comments: [],
    viewer: "github-actions[bot]",
    releases: [],
    tags: new Map(),
    tagObjects: new Map(),
    nextId: () => ++ids,
    view: () => viewOf(github),
  };
  return github;
}

function answerAt(github: FakeGitHub, at: "api" | "uploads", request: Request, isCut: boolean): Reply {
  const { headers, method } = request;
  if (headers["user-agent"] === undefined)
    return { status: 403, body: "Request forbidden by administrative rules." };
  if (headers.authorization !== `Bearer ${gitHubToken}`)
    return { status: 401, body: { message: "Bad credentials", status: "401" } };
  if (headers["x-github-api-version"] !== "2022-11-28")
    return { status: 400, body: { message: "Bad version" } };
  const url = new URL(request.path, github.apiUrl);
  if (url.pathname === "/graphql" && method === "POST") return answerQuery(github, request);
  const [, name, path = ""] = repositoryPath.exec(url.pathname) ?? [];
  if (name === "octo/renamed-since") {
    const location = `${github.apiUrl}/repositories/42/${path}${url.search}`;
    return {
      status: method === "GET" ? 301 : 307,
      headers: { location },
      body: { message: "Moved Permanently" },
    };
  }
  const route = name === undefined || name === repository ? findRoute(at, method, path) : undefined;
  if (route === undefined) return { status: 404, body: { message: "Not Found", status: "404" } };
  const writes = method !== "GET";
  const { access, pullRequests } = github.switches;
  if (writes && (path.startsWith("issues/") ? pullRequests : access) === "read")
    return { status: 403, body: { message: "Resource not accessible by integration", status: "403" } };
  const body = at === "api" && request.body.length > 0 ? JSON.parse(request.body.toString()) : {};
  const call: Answer = { url, request, body, found: route.found, isCut };
  return route.answer(github, call);
}

/** The one query that this project asks; the token of a job may ask it too, unlike `GET /user`. */
function answerQuery({ viewer }: FakeGitHub, { body }: Request): Reply {
  const { query } = JSON.parse(body.toString());
  if (query !== "{ viewer { login } }") return { body: { errors: [{ message: "Parse error" }] } };
  return { body: { data: { viewer: { login: viewer } } } };
}

function viewOf({ releases, tags }: FakeGitHub): unknown {
  return {
    tags: [...tags],
    releases: releases.map(({ id: _, assets, ...release }) => ({
      ...release,
      assets: assets.map(({ name, state, bytes }) => ({ name, state, text: bytes.toString() })),
    })),
  };
}
