import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { gitHubToken } from "../support/github-api.ts";
import { releaseJobFor } from "../support/release-job.ts";

test("without permission both charts are published and fail, with the lines to add; GitHub is asked for one only", async (t) => {
  const { github, registry, run } = await releaseJobFor(t);
  github.switches.access = "read";
  const { code, stdout, stderr } = await run();
  assert.equal(code, 1);
  for (const name of ["web", "api"]) {
    assert.match(
      stderr,
      new RegExp(`${name} 1\\.0\\.0 is published \\(.*\\), but not its release ${name}-1\\.0\\.0`),
    );
  }
  assert.deepEqual((await registry.store.entries()).map(({ repository }) => repository).sort(), [
    "charts/api",
    "charts/web",
  ]);
  assert.match(stderr, /\npermissions:\n {2}contents: write\nFix: Add these lines to the job/);
  assert.ok(!stderr.includes(gitHubToken) && !stdout.includes(gitHubToken));
  assert.deepEqual(
    github.log.filter((line) => !line.startsWith("GET ")),
    ["POST releases"],
  );
});

test("an immutable release of other content fails without advice to run again", async (t) => {
  const { github, run, repository } = await releaseJobFor(t);
  github.switches.immutable = true;
  assert.equal((await run(["charts/web"])).code, 0);
  await writeFile(path.join(repository.directory, "charts/web/values.yaml"), "other: true\n");
  const { code, stderr } = await run(["charts/web", "--if-exists", "overwrite"]);
  assert.equal(code, 1);
  assert.match(stderr, /web-1\.0\.0\.tgz holds other content/);
  assert.doesNotMatch(stderr, /[Rr]un again/);
});

const wrong = [
  {
    name: "no token",
    words: [],
    variables: { HELM_OCI_PUBLISH_GITHUB_TOKEN: "" },
    says: /release needs github-token.*\n.*HELM_OCI_PUBLISH_GITHUB_TOKEN/,
  },
  {
    name: "no repository",
    words: [],
    variables: { GITHUB_REPOSITORY: "" },
    says: /GITHUB_REPOSITORY is not set/,
  },
  {
    name: "a repository that leads elsewhere",
    words: [],
    variables: { GITHUB_REPOSITORY: "octo/../charts" },
    says: /GITHUB_REPOSITORY is “octo\/\.\.\/charts”/,
  },
  {
    name: "an API in clear text",
    words: [],
    variables: { GITHUB_API_URL: "http://github.example.com" },
    says: /where no token may be sent/,
  },
  {
    name: "one tag for two charts",
    words: ["--release-tag", "v{version}"],
    variables: {},
    says: /charts\/(api|web) and charts\/(api|web) would both be released as v1\.0\.0/,
  },
  {
    name: "notes that are not there",
    words: ["--release-notes", "charts/{name}/NEWS.md"],
    variables: {},
    says: /release-notes of api: ENOENT.*charts\/api\/NEWS\.md.*\n.*\n.*release-notes of web: ENOENT/,
  },
] as const;

for (const { name, words, variables, says } of wrong) {
  test(`wrong use is told before anything is published: ${name}`, async (t) => {
    const { github, registry, run } = await releaseJobFor(t);
    const { code, stderr } = await run(words, variables);
    assert.equal(code, 2);
    assert.match(stderr, says);
    assert.deepEqual(github.log, []);
    assert.deepEqual(
      registry.takeLog().filter((line) => !line.startsWith("HEAD ")),
      [],
    );
  });
}

test("a plan is told, too, that two charts would have one release", async (t) => {
  const { run } = await releaseJobFor(t);
  const { code, stderr } = await run(["--release-tag", "v{version}", "--dry-run"]);
  assert.equal(code, 2);
  assert.match(stderr, /would both be released as v1\.0\.0\.\nFix: Write release-tag with \{name\}/);
});
