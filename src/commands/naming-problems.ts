import { isStrictVersion } from "../chart/version.ts";
import type { Problem } from "../errors.ts";
import type { StoredChart } from "./stored-chart.ts";

/**
 * Whoever can push might put an old chart, or another one, under a name; its proofs would hold. Helm names charts by
 * their repository and tag (Helm v4.1.4 pkg/pusher/ocipusher.go), so that what is asked for is known.
 */
export function namingProblems({ reference, facts }: Pick<StoredChart, "reference" | "facts">): Problem[] {
  const { name, version } = facts;
  const wanted = reference.tag?.replaceAll("_", "+");
  const hint = "Somebody may have put another chart in its place: ask its publisher.";
  const problems: Problem[] = [];
  if (reference.name.split("/").at(-1) !== name)
    problems.push({ message: `the chart in it has another name: ${JSON.stringify(name)}`, hint });
  if (wanted !== undefined && isStrictVersion(wanted) && wanted !== version)
    problems.push({ message: `the chart in it has another version: ${JSON.stringify(version)}`, hint });
  return problems;
}
