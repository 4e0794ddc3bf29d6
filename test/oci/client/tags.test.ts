import assert from "node:assert/strict";
import test from "node:test";
import { createTestClient, failureOf, repositoryAt } from "../../support/registry-client.ts";
import { type Reply, type Rule, type ScriptedServer, startServer } from "../../support/scripted-server.ts";

async function list(rules: Rule[]): Promise<{ tags: string[]; server: ScriptedServer }> {
  await using server = await startServer({ rules });
  const { client, signal } = createTestClient();
  await using _ = client;
  return { tags: await client.listTags(repositoryAt(server.host), signal), server };
}

const tags = (...names: string[]): Reply => ({ body: { name: "c/x", tags: names } });
const linked = (reply: Reply, link: string): Reply => ({ ...reply, headers: { link } });
const first = /\?n=1000$/;

test("tags-null: a repository may have none", async () => {
  assert.deepEqual((await list([{ reply: { body: { name: "c/x", tags: null } } }])).tags, []);
});

test("a repository that is not there has no tags", async () => {
  const body = { errors: [{ code: "NAME_UNKNOWN" }] };
  assert.deepEqual((await list([{ reply: { status: 404, body } }])).tags, []);
});

test("Link: pages are followed with their own parameters, in order, without repetitions", async () => {
  const { tags: found, server } = await list([
    {
      path: first,
      reply: linked(tags("2.0.0", "1.0.0"), '</v2/c/x/tags/list?opaque=a%2Fb&n=1000>; rel="next"'),
    },
    { path: /opaque/, reply: linked(tags("1.0.0", "3.0.0"), "<list?third>; rel=next") },
    { path: /third/, reply: tags("4.0.0") },
  ]);
  assert.deepEqual(found, ["2.0.0", "1.0.0", "3.0.0", "4.0.0"]);
  assert.deepEqual(server.log.slice(1), [
    "GET /v2/c/x/tags/list?opaque=a%2Fb&n=1000",
    "GET /v2/c/x/tags/list?third",
  ]);
});

test("tags-ignores-n: a registry that always links to the same list does not keep us", async () => {
  let page = 0;
  const reply = (): Reply => linked(tags("1.0.0"), `</v2/c/x/tags/list?page=${++page}>; rel="next"`);
  const { tags: found, server } = await list([{ reply }]);
  assert.deepEqual(found, ["1.0.0"]);
  assert.equal(server.requests.length, 2);
});

test("Link: another origin is not asked", async () => {
  await using elsewhere = await startServer();
  const { tags: found } = await list([
    { reply: linked(tags("1.0.0"), `<${elsewhere.origin}/more>; rel="next"`) },
  ]);
  assert.deepEqual(found, ["1.0.0"]);
  assert.equal(elsewhere.requests.length, 0);
});

test("n-too-large: the list is asked for again without a page size", async () => {
  const { tags: found, server } = await list([
    { path: first, reply: { status: 400 } },
    { reply: tags("1.0.0") },
  ]);
  assert.deepEqual(found, ["1.0.0"]);
  assert.deepEqual(server.log, ["GET /v2/c/x/tags/list?n=1000", "GET /v2/c/x/tags/list"]);
});

test("an answer that holds no list is not taken for an empty one", async () => {
  const error = await failureOf(list([{ reply: { body: { hello: "world" } } }]));
  assert.equal(error.code, "NOT_A_REGISTRY");
});
