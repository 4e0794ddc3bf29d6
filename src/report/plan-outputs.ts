import { matrixOf, type OutputSpec, outputTable } from "./outputs.ts";

const shared: readonly string[] = ["changed", "charts", "failed-count", "plan", "plan-digest"];

/** Every output of the plan action, in the order of the documentation; drives plan/action.yml and docs/plan.md. */
export const planOutputs: readonly OutputSpec[] = [
  {
    name: "matrix",
    description:
      'The charts to publish as `{"include":[…]}`, for a `strategy.matrix` with `fromJSON`: name, path, version and more. GitHub refuses an empty one: run the job only where `changed` is not `[]`.',
    value: ({ outcomes }) => matrixOf(outcomes.filter(({ status }) => status === "planned")),
  },
  ...outputTable.filter(({ name }) => shared.includes(name)),
];
