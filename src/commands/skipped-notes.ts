import type { Options } from "../options/parse.ts";
import type { Outcome } from "../report/report.ts";

/**
 * What to say where charts are there already and were skipped, and so did not get what else was asked for: the run ends
 * well, and a run that failed half-way looks completed.
 */
export function skippedNotes(
  outcomes: readonly Outcome[],
  { aliasTags, sign, attest, release }: Pick<Options, "aliasTags" | "sign" | "attest" | "release">,
): readonly string[] {
  const wanted = [
    ...(aliasTags.length > 0 ? ["alias tags"] : []),
    ...(sign.includes("cosign") || attest ? ["signatures"] : []),
    ...(release ? ["releases"] : []),
  ];
  // A chart that is left out for another reason has none.
  const isThere = outcomes.some(({ status, digest }) => status === "skipped" && digest !== undefined);
  if (!isThere || wanted.length === 0) return [];
  return [
    `What if-exists: skip has skipped gets no ${wanted.join(", ")}; with verify it does, where its content is the same`,
  ];
}
