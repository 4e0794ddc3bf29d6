
// src/github/api.ts
/** What every request to GitHub's REST API bears, version 2022-11-28. */
const gitHubHeaders = {
	accept: "application/vnd.github+json",
	"x-github-api-version": "2022-11-28"
};
/** An address below a repository, such as `releases/tags/v1`, at `https://api.github.com` or a server of one's own. */
function repositoryUrl(apiUrl, repository, path) {
	return new URL(`${apiUrl.replace(/\/+$/, "")}/repos/${repository}/${path}`);
}

export { repositoryUrl as n, gitHubHeaders as t };