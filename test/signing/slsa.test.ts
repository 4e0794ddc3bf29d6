import assert from "node:assert/strict";
import test from "node:test";
import { slsaPredicate } from "../../src/signing/slsa.ts";

const claims = {
  event_name: "push",
  iss: "https://token.actions.githubusercontent.com",
  job_workflow_ref: "acme/workflows/.github/workflows/publish.yml@refs/heads/v2",
  ref: "refs/tags/v1.2.3",
  repository: "acme/charts",
  repository_id: "42",
  repository_owner_id: "7",
  run_attempt: "2",
  run_id: "1234",
  runner_environment: "github-hosted",
  sha: "f".repeat(40),
  workflow_ref: "acme/charts/.github/workflows/release.yml@refs/tags/v1.2.3",
};

test("the predicate says what GitHub says of the job, as actions/attest puts it", () => {
  assert.deepEqual(slsaPredicate(claims, "https://github.com"), {
    buildDefinition: {
      buildType: "https://actions.github.io/buildtypes/workflow/v1",
      externalParameters: {
        workflow: {
          ref: "refs/tags/v1.2.3",
          repository: "https://github.com/acme/charts",
          path: ".github/workflows/release.yml",
        },
      },
      internalParameters: {
        github: {
          event_name: "push",
          repository_id: "42",
          repository_owner_id: "7",
          runner_environment: "github-hosted",
        },
      },
      resolvedDependencies: [
        {
          uri: "git+https://github.com/acme/charts@refs/tags/v1.2.3",
          digest: { gitCommit: "f".repeat(40) },
        },
      ],
    },
    runDetails: {
      builder: { id: "https://github.com/acme/workflows/.github/workflows/publish.yml@refs/heads/v2" },
      metadata: { invocationId: "https://github.com/acme/charts/actions/runs/1234/attempts/2" },
    },
  });
});

test("a token that says less is refused, naming what is missing", () => {
  const { run_id: _, sha: __, ...less } = claims;
  assert.throws(() => slsaPredicate(less, "https://github.com"), /it has no run_id, sha/);
});
