import { digestOf } from "../digest.ts";
import { messageOf, type Problem, PublishError } from "../errors.ts";
import type { Comment, Comments } from "../github/comments.ts";
import type { Reporter } from "../io.ts";
import { type CommentContent, renderComment } from "../report/comment.ts";
import { tellWarnings } from "../report/tell.ts";

/** Says on the pull request what came of a run. */
export interface Commenter {
  /** False where it could not, which is told and no reason to fail. `clean` cuts secrets out of the text. */
  comment(content: CommentContent, clean: (text: string) => string): Promise<boolean>;
}

/** What a commenter needs to know of the run. */
export interface CommenterOptions {
  /** Throws USAGE where GitHub, or the token for it, is not known. */
  readonly connect: () => Comments & AsyncDisposable;
  /** The number, where the run is of a pull request. */
  readonly pullRequest: string | undefined;
  /** Line that a comment of this step begins with, and none of another. */
  readonly marker: string;
  /** Page that leads to the job summary. */
  readonly summaryUrl: string;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

/** Who a job's own token is of. */
const jobsAuthor = "github-actions[bot]";

/** A hidden line that tells this step's comment from those of other steps: by workflow, job, step and `comment-key`. */
export function markerOf(parts: readonly string[]): string {
  return `<!-- helm-oci-publish ${digestOf(Buffer.from(JSON.stringify(parts))).slice(7, 39)} -->`;
}

/** A commenter that keeps one comment, its own, and sends nothing where that says the same already. */
export function createCommenter(options: CommenterOptions): Commenter {
  const { pullRequest, marker, summaryUrl, reporter } = options;
  return {
    async comment(content, clean) {
      if (pullRequest === undefined) {
        reporter.info("No comment: the run is of no pull request");
        return false;
      }
      const body = clean(renderComment(content, { marker, summaryUrl }));
      try {
        await using comments = options.connect();
        const done = await keep(body, pullRequest, { ...options, comments });
        reporter.info(`Comment on pull request ${pullRequest}: ${done}`);
        return true;
      } catch (error) {
        tellWarnings(warningsOf(error), reporter);
        return false;
      }
    },
  };
}

async function keep(
  body: string,
  pullRequest: string,
  { comments, marker, signal }: Pick<CommenterOptions, "marker" | "signal"> & { readonly comments: Comments },
): Promise<"created" | "updated" | "unchanged"> {
  const own = await findOwn(comments, { pullRequest, marker }, signal);
  if (own !== undefined) {
    if (normal(own.body) === normal(body)) return "unchanged";
    if (await comments.update(own.id, body, signal)) return "updated";
  }
  await comments.create(pullRequest, body, signal);
  return "created";
}

/** Anybody may copy a marker, and a token that may write may overwrite what others wrote: the author counts too. */
async function findOwn(
  comments: Comments,
  { pullRequest, marker }: { readonly pullRequest: string; readonly marker: string },
  signal: AbortSignal,
): Promise<Comment | undefined> {
  let viewer: string | undefined;
  for await (const comment of comments.list(pullRequest, signal)) {
    if (!comment.body.startsWith(marker)) continue;
    viewer ??= (await comments.viewer(signal)) ?? jobsAuthor;
    if (comment.author?.toLowerCase() === viewer.toLowerCase()) return comment;
  }
  return undefined;
}

function normal(body: string): string {
  return body.replaceAll("\r\n", "\n").trim();
}

function warningsOf(error: unknown): readonly Problem[] {
  if (!(error instanceof PublishError)) return [{ message: `Could not comment: ${messageOf(error)}` }];
  const { code, message, hint, problems } = error;
  if (problems.length > 0) return problems;
  if (code === "DENIED" || code === "NOT_FOUND") return [{ message, ...permission }];
  return [{ message, ...(hint !== undefined && { hint }) }];
}

/** Lines for the job; an annotation or a summary shows them in columns, as they are to be written. */
const permission = {
  excerpt: "permissions:\n  pull-requests: write",
  hint: "add these lines to the job, beside the permissions it has (permissions: pull-requests: write). The token of a pull request from a fork may read only: there the job summary says what the comment would.",
};
