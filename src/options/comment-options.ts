import type { CommandName, OptionSpec } from "./spec.ts";

const commenting: readonly CommandName[] = ["publish", "plan"];

/** A comment on the pull request. */
export const commentOptions = [
  {
    name: "comment",
    type: "boolean",
    default: "false",
    description:
      "Keep one comment on the pull request that says what would be published, and what is wrong; takes `pull-requests: write`, and without it the job summary says the same.",
    only: "action",
    commands: commenting,
  },
  {
    name: "comment-key",
    type: "string",
    description:
      "Tells the comments of a matrix apart, whose legs have the same job and step: the name of the leg's chart, say.",
    only: "action",
    commands: commenting,
  },
] as const satisfies readonly OptionSpec[];

/** Whether and as what the run comments on its pull request. */
export interface CommentOptions {
  readonly comment: boolean;
  /** Empty where workflow, job and step tell the comment from others. */
  readonly commentKey: string;
}
