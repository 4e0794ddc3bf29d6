import type { Answer, GitHubState } from "./github-releases.ts";
import type { Reply } from "./scripted-server.ts";

/** A comment on the pull request. */
export interface FakeComment {
  readonly id: number;
  /** `null` where the account is gone. */
  readonly author: string | null;
  body: string;
}

/** The only pull request there is. */
export const pullRequest = "7";

/** GitHub's own limit. */
const maxLength = 65_536;

const notFound: Reply = { status: 404, body: { message: "Not Found", status: "404" } };

export function listComments({ apiUrl, comments }: GitHubState, { url, found: [number] }: Answer): Reply {
  if (number !== pullRequest) return notFound;
  const size = Math.min(100, Number(url.searchParams.get("per_page") ?? 30));
  const page = Number(url.searchParams.get("page") ?? 1);
  const next = `${apiUrl}/repositories/42/issues/${number}/comments?per_page=${size}&page=${page + 1}`;
  return {
    ...(comments.length > size * page && { headers: { link: `<${next}>; rel="next"` } }),
    body: comments.slice(size * (page - 1), size * page).map(commentJson),
  };
}

export function createComment(state: GitHubState, { body: { body }, found: [number] }: Answer): Reply {
  if (number !== pullRequest) return notFound;
  const refused = refusalOf(body);
  if (refused !== undefined) return refused;
  const comment: FakeComment = { id: state.nextId(), author: state.viewer, body: String(body) };
  state.comments.push(comment);
  return { status: 201, body: commentJson(comment) };
}

/** Whoever may write may change the comments of others too. */
export function changeComment({ comments }: GitHubState, { body: { body }, found: [id] }: Answer): Reply {
  const comment = comments.find((one) => one.id === Number(id));
  if (comment === undefined) return notFound;
  const refused = refusalOf(body);
  if (refused !== undefined) return refused;
  comment.body = String(body);
  return { body: commentJson(comment) };
}

function refusalOf(body: unknown): Reply | undefined {
  if (typeof body === "string" && body !== "" && [...body].length <= maxLength) return undefined;
  const message = `Body is too long (maximum is ${maxLength} characters)`;
  return {
    status: 422,
    body: { message: "Validation Failed", errors: [{ code: "custom", field: "body", message }] },
  };
}

function commentJson({ id, author, body }: FakeComment): unknown {
  const user = author && { login: author, type: author.endsWith("[bot]") ? "Bot" : "User" };
  return { id, user, body, html_url: `https://github.com/octo/charts/pull/7#issuecomment-${id}` };
}
