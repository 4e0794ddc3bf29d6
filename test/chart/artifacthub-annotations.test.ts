import assert from "node:assert/strict";
import test from "node:test";
import { artifactHubWarnings } from "../../src/chart/artifacthub-annotations.ts";
import { readMetadata } from "../../src/chart/read-metadata.ts";

/** The warnings for these annotations, as lines of Chart.yaml: its line, and what is wrong. */
function warningsOf(annotations: string): string[] {
  const lines = annotations.split("\n").map((line) => (line === "" ? "" : `  ${line}`));
  const text = `apiVersion: v2\nname: web-server\nversion: 1.0.0\nannotations:\n${lines.join("\n")}\n`;
  const draft = readMetadata([{ path: "Chart.yaml", bytes: Buffer.from(text) }], "charts/web");
  assert.ok(draft);
  return artifactHubWarnings(draft).map(({ message, location, hint }) => {
    assert.ok(hint);
    assert.equal(location?.file, "charts/web/Chart.yaml");
    return `${location.line}: ${message.replace("Artifact Hub does not understand artifacthub.io/", "")}`;
  });
}

test("annotations as the documentation shows them are good", () => {
  const annotations = `artifacthub.io/alternativeName: web
artifacthub.io/category: streaming-messaging
artifacthub.io/changes: |
  - kind: added
    description: Cool feature
    links:
      - name: GitHub Issue
        url: https://github.com/issue-url
  - kind: Fixed
    description: Minor bug
  - description: of no kind
artifacthub.io/containsSecurityUpdates: "true"
artifacthub.io/crds: |
  - kind: MyKind
    version: v1
    name: mykind
    displayName: My Kind
artifacthub.io/crdsExamples: |
  - apiVersion: v1
    kind: MyKind
artifacthub.io/images: |
  - name: img1
    image: repo/img1:1.0.0
    platforms:
      - linux/amd64
  - name: img2
    image: localhost:5000/a__b/img2@sha256:${"0".repeat(64)}
    whitelisted: true
  - image: Docker.io/nginx
artifacthub.io/license: Apache-2.0
artifacthub.io/links: |
  - name: support
    url: https://example.com
artifacthub.io/maintainers: |
  - name: user1
    email: user1@email.com
artifacthub.io/operator: "1"
artifacthub.io/operatorCapabilities: basic install
artifacthub.io/prerelease: "false"
artifacthub.io/recommendations: |
  - url: https://artifacthub.io/packages/helm/artifact-hub/artifact-hub
artifacthub.io/screenshots: |
  - title: Home page
    url: https://artifacthub.io/screenshots/home.jpg
artifacthub.io/signKey: |
  fingerprint: C874011F0AB405110D02105534365D9472D7468F
  url: https://keybase.io/hashicorp/pgp_keys.asc
artifacthub.io/someday: whatever [
example.com/changes: {`.replace(/\n[^\n]*$/, "");
  assert.deepEqual(warningsOf(annotations), []);
});

test("changes may be a list of texts", () => {
  assert.deepEqual(warningsOf("artifacthub.io/changes: |\n  - Added this\n  - 'Fixed: that'"), []);
});

const faults: readonly (readonly [annotation: string, ...warnings: string[]])[] = [
  ["artifacthub.io/category: web", '5: category: not "web"'],
  ["artifacthub.io/prerelease: 'yes'", '5: prerelease: not "yes"'],
  ["artifacthub.io/license: Apache 2.0", '5: license: not "Apache 2.0"'],
  ["artifacthub.io/operatorCapabilities: none", '5: operatorCapabilities: not "none"'],
  [
    "artifacthub.io/alternativeName: cache",
    '5: alternativeName: neither is "cache" a part of the name "web-server", nor the other way round',
  ],
  ["artifacthub.io/changes: Added this", "5: changes: this must be a list"],
  [
    "artifacthub.io/changes: |\n  - a\n  - kind: b",
    "7: changes: some entries are texts, and this one is a map",
  ],
  [
    "artifacthub.io/changes: |\n  # the newest\n  - kind: new\n    description: a\n  - kind: added",
    "7: changes: this is no kind of change",
    "9: changes: description is missing",
  ],
  [
    "artifacthub.io/changes: |\n  - description: a\n    links:\n      - url: https://a.example",
    "8: changes: name is missing",
  ],
  [
    "artifacthub.io/images: |\n  - name: a\n  - image: https://a/b",
    "6: images: image is missing",
    '7: images: "https://a/b" is no image',
  ],
  [
    "artifacthub.io/images: |\n  - image: a\n    whitelisted: 'true'",
    "7: images: this must be true or false",
  ],
  ["artifacthub.io/images: |\n  - image: ghcr.io/Acme/web", '6: images: "ghcr.io/Acme/web" is no image'],
  ["artifacthub.io/signKey: |\n\n  fingerprint: A", "7: signKey: url is missing"],
  ["artifacthub.io/crdsExamples: |-\n  - a", "6: crdsExamples: this must be a map"],
  ["artifacthub.io/links: '[{name: a}]'", "5: links: url is missing"],
];
for (const [annotation, ...warnings] of faults) {
  test(`${JSON.stringify(annotation)} is warned of at its line`, () => {
    assert.deepEqual(warningsOf(annotation), warnings);
  });
}

test("what is no YAML is told at its line", () => {
  const [warning = "", ...others] = warningsOf("artifacthub.io/links: |\n  - name: a\n    url: b: c");
  assert.match(warning, /^7: links: /);
  assert.deepEqual(others, []);
});
