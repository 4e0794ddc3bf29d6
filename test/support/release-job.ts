import path from "node:path";
import type { TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "./chart.ts";
import { repositoryFrom, type TestRepository } from "./clone.ts";
import { type CommandResult, runCommand } from "./command.ts";
import { type FakeGitHub, gitHubFor, gitHubToken } from "./github-api.ts";
import { registryFor, type TestRegistry } from "./registry.ts";

/** A repository with charts `web` and `api`, a registry, and GitHub. */
export interface ReleaseJob {
  readonly github: FakeGitHub;
  readonly registry: TestRegistry;
  readonly repository: TestRepository;
  /** Runs `publish --release --json`. */
  readonly run: (
    words?: readonly string[],
    variables?: Readonly<Record<string, string>>,
  ) => Promise<CommandResult>;
}

/** What `publish --release` needs, at hand. */
export async function releaseJobFor(t: TestContext): Promise<ReleaseJob> {
  const github = await gitHubFor(t);
  const registry = await registryFor(t);
  const charts = path.join(await temporaryDirectory(t), "charts");
  for (const name of ["web", "api"]) await writeChart(charts, name, "1.0.0");
  const repository = await repositoryFrom(t, charts);
  const run: ReleaseJob["run"] = (words = [], variables = {}) =>
    runCommand(
      [
        ...[
          "publish",
          "--registry",
          `oci://${registry.host}/charts`,
          "--release",
          "--json",
          "--retries",
          "0",
        ],
        ...["--working-directory", repository.directory],
        ...words,
      ],
      {
        GITHUB_REPOSITORY: "octo/charts",
        GITHUB_API_URL: github.apiUrl,
        HELM_OCI_PUBLISH_GITHUB_TOKEN: gitHubToken,
        ...variables,
      },
    );
  return { github, registry, repository, run };
}
