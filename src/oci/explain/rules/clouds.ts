import { type Rule, retagStatuses } from "../rule.ts";

const ecrDocs = "https://docs.aws.amazon.com/AmazonECR/latest/userguide";

const createEcrRepository =
  "create it first, one for each chart, with `aws ecr create-repository --repository-name {repository} --region {region}`, or add a repository creation template with CREATE_ON_PUSH";

/** Amazon ECR, private registries. */
export const ecrRules: readonly Rule[] = [
  {
    when: { codes: ["NAME_UNKNOWN"], words: /repository with name '[^']*\.(?:amazonaws|on\.aws)/ },
    cause: "the repository's name begins with the registry's host",
    fix: "leave the host out of the path that follows it in registry",
    link: `${ecrDocs}/push-oci-artifact.html`,
    example: {
      step: "upload-begin",
      status: 404,
      code: "NAME_UNKNOWN",
      words:
        "The repository with name '123456789012.dkr.ecr.eu-west-1.amazonaws.com/charts/web' does not exist in the registry with id '123456789012'",
    },
  },
  {
    // Quirk(ECR): no repository comes into being by a push.
    when: { codes: ["NAME_UNKNOWN", "REPOSITORYNOTFOUNDEXCEPTION"] },
    cause: "Amazon ECR has no repository {repository}, and creates none on a push",
    fix: createEcrRepository,
    link: `${ecrDocs}/push-oci-artifact.html`,
    example: {
      step: "upload-begin",
      status: 404,
      code: "NAME_UNKNOWN",
      words: "The repository with name 'charts/web' does not exist in the registry with id '123456789012'",
    },
  },
  {
    // Quirk(ECR): seen to cut the connection of an upload to a repository that is not there.
    when: { steps: ["upload-begin"], statuses: ["cut"] },
    cause: "Amazon ECR is known to do so where there is no repository {repository}",
    fix: createEcrRepository,
    link: `${ecrDocs}/push-oci-artifact.html`,
    example: { step: "upload-begin", status: "cut" },
  },
  {
    when: {
      steps: ["manifest-put", "retag"],
      statuses: retagStatuses,
      codes: ["TAG_INVALID", "IMAGETAGALREADYEXISTSEXCEPTION"],
    },
    cause: "the version is published, and the tags of {repository} are immutable",
    fix: "publish other content under a new version, or change the repository's tag mutability",
    link: `${ecrDocs}/image-tag-mutability.html`,
    example: {
      step: "manifest-put",
      status: 400,
      code: "TAG_INVALID",
      words:
        "The image tag '1.0.0' already exists in the 'charts/web' repository and cannot be overwritten because the repository is immutable.",
    },
  },
  {
    when: { statuses: [401], hasCredentials: false },
    cause: "Amazon ECR takes no anonymous push",
    fix: "log in with aws-actions/configure-aws-credentials and aws-actions/amazon-ecr-login, or give the user name AWS and the output of `aws ecr get-login-password --region {region}` as password ({account})",
    link: `${ecrDocs}/registry_auth.html`,
    example: { step: "upload-begin", status: 401, hasCredentials: false },
  },
  {
    when: { statuses: [401] },
    cause: "Amazon ECR's passwords last 12 hours, and are good for one account and region",
    fix: "get a new one with `aws ecr get-login-password --region {region}`; the user name is AWS ({account})",
    link: `${ecrDocs}/registry_auth.html`,
    example: { step: "tag-head", status: 401, words: "Not Authorized" },
  },
  {
    when: { statuses: [403] },
    cause: "the login is more than 12 hours old, or its IAM policy does not let it push to {repository}",
    fix: "log in again, and allow ecr:InitiateLayerUpload, UploadLayerPart, CompleteLayerUpload, BatchCheckLayerAvailability, PutImage and BatchGetImage on the repository ({account})",
    link: `${ecrDocs}/registry_auth.html`,
    example: {
      step: "upload-begin",
      status: 403,
      code: "DENIED",
      words: "not authorized to perform: ecr:InitiateLayerUpload",
    },
  },
];

const ecrPublicDocs = "https://docs.aws.amazon.com/AmazonECR/latest/public/push-oci-artifact.html";

/** Amazon ECR Public. */
export const ecrPublicRules: readonly Rule[] = [
  {
    when: { codes: ["NAME_UNKNOWN"] },
    cause: "Amazon ECR Public has no repository {repository}, and creates none on a push",
    fix: "create it first with `aws ecr-public create-repository --repository-name {chart} --region us-east-1`; what follows {namespace}/ is its name",
    link: ecrPublicDocs,
    example: { step: "upload-begin", status: 404, code: "NAME_UNKNOWN" },
  },
  {
    when: { statuses: [401, 403] },
    cause: "Amazon ECR Public gives logins in us-east-1 alone, for 12 hours",
    fix: "use the user name AWS and the output of `aws ecr-public get-login-password --region us-east-1`; the role needs ecr-public:GetAuthorizationToken and sts:GetServiceBearerToken ({account})",
    link: ecrPublicDocs,
    example: { step: "token", status: 401, words: "Not Authorized" },
  },
];

const acrDocs = "https://learn.microsoft.com/en-us/azure/container-registry";

/** Azure Container Registry. */
export const acrRules: readonly Rule[] = [
  {
    when: { statuses: [403], words: /client with ip|\bIP\b.*(?:firewall|not allowed)|firewall/i },
    cause: "the firewall of {host} does not let this machine's address in",
    fix: "allow the runner's address in the registry's network rules, or use a runner inside the network",
    link: `${acrDocs}/container-registry-access-selected-networks`,
    example: {
      step: "token",
      status: 403,
      code: "DENIED",
      words: "client with IP '192.0.2.7' is not allowed access",
    },
  },
  {
    when: { statuses: [401, 403], hasCredentials: false },
    cause: "{host} wants a login",
    fix: "use azure/login and `az acr login`, or set username and password ({account})",
    link: `${acrDocs}/container-registry-authentication`,
    example: { step: "upload-begin", status: 401, hasCredentials: false },
  },
  {
    when: { steps: ["retag"], statuses: [...retagStatuses, 405] },
    cause: "the tag is locked",
    fix: "publish other content under a new version, or unlock it with `az acr repository update --write-enabled true`",
    link: `${acrDocs}/container-registry-image-lock`,
    example: { step: "retag", status: 405, code: "UNSUPPORTED" },
  },
  {
    when: { statuses: [401, 403] },
    cause: "the identity may not push to {repository}",
    fix: "give it the role AcrPush on {host}, or Container Registry Repository Writer where the registry is in ABAC mode ({account})",
    link: `${acrDocs}/container-registry-roles`,
    example: { step: "token", status: 401, code: "UNAUTHORIZED", words: "authentication required" },
  },
  {
    when: { statuses: [429] },
    cause: "the registry's tier limits how often may be written and read in a minute",
    fix: "lower concurrency, or raise the tier of {host}{wait}",
    link: `${acrDocs}/container-registry-skus`,
    example: { step: "upload-begin", status: 429, code: "TOOMANYREQUESTS" },
  },
];

const garDocs = "https://cloud.google.com/artifact-registry/docs/helm/authentication";

/** Google Artifact Registry. */
export const garRules: readonly Rule[] = [
  {
    when: { words: /unauthenticated request/i },
    cause: "Google does not take the credentials for those of an identity that may write here",
    fix: "use google-github-actions/auth with token_format: access_token and the user name oauth2accesstoken, and grant roles/artifactregistry.writer to the identity itself ({account})",
    link: garDocs,
    example: {
      step: "token",
      status: 403,
      code: "DENIED",
      words: "Unauthenticated request. Unauthenticated requests do not have permission",
    },
  },
  {
    when: { steps: ["retag"], statuses: retagStatuses },
    cause: "the tags of {namespace}/{second} are immutable",
    fix: "publish other content under a new version",
    link: "https://cloud.google.com/artifact-registry/docs/docker/store-docker-container-images",
    example: { step: "retag", status: 400 },
  },
  {
    // Quirk(Artifact Registry): a repository that is missing and one that is forbidden are the same 403 of the token server.
    when: { statuses: [401, 403, 404] },
    cause: "there is no repository {second} in the project {namespace}, or the identity may not write to it",
    fix: "create it with `gcloud artifacts repositories create {second} --repository-format=docker --location={region} --project={namespace}`, grant roles/artifactregistry.writer, and use the host <location>-docker.pkg.dev ({account})",
    link: garDocs,
    example: {
      step: "token",
      status: 403,
      code: "DENIED",
      words:
        'Permission "artifactregistry.repositories.uploadArtifacts" denied on resource "projects/acme/locations/europe-west1/repositories/charts" (or it may not exist)',
    },
  },
];

const ibmDocs = "https://cloud.ibm.com/docs/Registry?topic=Registry-registry_access";

/** IBM Cloud Container Registry. */
export const ibmRules: readonly Rule[] = [
  {
    when: { words: /quota/i },
    cause: "the account's quota for storage or traffic is used up",
    fix: "see `ibmcloud cr quota`, and remove what is not needed or change the plan",
    link: ibmDocs,
    example: { step: "blob-put", status: 403, code: "DENIED", words: "You have exceeded your storage quota" },
  },
  {
    when: { statuses: [401, 403, 404] },
    cause: "there is no namespace {namespace} in this account and region, or the key may not write to it",
    fix: "create it with `ibmcloud cr namespace-add {namespace}`, give the service ID the role Writer on container-registry, and use the user name iamapikey with its API key at <region>.icr.io ({account})",
    link: ibmDocs,
    example: {
      step: "upload-begin",
      status: 401,
      code: "UNAUTHORIZED",
      words: "You are not authorized to access the specified resource",
    },
  },
];
