import { type Digest, isDigest } from "../digest.ts";
import type { Problem } from "../errors.ts";
import type { RawOptions } from "./parse.ts";
import type { OptionSpec } from "./spec.ts";

/** How a plan that an earlier run made is published. */
export const planOptions = [
  {
    name: "plan",
    type: "file",
    description:
      "Publish what an earlier run left in its `output-dir`: the plan.json in it. No chart is packaged, and what was altered since is refused.",
    commands: ["publish"],
  },
  {
    name: "plan-digest",
    type: "string",
    description:
      "Digest that plan.json must have: the output `plan-digest` of the run that made it, which travels by another way than the file.",
    commands: ["publish"],
  },
] as const satisfies readonly OptionSpec[];

/** What is published instead of charts to package. */
export interface PlanOptions {
  readonly plan?: string;
  readonly planDigest?: Digest;
}

/** What a plan has settled: to set it again would be without effect, which nobody means. */
const settled = [
  "charts",
  "changes",
  "base",
  "exclude",
  "deprecated",
  "check-version",
  "check-images",
  "artifacthub-repo",
  "version",
  "app-version",
  "version-from",
  "tag-pattern",
  "git-tag",
  "snapshot",
  "snapshot-registry",
  "annotations",
  "dependencies",
  "diff",
  "lint",
  "values",
  "check-command",
  "pgp-key",
  "pgp-passphrase",
  "pgp-key-id",
];

/** Reads the options of a plan; adds every fault, those against the other options too, to `problems`. */
export function readPlanOptions(
  specs: readonly OptionSpec[],
  raw: RawOptions,
  problems: Problem[],
): PlanOptions {
  const given = (name: string): string | undefined => {
    const text = raw.get(name)?.text.trim();
    const isDefault = text === specs.find((spec) => spec.name === name)?.default;
    return text === "" || isDefault ? undefined : text;
  };
  if (!specs.some((spec) => spec.name === "plan")) return {};
  const plan = given("plan");
  const planDigest = given("plan-digest");
  if (planDigest !== undefined && plan === undefined) {
    problems.push({ message: "plan-digest is given without plan", hint: "Set plan to the plan.json." });
  }
  if (planDigest !== undefined && !isDigest(planDigest)) {
    const hint = "Set it to the output plan-digest of the job that planned; does this job need that job?";
    problems.push({ message: `plan-digest must be sha256: and 64 digits, not “${planDigest}”`, hint });
  }
  for (const name of plan === undefined ? [] : settled.filter((option) => given(option) !== undefined)) {
    problems.push({
      message: `${raw.get(name)?.source ?? name} is given with plan, whose charts are packaged already`,
      hint: "Set it where the plan is made, and leave it out here.",
    });
  }
  return {
    ...(plan !== undefined && { plan }),
    ...(planDigest !== undefined && isDigest(planDigest) && { planDigest }),
  };
}
