import type { Commenter } from "../commands/comment.ts";
import type { Context } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import type { CommentSurroundings } from "./github-comments.ts";

/** A commenter that is loaded when there is something to say; none where no comment is asked for. */
export function laterCommenter(
  options: Options,
  context: Context,
  surroundings: CommentSurroundings,
): Commenter | undefined {
  if (!options.comment) return undefined;
  return {
    async comment(content, clean) {
      const { wireCommenter } = await import("./github-comments.ts");
      return wireCommenter(options, context, surroundings).comment(content, clean);
    },
  };
}
