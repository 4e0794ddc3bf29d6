import { type Rule, retagStatuses } from "../rule.ts";

/** What every registry means by its refusals, tried after the rules of the kind that it is. */
export const anyRules: readonly Rule[] = [
  {
    // Go's and nginx's words for a plain request to their TLS port.
    when: { statuses: [400], words: /HTTP request (?:was sent )?to (?:an )?HTTPS/i },
    fix: "the registry speaks HTTPS: leave out plain-http",
    example: {
      step: "ping",
      status: 400,
      words: "Client sent an HTTP request to an HTTPS server.",
      isRegistry: false,
    },
  },
  {
    when: { isRegistry: false },
    fix: "check the host and the path: this address serves something else than an OCI registry",
    example: { step: "upload-begin", status: 404, words: "404 page not found", isRegistry: false },
  },
  {
    when: { steps: ["retag"], statuses: retagStatuses },
    cause: "this registry does not let a published version be changed, or not by this account",
    fix: "publish other content under a new version",
    example: { step: "retag", status: 409 },
  },
  {
    when: { statuses: [401], hasCredentials: false },
    fix: "set username and password ({account})",
    example: { step: "upload-begin", status: 401, code: "UNAUTHORIZED", hasCredentials: false },
  },
  {
    when: { statuses: [401] },
    fix: "check the user name and the password, and that they may push here ({account})",
    example: { step: "upload-begin", status: 401, code: "UNAUTHORIZED" },
  },
  {
    when: { statuses: [403], hasCredentials: false },
    fix: "set username and password of an account that may push here ({account})",
    example: { step: "upload-begin", status: 403, code: "DENIED", hasCredentials: false },
  },
  {
    when: { statuses: [403] },
    fix: "the account is known but may not do this; give it the right to push ({account})",
    example: { step: "upload-begin", status: 403, code: "DENIED" },
  },
  {
    when: { codes: ["NAME_UNKNOWN"] },
    fix: "create the repository {repository} first: this registry does not create it on a push",
    example: { step: "upload-begin", status: 404, code: "NAME_UNKNOWN" },
  },
  {
    when: { codes: ["NAME_INVALID"] },
    fix: "this registry takes fewer names than the specification; give the chart, or the path in registry, another name than {repository}",
    example: { step: "upload-begin", status: 400, code: "NAME_INVALID" },
  },
  {
    when: { statuses: [405] },
    fix: "the registry does not allow this; is it a read-only mirror, or another kind of repository?",
    example: { step: "upload-begin", status: 405, code: "UNSUPPORTED" },
  },
  {
    when: { statuses: [407] },
    fix: "put the proxy's user name and password into HTTPS_PROXY",
    example: { step: "ping", status: 407 },
  },
  {
    when: { steps: ["manifest-put", "retag"], statuses: [400, 413], words: /too large|too long|exceeds/i },
    cause: "the manifest is larger than the 4 MiB that registries take",
    fix: "shorten the annotations, and what Chart.yaml says in description, icon and annotations",
    example: {
      step: "manifest-put",
      status: 400,
      code: "MANIFEST_INVALID",
      words: "http: request body too large",
    },
  },
  {
    when: { steps: ["manifest-put", "retag"], statuses: [413] },
    cause: "the manifest is larger than what the registry, or a proxy in front of it, takes",
    fix: "shorten the annotations, and what Chart.yaml says in description, icon and annotations",
    example: { step: "manifest-put", status: 413 },
  },
  {
    when: { steps: ["manifest-put"], statuses: [415, 501] },
    cause: "this registry, or this format of repository, takes no Helm charts",
    fix: "use a registry, or a repository of a format, that takes OCI artifacts",
    example: { step: "manifest-put", status: 415 },
  },
  {
    when: { steps: ["manifest-put"], statuses: [400], codes: ["MANIFEST_INVALID"] },
    cause: "the registry read the manifest and does not take it; some take container images alone",
    fix: "use a registry, or a repository of a format, that takes OCI artifacts",
    example: {
      step: "manifest-put",
      status: 400,
      code: "MANIFEST_INVALID",
      words: "config media type not supported",
    },
  },
  {
    when: { statuses: [413] },
    fix: "a proxy in front of the registry limits the size of uploads; raise its limit",
    example: { step: "blob-put", status: 413 },
  },
  {
    when: { codes: ["DIGEST_INVALID"] },
    fix: "what arrived is not what was sent: look for a proxy that changes requests, or a disk that is full",
    example: { step: "blob-put", status: 400, code: "DIGEST_INVALID" },
  },
  {
    when: { statuses: [429] },
    fix: "run again later{wait}, lower concurrency, or use an account with a higher limit",
    example: { step: "upload-begin", status: 429, code: "TOOMANYREQUESTS" },
  },
  {
    when: { statuses: [507] },
    fix: "the registry's storage is full; free some, or have the quota raised",
    example: { step: "blob-put", status: 507 },
  },
  {
    when: { statuses: ["5xx"] },
    fix: "run again later; if it happens every time, see the registry's log",
    example: { step: "upload-begin", status: 500, code: "UNKNOWN" },
  },
  {
    when: {},
    fix: "the registry's own words, if it gave any, and its log tell more; see whether another client meets the same",
    example: { step: "fetch", status: 418 },
  },
];
