import type { Clients } from "../commands/clients.ts";
import type { Published } from "../commands/publish.ts";
import type { Options } from "../options/parse.ts";
import type { CommentContent } from "../report/comment.ts";
import { writeSummary } from "./outputs.ts";
import type { ActionReporter } from "./reporter.ts";

/**
 * Does the work, and says what came of it, or why it came to nothing, on the pull request and in the job summary. What
 * the pull request cannot be told the summary says even where none is asked for.
 */
export async function conclude(
  work: () => Promise<Published>,
  { summary }: Options,
  { commenter }: Pick<Clients, "commenter">,
  reporter: ActionReporter,
): Promise<Published> {
  const tell = async (result: CommentContent["result"]): Promise<void> => {
    const { warnings, clean } = reporter;
    const isSaid = (await commenter?.comment({ result, warnings }, clean)) ?? true;
    if (summary || !isSaid) await writeSummary(result, reporter);
  };
  let published: Published;
  try {
    published = await work();
  } catch (error) {
    await tell({ error });
    throw error;
  }
  await tell(published);
  return published;
}
