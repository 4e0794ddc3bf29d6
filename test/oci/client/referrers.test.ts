import assert from "node:assert/strict";
import type { IncomingMessage, ServerResponse } from "node:http";
import test, { type TestContext } from "node:test";
import type { Descriptor } from "../../../src/oci/descriptor.ts";
import type { Repository } from "../../../src/oci/reference.ts";
import { Secret } from "../../../src/secret.ts";
import { dockerRegistryFor } from "../../support/docker-registry.ts";
import { listed, pushSubject, SIGNATURE, sampleReferrer } from "../../support/referrer.ts";
import { registryFor, type TestRegistry } from "../../support/registry.ts";
import {
  accountAt,
  BASIC,
  createTestClient,
  failureOf,
  PASSWORD,
  repositoryAt,
  type TestClient,
} from "../../support/registry-client.ts";
import { startServer } from "../../support/scripted-server.ts";

interface Place {
  readonly server: TestRegistry;
  readonly t: TestClient;
  readonly repository: Repository;
  readonly subject: Descriptor;
  /** Of the tag that stands in for the referrers API. */
  readonly tag: string;
}

type Fault = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Our registry with a chart in it, whose referrers API answers like this. */
async function placeFor(t: TestContext, fault: Fault = () => false): Promise<Place> {
  const server = await registryFor(t, {
    fault,
    credentials: { username: "robot$ci", password: new Secret(PASSWORD) },
  });
  const client = createTestClient({ credentials: accountAt(server.host) });
  t.after(() => client.client[Symbol.asyncDispose]());
  const repository = repositoryAt(server.host);
  const subject = await pushSubject(client, repository);
  server.takeLog();
  return { server, t: client, repository, subject, tag: subject.digest.replace(":", "-") };
}

/** A registry whose referrers API is answered by this instead. */
function answering(status: number, headers: Record<string, string> = {}, body = ""): Fault {
  return (request, response) => {
    if (!request.url?.includes("/referrers/")) return false;
    response.writeHead(status, headers).end(body);
    return true;
  };
}

/** Attaches a signature and asks for the list. */
async function attach({ t, repository, subject }: Place): Promise<void> {
  const signature = sampleReferrer(subject, "s");
  await t.client.pushReferrer(repository, signature, t.signal);
  const list = await t.client.listReferrers(repository, subject.digest, {}, t.signal);
  assert.deepEqual(list, [listed(signature, "s")]);
  const none = await t.client.listReferrers(repository, subject.digest, { artifactType: "a/b" }, t.signal);
  assert.deepEqual(none, []);
}

test("referrers-ok: where the API lists what was pushed, no tag stands in for it", async (t) => {
  const place = await placeFor(t);
  await attach(place);
  assert.deepEqual(place.server.takeLog().slice(0, 2), ["PUT manifests/<digest>", `GET ${api(place)}/`]);
  assert.deepEqual(await place.t.client.listTags(place.repository, place.t.signal), ["1.0.0"]);
});

const api = ({ subject }: Place): string => `/v2/c/x/referrers/${subject.digest}`;

const unsupported: readonly (readonly [string, Fault])[] = [
  ["subject-lie (ECR): a registry that confirms the subject but does not know the API", answering(404)],
  ["referrers-400", answering(400)],
  ["referrers-405", answering(405)],
  ["referrers-200-html", answering(200, { "content-type": "text/html" }, "<title>Hello</title>")],
  [
    "referrers-200-json: a list of another type",
    answering(200, { "content-type": "application/json" }, "{}"),
  ],
];

for (const [fault, answer] of unsupported) {
  test(`${fault}: the tag lists what was pushed`, async (t) => {
    const place = await placeFor(t, answer);
    await attach(place);
    const tags = await place.t.client.listTags(place.repository, place.t.signal);
    assert.deepEqual(tags, ["1.0.0", place.tag]);
    assert.deepEqual(place.t.slept, []);
  });
}

test("ghcr-303: a redirect that leads away from the registry is not followed; the tag lists what was pushed", async (t) => {
  const page = { status: 429, headers: { "content-type": "text/html" }, body: "<title>Slow down</title>" };
  await using web = await startServer({ address: "127.0.0.2", fallback: () => page });
  const place = await placeFor(t, answering(303, { location: `${web.origin}/packages` }));
  await attach(place);
  assert.deepEqual(web.log, []);
  assert.deepEqual(await place.t.client.listTags(place.repository, place.t.signal), ["1.0.0", place.tag]);
});

test("a redirect within the registry is followed with the credentials", async (t) => {
  const authorized: (string | undefined)[] = [];
  const place = await placeFor(t, (request, response) => {
    if (!request.url?.includes("/referrers/")) return false;
    if (request.url.includes("?here")) {
      authorized.push(request.headers.authorization);
      return false;
    }
    response.writeHead(307, { location: `${request.url}?here` }).end();
    return true;
  });
  await place.t.client.pushReferrer(place.repository, sampleReferrer(place.subject, "s"), place.t.signal);
  assert.deepEqual(authorized, [BASIC]);
});

for (const [status, code] of [
  [401, "UNAUTHORIZED"],
  [403, "DENIED"],
  [500, "REGISTRY_ERROR"],
] as const) {
  test(`a list of referrers that is answered ${status} is an error: nobody knows whether there is one`, async (t) => {
    const { t: client, repository, subject } = await placeFor(t, answering(status));
    const work = client.client.listReferrers(repository, subject.digest, {}, client.signal);
    const error = await failureOf(work);
    assert.equal(error.code, code);
    assert.match(error.message, /^Could not list the referrers of 127\.0\.0\.1:\d+\/c\/x@sha256:/);
  });
}

test("no digest that nobody has attached anything to has referrers, with the API or without", async (t) => {
  for (const fault of [undefined, answering(404)]) {
    const { t: client, repository, subject } = await placeFor(t, fault);
    assert.deepEqual(await client.client.listReferrers(repository, subject.digest, {}, client.signal), []);
  }
});

test("six at once are all listed, for one client writes the tag one after another", async (t) => {
  const { server, t: client, repository, subject, tag } = await placeFor(t, answering(404));
  const texts = ["a", "b", "c", "d", "e", "f"];
  await Promise.all(
    texts.map((text) => client.client.pushReferrer(repository, sampleReferrer(subject, text), client.signal)),
  );
  const list = await client.client.listReferrers(repository, subject.digest, {}, client.signal);
  assert.deepEqual(list.map(({ annotations }) => annotations?.["text"]).sort(), texts);
  assert.equal(server.takeLog().filter((line) => line === `PUT manifests/${tag}`).length, 6);
});

test("the real docker-registry, which has no referrers API, lists them by the tag", async (t) => {
  await using registry = await dockerRegistryFor(t);
  if (registry === undefined) return;
  const { client, signal, slept } = createTestClient();
  await using _ = client;
  const repository = repositoryAt(registry.host, "charts/demo");
  const subject = await pushSubject({ client, signal } as TestClient, repository);
  const referrers = ["one", "two", "three"].map((text) => sampleReferrer(subject, text));
  const other = sampleReferrer(subject, "other", "application/vnd.example.other");
  await Promise.all([...referrers, other].map((each) => client.pushReferrer(repository, each, signal)));
  await client.pushReferrer(repository, other, signal); // once more changes nothing
  const digests = async (filter: { artifactType?: string }): Promise<string[]> =>
    (await client.listReferrers(repository, subject.digest, filter, signal))
      .map(({ digest }) => digest)
      .sort();
  const expected = referrers.map(({ descriptor }) => descriptor.digest).sort();
  assert.deepEqual(await digests({ artifactType: SIGNATURE }), expected);
  assert.deepEqual(await digests({}), [...expected, other.descriptor.digest].sort());
  assert.deepEqual(slept, []);
});
