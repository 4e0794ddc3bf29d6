import { matrixOf, type OutputSpec, outputTable } from "./outputs.ts";
import { mainOutcomes, type Outcome, type Report } from "./report.ts";
import { safeJson } from "./visible.ts";

const shared: readonly string[] = ["charts", "failed-count", "plan", "plan-digest"];

/** Charts that a plan's jobs are for: those to publish, or those that are published already besides. */
export type PlannedFor = "due" | "all";

/** Every output of the plan action, in the order of the documentation; drives plan/action.yml and docs/plan.md. */
export function planOutputs(plannedFor: PlannedFor): readonly OutputSpec[] {
  const isWanted = plannedFor === "all" ? isSettled : isDue;
  // A chart may be due at one of several targets alone, and its job publishes to all of them.
  const wanted = ({ outcomes }: Report): readonly Outcome[] =>
    mainOutcomes({ outcomes: outcomes.filter(isWanted) });
  return [
    {
      name: "matrix",
      description:
        'The charts to publish, with `changes: all` the published ones too, as `{"include":[…]}`, for a `strategy.matrix` with `fromJSON`: name, path, version and more. GitHub refuses an empty one: run the job only where `changed` is not `[]`.',
      value: (report) => matrixOf(wanted(report)),
    },
    {
      name: "changed",
      description:
        "The paths of the charts to publish, with `changes: all` of the published ones too, as a JSON array; `[]` for none.",
      value: (report) => safeJson(wanted(report).map(({ path }) => path)),
    },
    ...outputTable.filter(({ name }) => shared.includes(name)),
  ];
}

const isDue = ({ status }: Outcome): boolean => status === "planned";

/** `if-exists: skip` skips what is there, and tells its digest; a chart that is left out has none. */
function isSettled(outcome: Outcome): boolean {
  const { status, digest } = outcome;
  return isDue(outcome) || status === "unchanged" || (status === "skipped" && digest !== undefined);
}
