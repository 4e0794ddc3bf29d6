import type { Clients } from "../commands/clients.ts";
import { releasingCharts } from "../commands/release-charts.ts";
import type { Releases } from "../commands/releases.ts";
import { createReleaseMaker } from "../github/ensure-release.ts";
import { createReleases } from "../github/releases.ts";
import type { Context } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import { connectGitHub, type GitHubSurroundings } from "./github.ts";

/** What releasing needs of the run besides the options. */
export interface ReleaseSurroundings
  extends GitHubSurroundings,
    Pick<Clients, "registry" | "proofs" | "exec" | "signal"> {}

/** Releases on the GitHub that the variables name. Throws USAGE where they name none. */
export function wireReleases(
  options: Options,
  context: Context,
  { variables, connection, ...clients }: ReleaseSurroundings,
): Releases & AsyncDisposable {
  const { ask, apiUrl, repository, close } = connectGitHub(
    options,
    { variables, connection, reporter: clients.reporter },
    { option: "release", doing: "plan the releases", right: "write the repository's contents" },
  );
  const releases = releasingCharts({
    ...clients,
    options,
    maker: createReleaseMaker(createReleases(ask, apiUrl, repository), (round, signal) =>
      connection.sleep(1000 * 2 ** round, signal),
    ),
    repositoryUrl: `${variables["GITHUB_SERVER_URL"] || "https://github.com"}/${repository}`,
    ...(context.commit !== undefined && { commit: context.commit }),
  });
  return { ...releases, [Symbol.asyncDispose]: close };
}
