import { PublishError } from "../errors.ts";

/** The claims of a GitHub job's identity token that the predicate is made of. */
const needed = [
  "event_name",
  "job_workflow_ref",
  "ref",
  "repository",
  "repository_id",
  "repository_owner_id",
  "run_attempt",
  "run_id",
  "runner_environment",
  "sha",
  "workflow_ref",
] as const;
type Claims = Readonly<Record<(typeof needed)[number], string>>;

/**
 * SLSA provenance v1 of what a GitHub job makes (slsa.dev/spec/v1.1/provenance, build type
 * `actions.github.io/buildtypes/workflow/v1`), from what GitHub says of the job in its identity token. Throws USAGE for
 * a token that says less: other issuers' do.
 */
export function slsaPredicate(claims: Readonly<Record<string, unknown>>, serverUrl: string): object {
  const known = readClaims(claims);
  const { repository, ref } = known;
  const repositoryUrl = `${serverUrl}/${repository}`;
  const [path = ""] = known.workflow_ref.replace(`${repository}/`, "").split("@");
  return {
    buildDefinition: {
      buildType: "https://actions.github.io/buildtypes/workflow/v1",
      externalParameters: { workflow: { ref, repository: repositoryUrl, path } },
      internalParameters: {
        github: {
          event_name: known.event_name,
          repository_id: known.repository_id,
          repository_owner_id: known.repository_owner_id,
          runner_environment: known.runner_environment,
        },
      },
      resolvedDependencies: [{ uri: `git+${repositoryUrl}@${ref}`, digest: { gitCommit: known.sha } }],
    },
    runDetails: {
      builder: { id: `${serverUrl}/${known.job_workflow_ref}` },
      metadata: {
        invocationId: `${repositoryUrl}/actions/runs/${known.run_id}/attempts/${known.run_attempt}`,
      },
    },
  };
}

function readClaims(claims: Readonly<Record<string, unknown>>): Claims {
  const missing = needed.filter((name) => typeof claims[name] !== "string" || claims[name] === "");
  if (missing.length === 0) return claims as Claims; // every claim was looked at
  throw new PublishError(
    "USAGE",
    `Could not attest: the identity token does not say how the chart is built; it has no ${missing.join(", ")}.`,
    { hint: "attest needs the identity token that GitHub gives a job with id-token: write." },
  );
}
