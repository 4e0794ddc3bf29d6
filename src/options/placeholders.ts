import { type Problem, PublishError } from "../errors.ts";

/** What the placeholders of `version` and `app-version` stand for; absent where unknown. */
export interface PlaceholderValues {
  /** Chart.yaml's version, or appVersion for `app-version`. */
  readonly version?: string;
  /** The full commit. */
  readonly sha?: string;
  readonly run?: string;
  readonly pr?: string;
}

const whyUnknown: Readonly<Record<string, string>> = {
  version: "Chart.yaml has no value there",
  sha: "there is no git commit here",
  "short-sha": "there is no git commit here",
  run: "the number of the run is known on GitHub and GitLab only",
  pr: "the number of the pull request is known in runs of a pull request only",
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
        : { message: `“${whole}” cannot be filled in: ${why}` },
    );
    return whole;
  });
  if (problems.length > 0)
    throw new PublishError("USAGE", `Could not make out ${option} “${template}”.`, { problems });
  return text.replace(/^v(?=\d)/, "");
}
