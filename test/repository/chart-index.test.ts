import assert from "node:assert/strict";
import test from "node:test";
import { PublishError } from "../../src/errors.ts";
import { parseIndex } from "../../src/repository/chart-index.ts";
import { sliceIndex } from "../../src/repository/index-slices.ts";

const digest = "ab".repeat(32);

/** What an index says of a chart, all of it. */
function offered(text: string, name = "web"): unknown {
  const entries = parseIndex(Buffer.from(text), "index.yaml").versionsOf(name);
  return entries?.map((entry) => ({ version: entry.version, ...entry.read() }));
}

const expected = [
  { version: "1.10.0", urls: ["web-1.10.0.tgz"], digest },
  { version: "1.1", urls: ["https://a.example/web.tgz", "b.tgz"] },
];

const layouts: Readonly<Record<string, { readonly text: string; readonly isSliced: boolean }>> = {
  "as Helm writes it": {
    isSliced: true,
    text: `apiVersion: v1
entries:
  other:
  - version: 9.9.9
  web:
  - created: "2024-01-01T00:00:00Z"
    description: |
      # no comment
      version: 3.3.3
      - neither
    digest: ${digest}
    urls:
    - web-1.10.0.tgz
    version: 1.10.0
  - urls: [https://a.example/web.tgz, b.tgz]
    version: 1.10
generated: "2024-01-01T00:00:00Z"
`,
  },
  "indented lists, quotes, comments, CRLF, the version first": {
    isSliced: true,
    text: `# made by hand\r\napiVersion: "v1"\r\nentries: # all\r\n    'web':\r\n\r\n        # newest\r\n        -   version: '1.10.0'\r\n            digest: ${digest}\r\n            urls:\r\n                - web-1.10.0.tgz\r\n        -   version: 1.10 # text it is not\r\n            urls: [ "https://a.example/web.tgz", b.tgz ]\r\n`,
  },
  "flow style": {
    isSliced: false,
    text: `{apiVersion: v1, entries: {web: [{version: 1.10.0, digest: ${digest}, urls: [web-1.10.0.tgz]}, {version: 1.10, urls: [https://a.example/web.tgz, b.tgz]}]}}`,
  },
  "entries on one line": {
    isSliced: false,
    text: `apiVersion: v1\nentries: {web: [{version: 1.10.0, digest: ${digest}, urls: [web-1.10.0.tgz]}, {version: 1.10, urls: [https://a.example/web.tgz, b.tgz]}]}\n`,
  },
  JSON: {
    isSliced: false,
    text: JSON.stringify({ apiVersion: "v1", entries: { web: expected } }),
  },
  "anchors across charts": {
    isSliced: false,
    text: `apiVersion: v1\nentries:\n  web: &list\n  - {version: 1.10.0, urls: [web-1.10.0.tgz], digest: ${digest}}\n  - {version: 1.10, urls: [https://a.example/web.tgz, b.tgz]}\n  alias: *list\n`,
  },
};

for (const [name, { text, isSliced }] of Object.entries(layouts)) {
  test(`an index is understood: ${name}`, () => {
    assert.deepEqual(offered(text), expected);
    assert.equal(offered(text, "absent"), undefined);
    assert.equal(sliceIndex(text) !== undefined, isSliced);
  });
}

for (const [name, text, why] of [
  ["an empty file", " \n", /it is empty/],
  ["no apiVersion", "entries:\n  web:\n  - version: 1.0.0\n", /no API version specified/],
  ["a web page", "<!doctype html>\n<html></html>\n", /no API version specified/],
  ["no YAML", "apiVersion: v1\nentries: [\n", /invalid YAML/],
] as const) {
  test(`${name} is no index, and says so`, () => {
    assert.throws(
      () => parseIndex(Buffer.from(text), "https://charts.example/index.yaml"),
      (error) =>
        error instanceof PublishError && /charts\.example/.test(error.message) && why.test(error.message),
    );
  });
}

test("an entry that is no YAML is a fault where it is read, and no other entry's", () => {
  const text =
    'apiVersion: v1\nentries:\n  web:\n  - version: 2.0.0\n    urls: ["a\n  - version: 1.0.0\n    urls: [b]\n';
  const [broken, sound] = parseIndex(Buffer.from(text), "index.yaml").versionsOf("web") ?? [];
  assert.throws(() => broken?.read(), /index\.yaml/);
  assert.deepEqual(sound?.read().urls, ["b"]);
});

test("names that every object has are no charts", () => {
  for (const name of ["constructor", "__proto__", "toString"]) {
    assert.equal(offered('{"apiVersion":"v1","entries":{}}', name), undefined);
  }
});
