import assert from "node:assert/strict";
import test from "node:test";
import { shellSnippets, showsOurs, withoutShell } from "../support/documented-commands.ts";
import { documentedPlace } from "../support/documented-place.ts";
import { readPages } from "../support/documents.ts";
import { registryFor } from "../support/registry.ts";

const snippets = shellSnippets(readPages()).filter(showsOurs);

/** Blocks that are not run here, by page and first words, and why. */
const elsewhere: readonly (readonly [file: string, begins: string, why: string])[] = [
  ["README.md", "git clone --depth 1", "docs-quickstart.test.ts does"],
  ["README.md", "chart=$(", "docs-quickstart.test.ts does"],
  ["docs/determinism.md", "helm-oci-publish publish", "the last test here runs it"],
  ["docs/verify.md", "helm-oci-publish verify", "wants keys; verify-peers.test.ts runs these"],
  [
    "docs/rekor.md",
    "gpg --export",
    "wants a key and the public log; test/cli runs these against one of its own",
  ],
];

for (const snippet of snippets) {
  const { file, line, text } = snippet;
  if (elsewhere.some(([page, begins]) => page === file && text.startsWith(begins))) continue;

  test(`${file}:${line}: the commands run, one after the other`, { skip: withoutShell }, async (t) => {
    const { host } = await registryFor(t);
    const place = await documentedPlace(t, { host });
    const { code, stdout, stderr } = await place.run(text);
    assert.equal(code, 0, stderr);
    assert.match(stdout + stderr, /web(:1\.4\.0)?@sha256:[0-9a-f]{64}/);
    const again = await place.run(text.replaceAll(/^git clone.*$/gm, ""));
    assert.equal(again.code, 0, again.stderr);
    assert.match(again.stderr, /unchanged|planned/);
  });
}

test("every reason not to run a block is about one that there is", () => {
  for (const [page, begins] of elsewhere) {
    assert.ok(
      snippets.some(({ file, text }) => file === page && text.startsWith(begins)),
      `${page}: ${begins}`,
    );
  }
});

test("what is run at a time that the page does not name has the same digest", {
  skip: withoutShell,
}, async (t) => {
  const snippet = snippets.find(({ file }) => file === "docs/determinism.md") ?? assert.fail();
  const { host } = await registryFor(t);
  const { code, stdout, stderr } = await (await documentedPlace(t, { host })).run(snippet.text);
  assert.equal(code, 0, stderr);
  const digests = stdout.match(/sha256:[0-9a-f]{64}/g) ?? [];
  assert.equal(digests.length, 2);
  assert.equal(digests[0], digests[1]);
});
