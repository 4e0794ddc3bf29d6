import { PublishError } from "../errors.ts";
import type { Context } from "../options/context.ts";

/** GitLab cuts its CI_COMMIT_REF_SLUG there; a tag has room for 128 characters in all. */
const maxSlugLength = 63;

/**
 * `version` with what the run is of as pre-release: `1.4.0-pr.45.gabc1234`, `1.4.0-main.gabc1234`. Identifiers that the
 * version has already stay in front, build metadata stays at the end. `checkedOut` is the commit where the run is for no
 * pull request. The same commit always gives the same version. Throws USAGE where no commit is known.
 */
export function snapshotVersion(version: string, context: Context, checkedOut: string | undefined): string {
  const commit = context.proposedCommit ?? checkedOut ?? context.commit;
  if (commit === undefined) {
    throw new PublishError(
      "USAGE",
      `Could not make a snapshot of ${JSON.stringify(version)}: there is no git commit to name it by.`,
      { hint: "Check the repository out with git, or leave out snapshot and set version." },
    );
  }
  const [, release = version, build = ""] = /^([^+]*)(\+.*)?$/.exec(version) ?? [];
  // The `g` of `git describe`: a commit of digits alone would be a number, and may begin with a zero.
  const identifiers = [...placeOf(context), `g${commit.slice(0, 7)}`].join(".");
  return `${release}${release.includes("-") ? "." : "-"}${identifiers}${build}`;
}

function placeOf({ pullRequest, branch, run }: Context): readonly string[] {
  if (pullRequest !== undefined) return ["pr", pullRequest];
  const slug = branch === undefined ? "" : slugOf(branch);
  if (slug !== "") return [slug];
  return run === undefined ? [] : ["run", run];
}

/** A branch as one identifier of a pre-release, SemVer 2.0.0 § 9: digits alone would be a number. */
function slugOf(branch: string): string {
  const slug = branch
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, maxSlugLength)
    .replace(/^-+|-+$/g, "");
  return /^\d+$/.test(slug) ? `branch-${slug}` : slug;
}
