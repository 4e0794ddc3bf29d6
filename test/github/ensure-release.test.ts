import assert from "node:assert/strict";
import test from "node:test";
import { type Fault, gitHubFor } from "../support/github-api.ts";
import { failureOf } from "../support/registry-client.ts";
import { commit, makerFor, wantedAsset, wantedRelease } from "../support/release-maker.ts";

const { signal } = new AbortController();

test("a release is drafted, given its assets, and published then", async (t) => {
  const github = await gitHubFor(t);
  const ensured = await makerFor(t, github).ensure(wantedRelease(), signal);
  assert.deepEqual(ensured, {
    status: "released",
    url: "https://github.com/octo/charts/releases/tag/web-1.4.0",
  });
  assert.deepEqual(github.log, [
    "GET releases/tags/web-1.4.0",
    "GET git/ref/tags/web-1.4.0",
    "GET releases?per_page=100",
    "POST releases",
    "POST releases/1/assets?name=web-1.4.0.tgz",
    "POST releases/1/assets?name=web-1.4.0.tgz.prov",
    "PATCH releases/1",
  ]);
  assert.deepEqual(github.view(), {
    tags: [["web-1.4.0", { type: "commit", sha: commit }]],
    releases: [
      {
        tag: "web-1.4.0",
        commit,
        name: "web-1.4.0",
        notes: "Notes.",
        isPrerelease: false,
        isDraft: false,
        isImmutable: false,
        latest: "legacy",
        assets: [
          { name: "web-1.4.0.tgz", state: "uploaded", text: "an archive" },
          { name: "web-1.4.0.tgz.prov", state: "uploaded", text: "a signature" },
        ],
      },
    ],
  });
});

test("a second run finds the release complete with one request, also where it is immutable", async (t) => {
  const github = await gitHubFor(t, { immutable: true });
  await makerFor(t, github).ensure(wantedRelease(), signal);
  github.log.length = 0;
  const { status } = await makerFor(t, github).ensure(wantedRelease(), signal);
  assert.equal(status, "unchanged");
  assert.deepEqual(github.log, ["GET releases/tags/web-1.4.0"]);
});

test("a run that was killed at any request is completed by the next one", async (t) => {
  const whole = await gitHubFor(t);
  await makerFor(t, whole).ensure(wantedRelease(), signal);
  for (let at = 1; at <= whole.log.length; at++) {
    for (const how of ["before", "after"] as const) {
      const github = await gitHubFor(t);
      const killed = new AbortController();
      github.fault = (count) => {
        if (count === at) killed.abort();
        return count < at ? undefined : how;
      };
      await failureOf(makerFor(t, github).ensure(wantedRelease(), killed.signal));
      assert.equal(github.log.length, at, `nothing is asked after request ${at} of a run that was killed`);
      github.fault = undefined;
      await makerFor(t, github).ensure(wantedRelease(), signal);
      assert.deepEqual(github.view(), whole.view(), `killed ${how} ${whole.log[at - 1]}`);
    }
  }
});

test("whatever request loses its connection, one run comes to the same end", async (t) => {
  const whole = await gitHubFor(t);
  await makerFor(t, whole).ensure(wantedRelease(), signal);
  for (let at = 1; at <= whole.log.length; at++) {
    for (const how of ["before", "after"] as const) {
      const github = await gitHubFor(t);
      github.fault = (count) => (count === at ? how : undefined);
      await makerFor(t, github).ensure(wantedRelease(), signal);
      assert.deepEqual(github.view(), whole.view(), `cut ${how} ${whole.log[at - 1]}`);
    }
  }
});

test("a gateway that gives up is asked again, and nothing is made twice", async (t) => {
  const whole = await gitHubFor(t);
  await makerFor(t, whole).ensure(wantedRelease(), signal);
  for (let at = 1; at <= whole.log.length; at++) {
    const github = await gitHubFor(t);
    github.fault = (count) => (count === at ? { status: 502, body: "<html>Bad Gateway</html>" } : undefined);
    await makerFor(t, github).ensure(wantedRelease(), signal);
    assert.deepEqual(github.view(), whole.view(), `502 to ${whole.log[at - 1]}`);
  }
});

test("a draft is found behind many releases, page by page", async (t) => {
  const github = await gitHubFor(t);
  const stopBefore =
    (method: string): Fault =>
    (_, request) =>
      request.method === method ? { status: 400, body: { message: "stop" } } : undefined;
  github.fault = stopBefore("PATCH");
  await failureOf(makerFor(t, github).ensure(wantedRelease(), signal));
  github.fault = undefined;
  const [draft] = github.releases;
  for (let n = 0; n < 250 && draft !== undefined; n++)
    github.releases.push({ ...draft, id: github.nextId(), tag: `other-${n}`, isDraft: false });
  github.log.length = 0;
  await makerFor(t, github).ensure(wantedRelease(), signal);
  assert.equal(draft?.isDraft, false);
  assert.deepEqual(github.log.slice(2), [
    "GET releases?per_page=100",
    "GET releases?per_page=100&page=2",
    "GET releases?per_page=100&page=3",
    "PATCH releases/1",
  ]);
});

test("a release that is out and lacks an asset is given it", async (t) => {
  const github = await gitHubFor(t);
  const [archive, provenance] = wantedRelease().assets;
  assert.ok(archive !== undefined && provenance !== undefined);
  await makerFor(t, github).ensure(wantedRelease({ assets: [archive] }), signal);
  const { status } = await makerFor(t, github).ensure(wantedRelease(), signal);
  assert.equal(status, "completed");
  assert.deepEqual(
    github.releases[0]?.assets.map(({ name }) => name),
    ["web-1.4.0.tgz", "web-1.4.0.tgz.prov"],
  );
});

test("two runs at once leave one release", async (t) => {
  const github = await gitHubFor(t);
  let other: Promise<unknown> | undefined;
  const slow = makerFor(t, github);
  const ensured = slow.ensure(
    wantedRelease({
      writeNotes: async () => {
        other ??= makerFor(t, github).ensure(wantedRelease(), signal);
        await other;
        return "Notes.";
      },
    }),
    signal,
  );
  assert.equal((await ensured).status, "unchanged");
  assert.equal(github.releases.length, 1);
});

test("what GitHub renames is known again", async (t) => {
  const github = await gitHubFor(t);
  const wanted = wantedRelease({
    tag: "web-1.0.0+b1",
    assets: [wantedAsset("web-1.0.0+b1.tgz", "an archive")],
  });
  await makerFor(t, github).ensure(wanted, signal);
  assert.equal(github.releases[0]?.assets[0]?.name, "web-1.0.0.b1.tgz");
  assert.equal((await makerFor(t, github).ensure(wanted, signal)).status, "unchanged");
});

test("a pre-release is never made the latest", async (t) => {
  const github = await gitHubFor(t);
  await makerFor(t, github).ensure(wantedRelease({ isPrerelease: true, latest: "true" }), signal);
  assert.equal(github.releases[0]?.isPrerelease, true);
  assert.equal(github.releases[0]?.latest, "false");
});
