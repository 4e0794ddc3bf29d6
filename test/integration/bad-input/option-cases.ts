import type { BadInput } from "./scene.ts";

const registry = (text: string, says: readonly RegExp[], name: string): BadInput => ({
  name: `registry: ${name}`,
  code: 2,
  options: { registry: text },
  says,
});

/** Options that cannot be meant. */
export const optionCases: readonly BadInput[] = [
  registry(
    "ghcr.io/acme/charts",
    [/oci:\/\/ is missing/, /Fix: .*"oci:\/\/ghcr\.io\/acme\/charts"/],
    "without oci://",
  ),
  registry(
    "https://ghcr.io/acme/charts",
    [/begins with https:\/\//, /Fix: .*"oci:\/\/ghcr\.io\/acme\/charts"/],
    "with https://",
  ),
  registry(
    "oci://ghcr.io/acme/charts:1.0.0",
    [/has a tag/, /Fix: .*"oci:\/\/ghcr\.io\/acme\/charts"/],
    "with a tag",
  ),
  registry(
    `oci://ghcr.io/acme/charts@sha256:${"a".repeat(64)}`,
    [/has a digest/, /Fix: .*"oci:\/\/ghcr\.io\/acme\/charts"/],
    "with a digest",
  ),
  registry(
    "oci://ghcr.io/Acme/charts",
    [/upper-case/, /Fix: .*"oci:\/\/ghcr\.io\/acme\/charts"/],
    "in upper case",
  ),
  registry(
    "oci://me:hunter2@ghcr.io/acme",
    [/user name or password/, /Fix: .*username and password/],
    "with a password",
  ),
  registry(
    "oci://ghcr.io:port/acme//charts",
    [/no port/, /empty part/, /Fix: Write it as oci:/],
    "with several faults",
  ),
  registry(
    "ghcr.io/acme/charts:1.0.0?x=1",
    [/oci:\/\/ is missing/, /has a tag/, /Fix: /],
    "with faults that have one fix",
  ),
  {
    name: "registry: with the chart's name in it",
    code: 2,
    options: { registry: "oci://127.0.0.1:9/charts/web" },
    says: [
      /already ends in the chart's name/,
      /charts\/web\/web/,
      /Fix: Set registry to oci:\/\/127\.0\.0\.1:9\/charts;/,
    ],
  },
  {
    name: "a password without a user name",
    code: 2,
    options: { password: "hunter2" },
    says: [/password is given without username/, /Fix: Set username/],
  },
  {
    name: "a user name without a password",
    code: 2,
    options: { username: "ci" },
    says: [/username is given without password/, /Fix: .*is the secret defined/],
  },
  {
    name: "several options with bad values",
    code: 2,
    options: {
      push: "maybe",
      "if-exists": "replace",
      retries: "-1",
      timeout: "soon",
      "fail-fast": "yes",
      concurrency: "0",
    },
    says: [
      /must be one of auto, true, false/,
      /must be one of verify/,
      /whole number/,
      /duration/,
      /true or false/,
    ],
  },
  {
    name: "annotations without a key",
    code: 2,
    options: { annotations: "team=a\n=b\nplain" },
    says: [/“=b” has no key and value/, /“plain” has no key and value/, /Fix: Write one key=value a line/],
  },
  {
    name: "annotations that say what the chart is called",
    code: 2,
    options: { annotations: "org.opencontainers.image.title=x\norg.opencontainers.image.version=2" },
    says: [/image\.title/, /image\.version/, /Fix: .*Chart\.yaml/],
  },
  {
    name: "a SOURCE_DATE_EPOCH that is a date",
    code: 2,
    env: { SOURCE_DATE_EPOCH: "2026-01-01" },
    says: [/SOURCE_DATE_EPOCH must be a whole number/, /“2026-01-01”/, /Fix: /],
  },
  {
    name: "placeholders that do not exist, or not here",
    code: 2,
    options: { version: "{version}-{branch}.{pr}" },
    says: [/“\{branch\}” is no placeholder/, /“\{pr\}” cannot be filled in/, /Fix: Use \{version\}/],
  },
  {
    name: "a version that is none",
    code: 2,
    options: { version: "latest" },
    says: [/latest/, /Fix: /],
  },
  {
    name: "an output-dir that is a file",
    code: 1,
    options: { "output-dir": "out" },
    arrange: ({ write }) => write({ out: "" }),
    says: [/out/, /Fix: Set output-dir/],
  },
  {
    name: "an output-dir with something else in oci/",
    code: 1,
    options: { "output-dir": "out" },
    arrange: ({ write }) => write({ "out/oci/notes.txt": "" }),
    says: [/out\/oci/, /Fix: /],
  },
  {
    name: "a working-directory that is not there",
    code: 2,
    options: { "working-directory": "nowhere" },
    says: [/nowhere/, /Fix: /],
  },
];
