import type { BadInput } from "./scene.ts";

/** Versions that cannot be told, or contradict each other. */
export const versionCases: readonly BadInput[] = [
  {
    name: "a tag-pattern, an alias and a version that cannot be",
    code: 2,
    options: {
      "tag-pattern": "{chart}-v",
      "alias-tags": "patch",
      "version-from": "tag",
      version: "1.0.0",
    },
    says: [/“\{chart\}” is no placeholder/, /has no \{version\}/, /“patch” is none of/, /one version only/],
  },
  {
    name: "a tag that Chart.yaml contradicts",
    code: 1,
    options: { "git-tag": "web-v1.0.1" },
    says: [
      /web\/Chart\.yaml.*3/,
      /tag web-v1\.0\.1 but Chart\.yaml says 1\.0\.0/,
      /Fix: Set version: 1\.0\.1/,
    ],
  },
  {
    name: "a tag that is no chart's",
    code: 2,
    options: { "git-tag": "wep-v1.0.0", "version-from": "tag" },
    says: [
      /tag wep-v1\.0\.0 is of/,
      /\{name\}-v\{version\}/,
      /web \(charts\/web\)/,
      /Fix: Tag it as in web-v1\.2\.3/,
    ],
  },
  {
    name: "a version from a tag where there is none",
    code: 2,
    options: { "version-from": "tag" },
    says: [/version-from is tag, but the run is for no tag/, /Fix: .*git-tag/],
  },
];
