/** What every request to GitHub's REST API bears, version 2022-11-28. */
export const gitHubHeaders = {
  accept: "application/vnd.github+json",
  "x-github-api-version": "2022-11-28",
} as const;

/** An address below a repository, such as `releases/tags/v1`, at `https://api.github.com` or a server of one's own. */
export function repositoryUrl(apiUrl: string, repository: string, path: string): URL {
  return new URL(`${apiUrl.replace(/\/+$/, "")}/repos/${repository}/${path}`);
}
