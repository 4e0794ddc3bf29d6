import assert from "node:assert/strict";
import test from "node:test";
import { maxChanges, previousTag, renderNotes } from "../../src/commands/release-notes.ts";
import { digestOf } from "../../src/digest.ts";

const digest = digestOf("manifest");
const facts = { path: "web", name: "web", repository: "ghcr.io/acme/charts/web", digest, signatures: [] };
const base = { facts, tag: "web-1.4.0", repositoryUrl: "https://github.com/acme/charts" };
const change = (subject: string) => ({ id: "0123456789abcdef0123456789abcdef01234567", subject });

test("the notes tell what it is, how to install it by digest, and what has changed since when", () => {
  const notes = renderNotes({
    ...base,
    description: "The web front.",
    previousTag: "web-1.3.0",
    changes: [change("web: fix the port (#12)")],
  });
  assert.equal(
    notes,
    `<p>The web front.</p>

Install by digest:

\`\`\`sh
helm install web oci://ghcr.io/acme/charts/web@${digest}
\`\`\`

### Changes

- 0123456789abcdef0123456789abcdef01234567 web&#58; fix the port (#12)

[Everything since web-1.3.0](https://github.com/acme/charts/compare/web-1.3.0...web-1.4.0)
`,
  );
});

test("without a release before and without a description, there is the install line", () => {
  assert.match(renderNotes(base), /^Install by digest:\n\n```sh\n.*\n```\n$/);
});

const hostile = [
  "<script>alert(1)</script>",
  "</p># Heading",
  "[click](https://evil.example)",
  "![x](https://evil.example/x.png)",
  "`code` **bold** ~~gone~~ | a | b |",
  "two\n\n## lines\r\n- and a list",
  "reads \u202Ebackwards",
];
for (const text of hostile) {
  test(`text of others stays text: ${JSON.stringify(text)}`, () => {
    const notes = renderNotes({
      ...base,
      description: text,
      previousTag: "web-1.0.0",
      changes: [change(text)],
    });
    const [, description = ""] = /<p>(.*)<\/p>/.exec(notes) ?? [];
    const line = notes.split("\n").find((one) => one.startsWith("- ")) ?? "";
    for (const shown of [description, line.replace(/^- /, "")]) {
      assert.doesNotMatch(shown, /[<>[\]`*~|\n\r\u202E]|:\/\//);
    }
    assert.equal(notes.split("\n").filter((one) => /^(#|- )/.test(one)).length, 2, "our heading, one commit");
  });
}

test("nobody is called by a mention", () => {
  const notes = renderNotes({ ...base, description: "by @octocat", changes: [change("thank @octo/team")] });
  assert.doesNotMatch(notes.replaceAll("&#64;", "@"), /(^|\s)@\w/);
});

test("a long list of commits is cut", () => {
  const changes = Array.from({ length: maxChanges + 1 }, (_, n) => change(`${n}`.padEnd(2000, "x")));
  const notes = renderNotes({ ...base, changes });
  assert.equal(notes.match(/^- /gm)?.length, maxChanges + 1);
  assert.match(notes, /\n- and more\n$/);
  assert.ok(notes.length < 125_000 / 2);
});

const tags = ["web-1.0.0", "web-1.9.0", "web-1.10.0", "web-2.0.0-rc.1", "web-2.0.0", "web-3.0.0", "web-x"];
const templates = [
  { version: "2.0.0", tags, tagOf: (v: string) => `web-${v}`, expected: "web-2.0.0-rc.1" },
  { version: "1.10.0", tags, tagOf: (v: string) => `web-${v}`, expected: "web-1.9.0" },
  { version: "1.0.0", tags, tagOf: (v: string) => `web-${v}`, expected: undefined },
  {
    version: "9.0.0",
    tags: ["web-api-8.0.0", "web-1.0.0"],
    tagOf: (v: string) => `web-${v}`,
    expected: "web-1.0.0",
  },
  { version: "2.0.0", tags: ["v1.0.0", "1.5.0"], tagOf: (v: string) => `v${v}`, expected: "v1.0.0" },
  {
    version: "2.0.0",
    tags: ["r/1.0.0/web", "r/1.5.0/api"],
    tagOf: (v: string) => `r/${v}/web`,
    expected: "r/1.0.0/web",
  },
];
for (const { version, tags: those, tagOf, expected } of templates) {
  test(`before ${tagOf(version)} came ${expected} among ${those.join(" ")}`, () => {
    assert.equal(previousTag(version, those, tagOf), expected);
  });
}
