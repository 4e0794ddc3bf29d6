import assert from "node:assert/strict";
import test from "node:test";
import { type FakeGitHub, gitHubFor, gitHubToken } from "../support/github-api.ts";
import { failureOf } from "../support/registry-client.ts";
import { commit, makerFor, wantedAsset, wantedRelease } from "../support/release-maker.ts";
import { startServer } from "../support/scripted-server.ts";

const { signal } = new AbortController();
const otherCommit = "f".repeat(40);

function writesOf({ log }: FakeGitHub): string[] {
  return log.filter((line) => !line.startsWith("GET "));
}

test("an asset with other content is a conflict, and nothing is replaced", async (t) => {
  const github = await gitHubFor(t);
  await makerFor(t, github).ensure(wantedRelease(), signal);
  const before = github.view();
  github.log.length = 0;
  // As long as the archive that is there: the digest tells.
  const assets = [wantedAsset("web-1.4.0.tgz", "an_archive"), wantedAsset("new.tgz", "new")];
  const error = await failureOf(makerFor(t, github).ensure(wantedRelease({ assets }), signal));
  assert.equal(error.code, "CONFLICT");
  assert.match(error.message, /releases\/tag\/web-1\.4\.0.*asset web-1\.4\.0\.tgz holds other content/);
  assert.match(error.hint ?? "", /never replaced.*Bump version/);
  assert.deepEqual(writesOf(github), []);
  assert.deepEqual(github.view(), before);
});

test("where a server tells no digests, the size has to do", async (t) => {
  const github = await gitHubFor(t, { digests: false });
  await makerFor(t, github).ensure(wantedRelease(), signal);
  assert.equal((await makerFor(t, github).ensure(wantedRelease(), signal)).status, "unchanged");
  const assets = [wantedAsset("web-1.4.0.tgz", "a longer archive")];
  const error = await failureOf(makerFor(t, github).ensure(wantedRelease({ assets }), signal));
  assert.equal(error.code, "CONFLICT");
});

test("to an immutable release nothing is added, and the error says to cut a new version", async (t) => {
  const github = await gitHubFor(t, { immutable: true });
  const [archive] = wantedRelease().assets;
  assert.ok(archive);
  await makerFor(t, github).ensure(wantedRelease({ assets: [archive] }), signal);
  github.log.length = 0;
  const error = await failureOf(makerFor(t, github).ensure(wantedRelease(), signal));
  assert.equal(error.code, "CONFLICT");
  assert.match(
    error.message,
    /Could not add web-1\.4\.0\.tgz\.prov to release web-1\.4\.0 .* it is immutable/,
  );
  assert.match(error.hint ?? "", /immutable.*Bump version in Chart\.yaml/);
  assert.deepEqual(writesOf(github), []);
});

test("a tag that an immutable release has used is explained in GitHub's words", async (t) => {
  const github = await gitHubFor(t);
  const message = "tag_name was used by an immutable release";
  github.fault = (_, { method }) =>
    method === "PATCH"
      ? { status: 422, body: { message: "Validation Failed", errors: [{ resource: "Release", message }] } }
      : undefined;
  const error = await failureOf(makerFor(t, github).ensure(wantedRelease(), signal));
  assert.match(error.message, /“Validation Failed: tag_name was used by an immutable release”/);
  assert.match(error.hint ?? "", /Bump version/);
});

test("what is GitHub's own fault is told as such", async (t) => {
  const github = await gitHubFor(t);
  github.fault = () => ({ status: 503, body: "<html>Unicorn!</html>" });
  const error = await failureOf(makerFor(t, github).ensure(wantedRelease(), signal));
  assert.match(error.message, /answered 503/);
  assert.equal(error.hint, "GitHub is in trouble; wait a while.");
});

test("a token that may only read names the lines that the job lacks", async (t) => {
  const github = await gitHubFor(t, { access: "read" });
  const error = await failureOf(makerFor(t, github).ensure(wantedRelease(), signal));
  assert.equal(error.code, "DENIED");
  assert.match(error.message, /answered 403 \(“Resource not accessible by integration”\)/);
  assert.equal(error.excerpt, "permissions:\n  contents: write");
  assert.match(error.hint ?? "", /permissions: contents: write/);
});

test("a token that GitHub does not know, and a repository that it does not show", async (t) => {
  const github = await gitHubFor(t);
  github.fault = () => ({ status: 401, body: { message: `Bad credentials ${gitHubToken}` } });
  const unknown = await failureOf(makerFor(t, github).ensure(wantedRelease(), signal));
  assert.equal(unknown.code, "UNAUTHORIZED");
  assert.match(unknown.message, /“Bad credentials \*\*\*”/);
  github.fault = undefined;
  const hidden = await failureOf(
    makerFor(t, github, { repository: "octo/hidden" }).ensure(wantedRelease(), signal),
  );
  assert.equal(hidden.code, "NOT_FOUND");
  assert.match(hidden.hint ?? "", /Is GITHUB_REPOSITORY right/);
});

const date = "Sat, 21 Nov 2026 10:00:00 GMT";
const inTenSeconds = String(Date.parse(date) / 1000 + 10);
const limits = [
  { name: "429 with retry-after", status: 429, headers: { "retry-after": "7" }, waits: 7000 },
  { name: "403 with retry-after", status: 403, headers: { "retry-after": "7" }, waits: 7000 },
  {
    name: "403 with nothing remaining until a time",
    status: 403,
    headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inTenSeconds, date },
    waits: 10_000,
  },
  { name: "403 of a secondary limit, without a time", status: 403, headers: {}, waits: 60_000 },
] as const;

for (const { name, status, headers, waits } of limits) {
  for (const method of ["GET", "POST"]) {
    test(`${method} is asked again after ${waits / 1000} s on ${name}`, async (t) => {
      const github = await gitHubFor(t);
      let isLimited = true;
      github.fault = (_, request) => {
        if (!isLimited || request.method !== method) return undefined;
        isLimited = false;
        return { status, headers, body: { message: "You have exceeded a secondary rate limit." } };
      };
      const maker = makerFor(t, github);
      assert.equal((await maker.ensure(wantedRelease(), signal)).status, "released");
      assert.equal(maker.slept[0], waits);
      assert.equal(github.releases.length, 1);
    });
  }
}

test("a limit that lasts for an hour is not waited for, and told as what it is", async (t) => {
  const github = await gitHubFor(t);
  const reset = String(Date.parse(date) / 1000 + 3600);
  const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset, date };
  github.fault = () => ({ status: 403, headers, body: { message: "API rate limit exceeded" } });
  const maker = makerFor(t, github);
  const error = await failureOf(maker.ensure(wantedRelease(), signal));
  assert.equal(error.code, "THROTTLED");
  assert.match(error.message, /API rate limit exceeded/);
  assert.match(error.hint ?? "", /wait/);
  assert.deepEqual(maker.slept, []);
  assert.equal(github.log.length, 1);
});

test("a renamed repository is followed at the same host", async (t) => {
  const github = await gitHubFor(t);
  const maker = makerFor(t, github, { repository: "octo/renamed-since" });
  assert.equal((await maker.ensure(wantedRelease(), signal)).status, "released");
  assert.equal(github.releases[0]?.isDraft, false);
});

test("a redirect to another host is refused; the token stays", async (t) => {
  const github = await gitHubFor(t);
  const stranger = await startServer({});
  t.after(() => stranger[Symbol.asyncDispose]());
  github.fault = () => ({ status: 301, headers: { location: `${stranger.origin}/` }, body: {} });
  const error = await failureOf(makerFor(t, github).ensure(wantedRelease(), signal));
  assert.match(error.message, /was answered 301/);
  assert.match(error.hint ?? "", /renamed/);
  assert.deepEqual(stranger.log, []);
});

test("assets are not uploaded to a foreign host; the token stays", async (t) => {
  const github = await gitHubFor(t);
  const stranger = await startServer({});
  t.after(() => stranger[Symbol.asyncDispose]());
  github.uploadOrigin = stranger.origin.replace("127.0.0.1", "localhost");
  const error = await failureOf(makerFor(t, github).ensure(wantedRelease(), signal));
  assert.equal(error.code, "INTEGRITY");
  assert.match(error.message, /names http:\/\/localhost:.*the token was not sent there/);
  assert.deepEqual(stranger.log, []);
});

test("a tag at another commit is explained, unless the chart was the same there", async (t) => {
  const github = await gitHubFor(t);
  github.tags.set("web-1.4.0", { type: "commit", sha: otherCommit });
  const error = await failureOf(makerFor(t, github).ensure(wantedRelease(), signal));
  assert.equal(error.code, "CONFLICT");
  assert.ok(error.message.includes(otherCommit) && error.message.includes(commit));
  assert.match(error.hint ?? "", /git push --delete origin web-1\.4\.0/);
  assert.deepEqual(writesOf(github), []);
  const isSameAt = async (asked: string): Promise<boolean> => asked === otherCommit;
  assert.equal((await makerFor(t, github).ensure(wantedRelease({ isSameAt }), signal)).status, "released");
});

test("an annotated tag is followed to its commit", async (t) => {
  const github = await gitHubFor(t);
  github.tags.set("web-1.4.0", { type: "tag", sha: "a".repeat(40) });
  github.tagObjects.set("a".repeat(40), { type: "commit", sha: commit });
  assert.equal((await makerFor(t, github).ensure(wantedRelease(), signal)).status, "released");
});

for (const body of [[], "text", {}, { id: 1, tag_name: "web-1.4.0", assets: [] }, [{ id: 1 }]]) {
  test(`an answer that is none of GitHub's is told: ${JSON.stringify(body)}`, async (t) => {
    const github = await gitHubFor(t);
    github.fault = () => ({ body });
    const error = await failureOf(makerFor(t, github).ensure(wantedRelease(), signal));
    assert.equal(error.code, "GITHUB_ERROR");
    assert.match(error.hint ?? "", /GITHUB_API_URL/);
  });
}
