import { type Rule, retagStatuses } from "../rule.ts";

const hubDocs = "https://docs.docker.com/docker-hub/repos/manage/hub-images";

/** Docker Hub. */
export const dockerHubRules: readonly Rule[] = [
  {
    // Quirk(Docker Hub): deeper names are answered as if rights were missing.
    when: { statuses: [401, 403, 404], minParts: 3 },
    cause: "Docker Hub's repositories have a namespace and a name, and {repository} has more parts",
    fix: "set registry to oci://registry-1.docker.io/{namespace}; the chart's name is added",
    link: `${hubDocs}/oci-artifacts/`,
    example: { step: "tag-head", status: 401, repository: "acme/charts/web" },
  },
  {
    when: { statuses: [401], words: /incorrect username or password/i },
    cause: "Docker Hub does not know this user name with this password",
    fix: "use an access token as password, with the user's name or, for an organization's token, the organization's ({account})",
    link: `${hubDocs}/oci-artifacts/`,
    example: { step: "token", status: 401, words: "incorrect username or password" },
  },
  {
    // Quirk(Docker Hub): 403 for a tag that may not be changed.
    when: { steps: ["retag"], statuses: retagStatuses },
    cause: "the version is published, and {repository} has immutable tags",
    fix: "publish other content under a new version, or turn immutable tags off for this repository",
    link: `${hubDocs}/immutable-tags/`,
    example: { step: "retag", status: 403, code: "DENIED" },
  },
  {
    when: { statuses: [401, 403], hasCredentials: false },
    cause: "Docker Hub takes no anonymous push",
    fix: "set username and password; the password is an access token with Read & Write ({account})",
    link: `${hubDocs}/oci-artifacts/`,
    example: { step: "upload-begin", status: 401, hasCredentials: false },
  },
  {
    when: { statuses: [401, 403] },
    cause: "there is no namespace {namespace}, or the access token may not write to it",
    fix: "check its spelling, and use a token with Read & Write of an account that belongs to it ({account})",
    link: `${hubDocs}/oci-artifacts/`,
    example: { step: "upload-begin", status: 401, code: "UNAUTHORIZED", words: "authentication required" },
  },
  {
    when: { statuses: [429] },
    cause: "the quota for pulls of this account or address is used up",
    fix: "log in, or use an account with a higher quota{wait}",
    link: "https://docs.docker.com/docker-hub/usage/",
    example: {
      step: "fetch",
      status: 429,
      code: "TOOMANYREQUESTS",
      words: "You have reached your pull rate limit",
    },
  },
];

const quayDocs =
  "https://docs.redhat.com/en/documentation/red_hat_quay/3/html/use_red_hat_quay/use-quay-manage-repo";

/** quay.io and Red Hat Quay. */
export const quayRules: readonly Rule[] = [
  {
    when: { steps: ["manifest-put"], statuses: [400, 415], words: /manifest invalid|artifact|media ?type/i },
    cause: "this Quay does not take Helm charts",
    fix: "set FEATURE_GENERAL_OCI_SUPPORT and FEATURE_HELM_OCI_SUPPORT to true in its config.yaml",
    link: "https://docs.redhat.com/en/documentation/red_hat_quay/",
    example: { step: "manifest-put", status: 400, code: "MANIFEST_INVALID", words: "manifest invalid" },
  },
  {
    when: { steps: ["retag"], statuses: retagStatuses },
    cause: "the tag is immutable",
    fix: "publish other content under a new version, or make the tag mutable in the repository's settings",
    link: quayDocs,
    example: { step: "retag", status: 409 },
  },
  {
    when: { statuses: [401, 403], hasCredentials: false },
    cause: "Quay takes no anonymous push",
    fix: "set username and password of a robot account, {namespace}+<name> and its token ({account})",
    link: quayDocs,
    example: { step: "upload-begin", status: 401, hasCredentials: false },
  },
  {
    when: { statuses: [401, 403] },
    cause:
      "the repository {repository} does not exist and the robot may not create it, or it may not write to it",
    fix: "make the robot's team a Creator in the organization {namespace}, or create the repository and give the robot Write ({account})",
    link: quayDocs,
    example: {
      step: "upload-begin",
      status: 401,
      code: "UNAUTHORIZED",
      words: "access to the requested resource is not authorized",
    },
  },
];

const cloudsmithDocs = "https://help.cloudsmith.io/docs/helm-chart-repository";

/** Cloudsmith. */
export const cloudsmithRules: readonly Rule[] = [
  {
    // Quirk(Cloudsmith): 500 for a look into a repository that is empty or not there.
    when: { statuses: [404, 500] },
    cause: "the path is not one of a repository that exists",
    fix: "create the repository {second} in {namespace}, and set registry to oci://helm.oci.cloudsmith.io/<organization>/<repository>, with nothing after it",
    link: cloudsmithDocs,
    example: { step: "tag-head", status: 404, code: "NAME_UNKNOWN" },
  },
  {
    when: { steps: ["retag"], statuses: retagStatuses },
    cause: "{namespace}/{second} does not let packages be republished",
    fix: "publish other content under a new version, or allow republishing in the repository's settings",
    link: cloudsmithDocs,
    example: { step: "retag", status: 409 },
  },
  {
    when: { statuses: [401, 403] },
    cause: "the account may not write to {namespace}/{second}",
    fix: "use the account's or service's slug as user name and its API key or OIDC token as password, and give it Write on the repository ({account})",
    link: cloudsmithDocs,
    example: { step: "upload-begin", status: 401, code: "UNAUTHORIZED" },
  },
];

/** RepoFlow, of whose refusals little is documented. */
export const repoflowRules: readonly Rule[] = [
  {
    when: { statuses: [401, 403, 404] },
    cause:
      "the workspace {namespace} or its repository {second} does not exist, or the token may not write to it",
    fix: "create a repository for Helm charts there, set registry to oci://{host}/<workspace>/<repository>, and check the token ({account})",
    link: "https://docs.repoflow.io/PackageTypes/helm#oci-helm-support",
    example: { step: "upload-begin", status: 403 },
  },
];
