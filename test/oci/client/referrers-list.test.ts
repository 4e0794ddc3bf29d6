import assert from "node:assert/strict";
import test from "node:test";
import type { Descriptor } from "../../../src/oci/descriptor.ts";
import { createMemoryRegistry } from "../../support/memory-registry.ts";
import { indexOf, listed, SIGNATURE, sampleReferrer } from "../../support/referrer.ts";
import { createTestClient, failureOf, repositoryAt, sampleChart } from "../../support/registry-client.ts";
import { type Reply, type Rule, type ScriptedServer, startServer } from "../../support/scripted-server.ts";

const subject = sampleChart().manifest.descriptor;
const signature = sampleReferrer(subject, "s");
const first = listed(signature, "s");
const second = listed(sampleReferrer(subject, "o", "a/b"), "o", "a/b");
const api = `/v2/c/x/referrers/${subject.digest}`;
const tag = subject.digest.replace(":", "-");
const tagPath = `/v2/c/x/manifests/${tag}`;
const absent: Rule = { path: api, reply: { status: 404 } };

function page(manifests: readonly object[], headers: Record<string, string> = {}): Reply {
  const { descriptor, bytes } = indexOf(...manifests);
  return { body: bytes, headers: { "content-type": descriptor.mediaType, ...headers } };
}

async function list(
  rules: readonly Rule[],
  artifactType?: string,
): Promise<{ found: Descriptor[]; server: ScriptedServer }> {
  await using server = await startServer({ rules });
  const { client, signal } = createTestClient();
  await using _ = client;
  const filter = artifactType === undefined ? {} : { artifactType };
  const found = await client.listReferrers(repositoryAt(server.host), subject.digest, filter, signal);
  return { found, server };
}

/** Attaches the signature to the subject in a registry over memory with these faults. */
async function attach(rules: (registry: ReturnType<typeof createMemoryRegistry>) => readonly Rule[]) {
  const registry = createMemoryRegistry();
  const t = createTestClient();
  await using server = await startServer({ rules: rules(registry), fallback: registry.handle });
  await using client = t.client;
  const work = client.pushReferrer(repositoryAt(server.host), signature, t.signal);
  const error = await work.then(
    () => undefined,
    () => failureOf(work),
  );
  const held = registry.manifests.get(`c/x:${tag}`)?.toString();
  return { server, registry, error, held, slept: t.slept };
}

test("no-header-but-lists (Quay): what the API lists needs no tag, whatever the push was answered", async () => {
  const { server, held, error } = await attach(() => [{ path: api, reply: page([first]) }]);
  assert.equal(error, undefined);
  assert.equal(held, undefined);
  assert.deepEqual(server.log, [`PUT /v2/c/x/manifests/${signature.descriptor.digest}`, `GET ${api}`]);
});

test("a list that is a moment behind is asked again; one that never has it is replaced by the tag", async () => {
  const late = await attach(() => [
    { path: api, times: 2, reply: page([]) },
    { path: api, reply: page([first]) },
  ]);
  assert.deepEqual([late.held, late.slept], [undefined, [500, 1000]]);
  const never = await attach(() => [{ path: api, reply: page([]) }]);
  assert.deepEqual(JSON.parse(never.held ?? ""), JSON.parse(indexOf(first).bytes.toString()));
  assert.deepEqual(never.slept, [500, 1000, 2000]);
});

test("gitlab-self: a registry that gives the subject for the tag is told from a list, and nothing is overwritten", async () => {
  const { manifest } = sampleChart();
  const headers = { "content-type": subject.mediaType, "docker-content-digest": subject.digest };
  const self: Rule = { method: "GET", path: tagPath, reply: { headers, body: manifest.bytes } };
  const { server, error } = await attach(() => [absent, self]);
  assert.equal(error?.code, "CONFLICT");
  assert.match(error?.message ?? "", /^Could not list sha256:.* no list of referrers$/);
  assert.match(error?.hint ?? "", /GitLab/);
  assert.ok(!server.log.includes(`PUT ${tagPath}`));
  assert.deepEqual((await list([absent, self])).found, []);
});

test("gitlab-self: not even an index that is the subject is taken for the list of its referrers", async () => {
  const index = indexOf(first);
  const headers = { "content-type": index.descriptor.mediaType };
  await using server = await startServer({
    rules: [{ path: /manifests/, reply: { headers, body: index.bytes } }],
  });
  const { client, signal } = createTestClient();
  await using _ = client;
  const found = await client.listReferrers(repositoryAt(server.host), index.descriptor.digest, {}, signal);
  assert.deepEqual(found, []);
});

test("referrers-race: what another writer put there meanwhile is kept, and ours is put back", async () => {
  const theirs = { ...second, platform: { os: "plan9", architecture: "mips" } };
  const { held, error, slept } = await attach((registry) => [
    absent,
    {
      method: "PUT",
      path: tagPath,
      times: 1,
      async reply(request) {
        const answer = await registry.handle(request);
        registry.manifests.set(`c/x:${tag}`, indexOf(theirs).bytes as Buffer);
        return answer;
      },
    },
  ]);
  assert.equal(error, undefined);
  assert.deepEqual(JSON.parse(held ?? "").manifests, [theirs, first]);
  assert.deepEqual(slept, [500]);
});

test("referrers-race: who is overwritten every time gives up after five writes", async () => {
  const overwritten: Rule = { method: "PUT", path: tagPath, reply: { status: 201 } };
  const { server, error } = await attach(() => [absent, overwritten]);
  assert.equal(error?.code, "CONFLICT");
  assert.match(error?.message ?? "", /others overwrote .*:sha256-[0-9a-f]{64} each of the 5 times/);
  assert.equal(server.log.filter((line) => line === `PUT ${tagPath}`).length, 5);
});

test("filters-applied: a list that the registry has filtered is taken as it is, any other is filtered here", async () => {
  const { artifactType: _, ...untyped } = first;
  const applied = { "oci-filters-applied": "other, artifactType" };
  const trusted = await list([{ path: api, reply: page([untyped], applied) }], SIGNATURE);
  assert.deepEqual(trusted.found, [untyped]);
  assert.deepEqual(trusted.server.log, [`GET ${api}?artifactType=application%2Fvnd.example.signature`]);
  const whole = await list([{ path: api, reply: page([first, second, untyped]) }], SIGNATURE);
  assert.deepEqual(whole.found, [first]);
});

test("filters-applied: of what a tag lists the manifests say what they are (GHCR)", async () => {
  const stranger = sampleReferrer({ ...subject, digest: `sha256:${"0".repeat(64)}` }, "elsewhere");
  const misleading = [signature, stranger].map(({ descriptor }) => ({ ...descriptor, artifactType: "x/y" }));
  const gone = { ...first, digest: `sha256:${"1".repeat(64)}` };
  const manifests = [signature, stranger].map(({ descriptor, bytes }): Rule => {
    const headers = { "content-type": descriptor.mediaType };
    return { path: `/v2/c/x/manifests/${descriptor.digest}`, reply: { headers, body: bytes } };
  });
  const rules = [absent, { path: tagPath, reply: page([...misleading, gone]) }, ...manifests];
  assert.deepEqual((await list(rules, SIGNATURE)).found, [first]);
  assert.deepEqual((await list(rules, "x/y")).found, []);
});

test("Link: pages of referrers are followed, be the link relative or absolute, but not to another origin", async () => {
  await using elsewhere = await startServer({ fallback: () => page([second]) });
  const rules: Rule[] = [];
  await using server = await startServer({ rules });
  server.rules.push(
    {
      path: /\?two/,
      reply: () =>
        page([second, "no descriptor" as never], { link: `<${server.origin}${api}?three>; rel="next"` }),
    },
    { path: /\?three/, reply: () => page([], { link: `<${elsewhere.origin}/more>; rel="next"` }) },
    { path: api, reply: page([first], { link: `<?two>; rel="next"` }) },
  );
  const { client, signal } = createTestClient();
  await using _ = client;
  const found = await client.listReferrers(repositoryAt(server.host), subject.digest, {}, signal);
  assert.deepEqual(found, [first, second]);
  assert.deepEqual(server.log, [`GET ${api}`, `GET ${api}?two`, `GET ${api}?three`]);
  assert.deepEqual(elsewhere.log, []);
});

test("Link: a page of referrers that links to itself, or a hundred that go on for ever, come to an end", async () => {
  const self = await list([{ path: api, reply: page([first], { link: `<${api}>; rel="next"` }) }]);
  assert.deepEqual([self.found, self.server.requests.length], [[first], 1]);
  let count = 0;
  const reply = (): Reply => page([first], { link: `<${api}?page=${++count}>; rel="next"` });
  assert.equal((await list([{ reply }])).server.requests.length, 100);
});

test("a page that fails is an error, not the end of the list", async () => {
  const rules: Rule[] = [
    { path: /\?two/, reply: { status: 404 } },
    { path: api, reply: page([first], { link: "<?two>; rel=next" }) },
  ];
  assert.match((await failureOf(list(rules))).message, /was answered 404/);
});
