import { type Problem, PublishError } from "../errors.ts";

/** What the placeholders of `version` and `app-version` stand for; absent where unknown. */
export interface PlaceholderValues {
  /** Chart.yaml's version, or appVersion for `app-version`. */
  readonly version?: string;
  /** The commit that is checked out, in full. */
  readonly sha?: string;
  readonly run?: string;
  readonly pr?: string;
}

/** Why a placeholder may have no value, and what to do then. */
const whyUnknown: Readonly<Record<string, readonly [why: string, hint: string]>> = {
  version: ["Chart.yaml has no value there", "Add it to Chart.yaml, or write it out."],
  sha: ["there is no git commit here", "Check the repository out with git, or leave the placeholder out."],
  "short-sha": [
    "there is no git commit here",
    "Check the repository out with git, or leave the placeholder out.",
  ],
  run: ["it is known on GitHub and GitLab only", "Leave the placeholder out here."],
  pr: [
    "it is known in runs for a pull request only",
    "Set the option for pull requests alone, or use {run}.",
  ],
};

/** Fills in `{version}`, `{sha}`, `{short-sha}` (7 digits), `{run}` and `{pr}`, and drops a leading `v` before a digit. */
export function fillPlaceholders(option: string, template: string, values: PlaceholderValues): string {
  const known: Readonly<Record<string, string | undefined>> = {
    ...values,
    "short-sha": values.sha?.slice(0, 7),
  };
  const problems: Problem[] = [];
  const text = template.replace(/\{([^{}]*)\}/g, (whole, name: string) => {
    const value = known[name];
    if (value !== undefined) return value;
    const why = whyUnknown[name];
    problems.push(
      why === undefined
        ? {
            message: `“${whole}” is no placeholder`,
            hint: `Use ${Object.keys(whyUnknown)
              .map((n) => `{${n}}`)
              .join(", ")}.`,
          }
        : { message: `“${whole}” cannot be filled in: ${why[0]}`, hint: why[1] },
    );
    return whole;
  });
  if (problems.length > 0)
    throw new PublishError("USAGE", `Could not make out ${option} “${template}”.`, { problems });
  return text.replace(/^v(?=\d)/, "");
}
