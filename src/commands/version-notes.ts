import type { Context } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import { isSnapshot, tagOfRun } from "./target.ts";

/** What to say of the versions of a run that only plans, where it might be expected to do more. */
export function versionNotes(options: Options, context: Context, writes: boolean): readonly string[] {
  if (writes) return [];
  const notes: string[] = [];
  if (options.versionFrom === "tag" && !options.snapshot && tagOfRun(options, context) === undefined)
    notes.push("The run is for no tag, so that the versions are those of Chart.yaml");
  if (isSnapshot(options, context) && options.push === "auto" && context.isProposal)
    notes.push("The snapshots are planned only: a pull request publishes where push: true is set");
  return notes;
}
