import { type Rule, retagStatuses } from "../rule.ts";

/** distribution, the registry of Docker and of the CNCF. */
export const distributionRules: readonly Rule[] = [
  {
    when: { statuses: [404], isRegistry: false },
    cause:
      "the registry answers so where a name or tag has a form it does not take, or the path is not its own",
    fix: "check the host and the path, {repository}",
    link: "https://distribution.github.io/distribution/spec/api/",
    example: { step: "upload-begin", status: 404, words: "404 page not found", isRegistry: false },
  },
  {
    when: { statuses: [405], codes: ["UNSUPPORTED"] },
    cause: "the registry is a pull-through cache, or in read-only mode",
    fix: "push to the registry behind it, or change proxy or storage.maintenance.readonly in its configuration",
    link: "https://distribution.github.io/distribution/about/configuration/",
    example: {
      step: "upload-begin",
      status: 405,
      code: "UNSUPPORTED",
      words: "The operation is unsupported.",
    },
  },
];

const zotDocs = "https://zotregistry.dev/v2.1.14/articles/authn-authz/";

/** zot. */
export const zotRules: readonly Rule[] = [
  {
    when: { steps: ["retag"], statuses: [403] },
    cause: "the version is published, and the user may create tags of {repository} but not update them",
    fix: "publish other content under a new version, or add the action update to its policy in accessControl ({account})",
    link: zotDocs,
    example: { step: "retag", status: 403, code: "DENIED" },
  },
  {
    when: { statuses: [403], hasCredentials: false },
    cause: "zot lets nobody push to {repository} without a login",
    fix: "set username and password ({account})",
    link: zotDocs,
    example: { step: "upload-begin", status: 403, code: "DENIED", hasCredentials: false },
  },
  {
    when: { statuses: [403] },
    cause: "zot knows the user, who lacks the action create or update on {repository}",
    fix: "add it to a policy for the user in accessControl ({account})",
    link: zotDocs,
    example: {
      step: "upload-begin",
      status: 403,
      code: "DENIED",
      words: "requested access to the resource is denied",
    },
  },
];

const harborDocs = "https://goharbor.io/docs/2.13.0/working-with-projects";

/** Harbor. */
export const harborRules: readonly Rule[] = [
  {
    when: { words: /proxy[ -]?(?:cache|project)|proxy project/i },
    cause: "the project {namespace} is a proxy cache, which takes no pushes",
    fix: "push to another project",
    link: `${harborDocs}/working-with-oci/working-with-helm-oci-charts/`,
    example: {
      step: "upload-begin",
      status: 405,
      code: "UNSUPPORTED",
      words: "can not push artifact to a proxy project: acme",
    },
  },
  {
    when: { words: /quota/i },
    cause: "the storage quota of the project {namespace} is used up",
    fix: "remove what is not needed, or have the quota raised",
    link: "https://goharbor.io/docs/2.13.0/administration/configure-project-quotas/",
    example: {
      step: "manifest-put",
      status: 403,
      code: "DENIED",
      words:
        "adding 1.2 MiB of storage resource, which when updated to current usage will exceed the configured upper limit: quota",
    },
  },
  {
    // Quirk(Harbor): 412 PRECONDITION for a tag that may not be changed.
    when: { steps: ["manifest-put", "retag"], statuses: [409, 412] },
    cause: "the version is published, and a tag immutability rule of the project {namespace} covers it",
    fix: "publish other content under a new version, or change the rule",
    link: `${harborDocs}/working-with-images/create-tag-immutability-rules/`,
    example: {
      step: "manifest-put",
      status: 412,
      code: "PRECONDITION",
      words: "Failed to process request due to 'web:1.0.0' configured as immutable.",
    },
  },
  {
    when: { statuses: [401, 403], hasCredentials: false },
    cause: "Harbor takes no anonymous push, and shows private projects to nobody",
    fix: "set username and password, of a robot account at best ({account})",
    link: `${harborDocs}/project-configuration/create-robot-accounts/`,
    example: { step: "upload-begin", status: 401, code: "UNAUTHORIZED", hasCredentials: false },
  },
  {
    // Quirk(Harbor): a project that does not exist is a 401, after a token was granted.
    when: { statuses: [401, 403, 404] },
    cause: "there is no project {namespace}, or the account may not push to it and pull from it",
    fix: "create the project, give the robot account both push and pull, and keep its name, robot$…, in single quotes or a secret ({account})",
    link: `${harborDocs}/project-configuration/create-robot-accounts/`,
    example: {
      step: "upload-begin",
      status: 401,
      code: "UNAUTHORIZED",
      words: "unauthorized to access repository: acme/web, action: push: unauthorized to access repository",
    },
  },
];

const artifactoryDocs = "https://jfrog.com/help/r/jfrog-artifactory-documentation/helm-oci-repositories";

/** JFrog Artifactory. */
export const artifactoryRules: readonly Rule[] = [
  {
    when: { steps: ["retag"], statuses: retagStatuses },
    cause: "the version is published, and the account may not overwrite it, or nobody may",
    fix: "publish other content under a new version, or give the account Delete/Overwrite on {namespace} ({account})",
    link: artifactoryDocs,
    example: { step: "retag", status: 403, code: "DENIED" },
  },
  {
    when: { statuses: [401], hasCredentials: false },
    cause: "{host} wants a login",
    fix: "set username and password; the password is an access or identity token ({account})",
    link: artifactoryDocs,
    example: { step: "upload-begin", status: 401, code: "UNAUTHORIZED", hasCredentials: false },
  },
  {
    when: { statuses: [401, 403, 404, 405] },
    cause:
      "{namespace} is no repository key of a Helm OCI, OCI or Docker repository, or the account may not deploy to it",
    fix: "set registry to oci://{host}/<repository key>, or to the repository's own subdomain; classic Helm repositories do not speak OCI ({account})",
    link: artifactoryDocs,
    example: { step: "upload-begin", status: 404, code: "NAME_UNKNOWN" },
  },
];

const nexusDocs = "https://help.sonatype.com/en/docker-authentication.html";

/** Sonatype Nexus Repository 3. */
export const nexusRules: readonly Rule[] = [
  {
    // Quirk(Nexus): a repository of the format helm, or the user interface, answers with a web page.
    when: { isRegistry: false },
    cause:
      "this address of Nexus is its user interface, or a repository of the format helm, which does not speak OCI",
    fix: "push to a hosted repository of the format docker, at its connector's port, its subdomain or its path",
    link: nexusDocs,
    example: { step: "upload-begin", status: 405, words: "a web page titled 405", isRegistry: false },
  },
  {
    when: {
      steps: ["manifest-put", "retag"],
      words: /redeploy|updating assets|write ?policy|already exists/i,
    },
    cause: "the version is published, and the repository's deployment policy does not let it be changed",
    fix: "publish other content under a new version, or allow redeployment",
    link: nexusDocs,
    example: {
      step: "manifest-put",
      status: 400,
      words: "Repository does not allow updating assets: charts",
    },
  },
  {
    when: { statuses: [401], hasCredentials: false },
    cause: "{host} wants a login",
    fix: "set username and password, of a user token at best ({account})",
    link: nexusDocs,
    example: { step: "upload-begin", status: 401, code: "UNAUTHORIZED", hasCredentials: false },
  },
  {
    when: { statuses: [401, 403] },
    cause: "Nexus takes no such login, or the user may not add to this repository",
    fix: "activate the Docker Bearer Token Realm (Security, Realms), and give the user the add and edit privileges of the repository ({account})",
    link: nexusDocs,
    example: {
      step: "upload-begin",
      status: 401,
      code: "UNAUTHORIZED",
      words: "access to the requested resource is not authorized",
    },
  },
];
