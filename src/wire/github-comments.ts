import { type Commenter, createCommenter, markerOf } from "../commands/comment.ts";
import { createComments } from "../github/comments.ts";
import type { Context } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import { connectGitHub, type GitHubSurroundings } from "./github.ts";

/** What commenting needs of the run besides the options. */
export interface CommentSurroundings extends GitHubSurroundings {
  readonly signal: AbortSignal;
}

/** Comments on the pull request of the run, by the GitHub that the variables name. */
export function wireCommenter(
  options: Options,
  { pullRequest }: Context,
  surroundings: CommentSurroundings,
): Commenter {
  const { variables, reporter, signal } = surroundings;
  const value = (name: string): string => variables[name] ?? "";
  const step = [value("GITHUB_WORKFLOW"), value("GITHUB_JOB"), value("GITHUB_ACTION")];
  const server = variables["GITHUB_SERVER_URL"] || "https://github.com";
  return createCommenter({
    connect() {
      const { ask, apiUrl, repository, close } = connectGitHub(options, surroundings, {
        option: "comment",
        doing: "comment on the pull request",
        right: "write to pull requests",
      });
      const graphqlUrl = variables["GITHUB_GRAPHQL_URL"] || `${apiUrl.replace(/\/v3$/, "")}/graphql`;
      const comments = createComments(ask, { apiUrl, graphqlUrl, repository });
      return { ...comments, [Symbol.asyncDispose]: close };
    },
    pullRequest,
    marker: markerOf([...step, options.commentKey]),
    summaryUrl: `${server}/${value("GITHUB_REPOSITORY")}/pull/${pullRequest}/checks`,
    reporter,
    signal,
  });
}
