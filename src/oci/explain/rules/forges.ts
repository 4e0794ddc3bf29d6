import { type Rule, retagStatuses } from "../rule.ts";

const GHCR_PERMISSION = 'add "permissions: packages: write" to the job';

const ghcrDocs =
  "https://docs.github.com/en/packages/learn-github-packages/configuring-a-packages-access-control-and-visibility";

/** GitHub Container Registry. Quirk(GHCR): "denied" is said for several things, each with its own way out. */
export const ghcrRules: readonly Rule[] = [
  {
    when: { words: /write_package/ },
    cause: "the token may not write to the package {repository}",
    fix: `${GHCR_PERMISSION}; if the package was first pushed by someone else, give this repository the Write role under "Manage Actions access" in the package's settings`,
    link: ghcrDocs,
    example: { step: "upload-begin", status: 403, code: "DENIED", words: "permission_denied: write_package" },
  },
  {
    when: { words: /installation not allowed/ },
    cause: "workflows may not create packages of {namespace}",
    fix: `${GHCR_PERMISSION}; if it is there, let workflows create packages in the settings of the organization and the repository (Actions, Workflow permissions)`,
    link: ghcrDocs,
    example: {
      step: "upload-begin",
      status: 403,
      code: "DENIED",
      words: "installation not allowed to Create organization package",
    },
  },
  {
    when: { statuses: [401, 403], hasCredentials: false },
    cause: "{host} takes no anonymous push, and shows private packages to nobody",
    fix: `${GHCR_PERMISSION} and pass github-token, or set username and password ({account})`,
    link: ghcrDocs,
    example: { step: "upload-begin", status: 401, code: "UNAUTHORIZED", hasCredentials: false },
  },
  {
    // Quirk(GHCR): old credentials are refused even for what everybody may read.
    when: { steps: ["token"], statuses: [401, 403] },
    cause: "the credentials have expired, were revoked, or are of somebody without access to {namespace}",
    fix: `renew them, or leave them out and ${GHCR_PERMISSION}, which lets github-token push ({account})`,
    link: ghcrDocs,
    example: { step: "token", status: 403, code: "DENIED", words: "denied" },
  },
  {
    when: { statuses: [401, 403] },
    cause: "the token may not push to {repository}",
    fix: `${GHCR_PERMISSION}, and check that the credentials are still valid ({account})`,
    link: ghcrDocs,
    example: { step: "upload-begin", status: 403, code: "DENIED", words: "denied" },
  },
];

const gitlabDocs = "https://docs.gitlab.com/user/project/deploy_tokens/";

/** GitLab's container registry. */
export const gitlabRules: readonly Rule[] = [
  {
    when: {
      steps: ["manifest-put"],
      statuses: [400, 415],
      codes: ["MANIFEST_INVALID"],
      words: /^(?!.*too (?:large|long))/,
    },
    cause: "a repository of the format Docker takes no Helm charts",
    fix: "use one of the format OCI, or the project's container registry",
    link: "https://docs.gitlab.com/user/packages/container_registry/",
    example: { step: "manifest-put", status: 400, code: "MANIFEST_INVALID", words: "manifest invalid" },
  },
  {
    when: { steps: ["retag"], statuses: retagStatuses },
    cause: "a rule of the project protects the tag",
    fix: "publish other content under a new version, or change the rules for protected and immutable tags",
    link: "https://docs.gitlab.com/user/packages/container_registry/",
    example: { step: "retag", status: 403, code: "DENIED" },
  },
  {
    // Quirk(GitLab): rules that protect tags, and rights a job token lacks, are refusals of the token server, one of them 500.
    when: { steps: ["token"], statuses: [403, 500] },
    cause: "the token may not push to {repository}, or a rule of the project protects it",
    fix: "use a deploy token with read_registry and write_registry, and check the project's protection rules ({account})",
    link: gitlabDocs,
    example: { step: "token", status: 403, words: "access forbidden" },
  },
  {
    when: { statuses: [401, 403, 404] },
    cause:
      "there is no project at the beginning of {repository}, its registry is off, or the token may not push",
    fix: "write the project's path in lower case, turn its container registry on, and use a deploy token with read_registry and write_registry ({account})",
    link: gitlabDocs,
    example: {
      step: "upload-begin",
      status: 401,
      code: "UNAUTHORIZED",
      words: "requested access to the resource is denied",
    },
  },
];

const giteaDocs = "https://docs.gitea.com/usage/packages/overview";

/** Gitea and Forgejo. */
export const giteaRules: readonly Rule[] = [
  {
    when: { statuses: [401, 403], hasCredentials: false },
    cause: "{host} takes no anonymous push",
    fix: "set username and password; the password is a token with write:package ({account})",
    link: giteaDocs,
    example: { step: "upload-begin", status: 401, code: "UNAUTHORIZED", hasCredentials: false },
  },
  {
    // Quirk(Gitea): missing rights are a 401 "reqPackageAccess", however good the token is.
    when: { statuses: [401, 403] },
    cause: "the token lacks the scope write:package, or its user may not write packages of {namespace}",
    fix: "make a token with write:package for a user who may; the automatic token of a workflow is not enough in every version ({account})",
    link: giteaDocs,
    example: { step: "upload-begin", status: 401, code: "UNAUTHORIZED", words: "reqPackageAccess" },
  },
  {
    when: { codes: ["NAME_INVALID"] },
    cause: 'Gitea takes no "__" and no "--" in names, which the specification allows',
    fix: "give the chart, or the path in registry, another name than {repository}",
    link: giteaDocs,
    example: { step: "upload-begin", status: 400, code: "NAME_INVALID" },
  },
];
