import { nextPage } from "../oci/client/next-page.ts";
import { jsonOf } from "../oci/http/http.ts";
import { repositoryUrl } from "./api.ts";
import type { AskGitHub } from "./client.ts";
import { recordOf } from "./release.ts";

/** 100 comments a page: where nothing was found among the first 5,000, nobody reads the next. */
const maxPages = 50;

/** A comment on a pull request, as GitHub has it. */
export interface Comment {
  readonly id: number;
  /** Login; `github-actions[bot]` for the token of a job. Absent where the account is gone. */
  readonly author?: string;
  /** Markdown. */
  readonly body: string;
}

/** The endpoints of GitHub's API that commenting needs, one method each; no policy. */
export interface Comments {
  /** The oldest first. */
  list(pullRequest: string, signal: AbortSignal): AsyncIterable<Comment>;
  create(pullRequest: string, body: string, signal: AbortSignal): Promise<void>;
  /** False where the comment is gone. */
  update(id: number, body: string, signal: AbortSignal): Promise<boolean>;
  /** Login of whom the token is of; `undefined` where GitHub does not tell. */
  viewer(signal: AbortSignal): Promise<string | undefined>;
}

/** Where GitHub's API is, and whose comments are meant. */
export interface CommentsPlace {
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** `acme/charts` */
  readonly repository: string;
}

/** Comments on pull requests. Methods throw GitHubError, NETWORK, TIMEOUT or CANCELLED. */
export function createComments(ask: AskGitHub, { apiUrl, graphqlUrl, repository }: CommentsPlace): Comments {
  const at = (path: string): URL => repositoryUrl(apiUrl, repository, path);
  return {
    async *list(pullRequest, signal) {
      const doing = `list the comments on pull request ${pullRequest} of ${repository}`;
      const first = at(`issues/${pullRequest}/comments?per_page=100`);
      let url: URL | undefined = first;
      for (let page = 1; url !== undefined && page <= maxPages; page++) {
        const answer = await ask({ doing, method: "GET", url }, signal);
        const json = jsonOf(answer);
        // A page that is no list is malformed as a comment is, and reported in the same words.
        for (const comment of Array.isArray(json) ? json : [json]) yield* readComment(comment, doing);
        url = nextPage(answer, first);
      }
    },
    async create(pullRequest, body, signal) {
      const doing = `comment on pull request ${pullRequest} of ${repository}`;
      await ask({ doing, method: "POST", url: at(`issues/${pullRequest}/comments`), body: { body } }, signal);
    },
    async update(id, body, signal) {
      const doing = `update the comment on a pull request of ${repository}`;
      const url = at(`issues/comments/${id}`);
      const answer = await ask({ doing, method: "PATCH", url, body: { body }, expects: [404, 410] }, signal);
      return answer.status < 300;
    },
    async viewer(signal) {
      const doing = "ask who the token is of";
      // REST has no such endpoint for the token of a job: `GET /user` is for people's.
      const answer = await ask(
        {
          doing,
          method: "POST",
          url: new URL(graphqlUrl),
          body: { query: "{ viewer { login } }" },
          expects: [400, 401, 403, 404, 405],
        },
        signal,
      );
      return answer.status < 300 ? loginIn(jsonOf(answer), doing) : undefined;
    },
  };
}

/** None where the body is missing, which GitHub leaves out of nothing that was not redacted. */
function readComment(json: unknown, doing: string): readonly Comment[] {
  const { id, user, body } = recordOf(json, doing);
  if (typeof id !== "number" || typeof body !== "string") return [];
  const { login } = user === null || user === undefined ? {} : recordOf(user, doing);
  return [{ id, body, ...(typeof login === "string" && { author: login }) }];
}

/** GraphQL answers 200 to a query that failed, with `errors` and without data. */
function loginIn(json: unknown, doing: string): string | undefined {
  const { data } = recordOf(json, doing);
  const { viewer } = data === null || data === undefined ? {} : recordOf(data, doing);
  const { login } = viewer === null || viewer === undefined ? {} : recordOf(viewer, doing);
  return typeof login === "string" ? login : undefined;
}
