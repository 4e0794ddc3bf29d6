import assert from "node:assert/strict";
import test from "node:test";
import { markerOf } from "../../src/commands/comment.ts";
import { commenterFor, marker } from "../support/commenter.ts";
import { gitHubFor } from "../support/github-api.ts";

test("the first run writes a comment, later ones bring it up to date in place", async (t) => {
  const github = await gitHubFor(t);
  assert.equal(await commenterFor(t, github).say("1.0.0"), true);
  assert.equal(await commenterFor(t, github).say("1.1.0"), true);
  assert.equal(github.comments.length, 1);
  assert.match(github.comments[0]?.body ?? "", /<b>web<\/b> 1\.1\.0/);
  assert.ok(github.comments[0]?.body.startsWith(`${marker}\n`));
  assert.deepEqual(github.log, [
    "GET issues/7/comments?per_page=100",
    "POST issues/7/comments",
    "GET issues/7/comments?per_page=100",
    "POST /graphql",
    "PATCH issues/comments/1",
  ]);
});

test("nothing is sent where the comment says the same already, whatever its line ends became", async (t) => {
  const github = await gitHubFor(t);
  await commenterFor(t, github).say("1.0.0");
  const [comment] = github.comments;
  assert.ok(comment);
  comment.body = `${comment.body.replaceAll("\n", "\r\n")}\r\n`;
  github.log.length = 0;
  const again = commenterFor(t, github);
  assert.equal(await again.say("1.0.0"), true);
  assert.deepEqual(github.log, ["GET issues/7/comments?per_page=100", "POST /graphql"]);
  assert.deepEqual(again.told, ["Comment on pull request 7: unchanged"]);
});

test("who copies the marker keeps their comment", async (t) => {
  const github = await gitHubFor(t);
  const foreign = [
    { id: github.nextId(), author: "mallory", body: `${marker}\nmine` },
    { id: github.nextId(), author: null, body: `${marker}\nof nobody` },
    { id: github.nextId(), author: "another-app[bot]", body: `${marker}\nquoted` },
    { id: github.nextId(), author: "github-actions[bot]", body: `> ${marker}\nquoted` },
  ];
  github.comments.push(...structuredClone(foreign));
  await commenterFor(t, github).say("1.0.0");
  await commenterFor(t, github).say("1.1.0");
  assert.deepEqual(github.comments.slice(0, 4), foreign);
  assert.equal(github.comments.length, 5);
  assert.match(github.comments[4]?.body ?? "", /1\.1\.0/);
});

test("with a person's token the comment is that person's, with an app's token the app's", async (t) => {
  for (const viewer of ["Octocat", "charts-bot[bot]"]) {
    const github = await gitHubFor(t);
    github.viewer = viewer;
    github.comments.push({
      id: github.nextId(),
      author: "github-actions[bot]",
      body: `${marker}\nanother's`,
    });
    await commenterFor(t, github).say("1.0.0");
    await commenterFor(t, github).say("1.1.0");
    assert.deepEqual(
      github.comments.map(({ author, body }) => [author, body.includes("1.1.0")]),
      [
        ["github-actions[bot]", false],
        [viewer, true],
      ],
    );
  }
});

test("a GitHub that does not say who the token is of is taken for a job's own", async (t) => {
  for (const reply of [{ status: 404 }, { status: 200, body: { data: null, errors: [{}] } }]) {
    const github = await gitHubFor(t);
    await commenterFor(t, github).say("1.0.0");
    github.fault = (_, { path }) => (path === "/graphql" ? reply : undefined);
    await commenterFor(t, github).say("1.1.0");
    assert.deepEqual(
      github.comments.map(({ body }) => body.includes("1.1.0")),
      [true],
    );
  }
});

test("the comment is found behind hundreds of others, and reading ends there", async (t) => {
  const github = await gitHubFor(t);
  const chat = (count: number) => {
    for (let i = 0; i < count; i++)
      github.comments.push({ id: github.nextId(), author: "octocat", body: "+1" });
  };
  chat(250);
  await commenterFor(t, github).say("1.0.0");
  chat(200);
  github.log.length = 0;
  await commenterFor(t, github).say("1.1.0");
  assert.deepEqual(github.log, [
    "GET issues/7/comments?per_page=100",
    "GET issues/7/comments?per_page=100&page=2",
    "GET issues/7/comments?per_page=100&page=3",
    "POST /graphql",
    "PATCH issues/comments/251",
  ]);
});

test("a comment that is deleted meanwhile is written anew", async (t) => {
  const github = await gitHubFor(t);
  await commenterFor(t, github).say("1.0.0");
  github.fault = (_, { method }) => {
    if (method === "PATCH") github.comments.length = 0;
    return undefined;
  };
  await commenterFor(t, github).say("1.1.0");
  assert.deepEqual(
    github.comments.map(({ id }) => id),
    [2],
  );
});

test("a token that may only read is a warning that names the permission", async (t) => {
  const github = await gitHubFor(t, { pullRequests: "read" });
  const commenter = commenterFor(t, github);
  assert.equal(await commenter.say("1.0.0"), false);
  assert.equal(commenter.warned.length, 1);
  assert.match(
    commenter.warned[0]?.message ?? "",
    /comment on pull request 7 of octo\/charts: POST .* 403 \(“Resource not acc/,
  );
  assert.match(commenter.warned[0]?.excerpt ?? "", /^permissions:\n {2}pull-requests: write$/);
  assert.match(commenter.warned[0]?.hint ?? "", /from a fork/);
});

test("a run of no pull request says so, and asks GitHub nothing", async (t) => {
  const github = await gitHubFor(t);
  const commenter = commenterFor(t, github, { onPullRequest: false });
  assert.equal(await commenter.say("1.0.0"), false);
  assert.deepEqual([github.log, commenter.warned], [[], []]);
  assert.deepEqual(commenter.told, ["No comment: the run is of no pull request"]);
});

test("a limit of the rate is waited for, and is a warning where it lasts", async (t) => {
  const github = await gitHubFor(t);
  const limited = { status: 403, headers: { "retry-after": "7" }, body: { message: "secondary rate limit" } };
  github.fault = (count) => (count === 2 ? limited : undefined);
  const patient = commenterFor(t, github);
  assert.equal(await patient.say("1.0.0"), true);
  assert.deepEqual([patient.slept, github.comments.length], [[7000], 1]);
  github.fault = () => limited;
  const unlucky = commenterFor(t, github);
  assert.equal(await unlucky.say("1.1.0"), false);
  assert.match(unlucky.warned[0]?.hint ?? "", /wait a while/);
});

test("an answer that is no comment, or none at all, does not fail the run", async (t) => {
  for (const reply of [{ status: 200, body: ["x"] }, { status: 500 }, "before"] as const) {
    const github = await gitHubFor(t);
    github.fault = () => reply;
    const commenter = commenterFor(t, github);
    assert.equal(await commenter.say("1.0.0"), false);
    assert.equal(commenter.warned.length, 1);
  }
});

test("two jobs, two steps and two legs of a matrix have a comment each", async (t) => {
  const github = await gitHubFor(t);
  const steps = [
    ["charts", "check", "__self", ""],
    ["charts", "snapshot", "__self", ""],
    ["charts", "check", "__self_2", ""],
    ["charts", "check", "__self", "web"],
    ["charts", "check", "__selfweb", ""],
  ];
  for (const version of ["1.0.0", "1.1.0"])
    for (const parts of steps) await commenterFor(t, github, { markerLine: markerOf(parts) }).say(version);
  assert.equal(github.comments.length, steps.length);
  assert.ok(github.comments.every(({ body }) => body.includes("1.1.0")));
});
