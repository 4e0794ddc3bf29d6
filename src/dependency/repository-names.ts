import type { Dependency } from "../chart/metadata.ts";
import { PublishError } from "../errors.ts";
import { dependencyProblem, type Requirements } from "./requirements.ts";
import type { DependencySources } from "./sources.ts";

/**
 * The dependencies with the URLs of repositories that are called `@name` or `alias:name`, as Helm has them before it
 * locks anything (Helm v4.1.4 `pkg/downloader/manager.go` resolveRepoNames). Throws CHART_INVALID for names unknown.
 */
export async function withRepositoryUrls(
  requirements: Requirements,
  { repositories }: DependencySources,
  directory: string,
): Promise<readonly Dependency[]> {
  const nameOf = ({ repository }: Dependency): string | undefined =>
    /^(?:@|alias:)(.*)$/.exec(repository)?.[1];
  const { dependencies } = requirements;
  if (dependencies.every((dependency) => nameOf(dependency) === undefined)) return dependencies;
  const urls = new Map((await repositories.named()).map(({ name, url }) => [name, url]));
  const problems = dependencies.flatMap((dependency, index) => {
    const name = nameOf(dependency);
    if (name === undefined || urls.has(name)) return [];
    const message = `no repository definition for ${dependency.repository}. Please add the missing repos via 'helm repo add'`;
    const hint = "write the repository's URL in place of its name: nobody else's Helm need know it then";
    return [dependencyProblem(requirements, index, { message, hint }, "repository")];
  });
  if (problems.length > 0) {
    throw new PublishError("CHART_INVALID", `Could not complete the dependencies of ${directory}`, {
      problems,
    });
  }
  return dependencies.map((dependency) => {
    const url = urls.get(nameOf(dependency) ?? "");
    return url === undefined ? dependency : { ...dependency, repository: url };
  });
}
