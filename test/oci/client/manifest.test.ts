import assert from "node:assert/strict";
import test from "node:test";
import { createMemoryRegistry } from "../../support/memory-registry.ts";
import {
  createTestClient,
  failureOf,
  repositoryAt,
  sampleBlob,
  sampleChart,
  type TestClient,
} from "../../support/registry-client.ts";
import { type Reply, type Rule, type ScriptedServer, startServer } from "../../support/scripted-server.ts";

const { manifest } = sampleChart();
const { digest } = manifest.descriptor;
const other = sampleChart("other").manifest;
const path = "/v2/c/x/manifests/1.0.0";
const type = { "content-type": manifest.descriptor.mediaType };

async function start(
  rules: Rule[],
): Promise<{ server: ScriptedServer; t: TestClient; push: () => Promise<void> }> {
  const registry = createMemoryRegistry();
  const server = await startServer({ rules, fallback: registry.handle });
  const t = createTestClient();
  const push = (): Promise<void> =>
    t.client.pushManifest(repositoryAt(server.host), "1.0.0", manifest, t.signal);
  return { server, t, push };
}

/** Runs `work` against a registry with these faults. */
async function against<T>(
  rules: Rule[],
  work: (place: { server: ScriptedServer; t: TestClient; push: () => Promise<void> }) => Promise<T>,
): Promise<T> {
  const place = await start(rules);
  await using _server = place.server;
  await using _client = place.t.client;
  return await work(place);
}

const look = ({ server, t }: { server: ScriptedServer; t: TestClient }) =>
  t.client.fetchManifest(repositoryAt(server.host), "1.0.0", t.signal);

test("accept-required: a manifest is asked for by the media types it may have", () =>
  against([], async ({ server, t, push }) => {
    await push();
    assert.equal((await t.client.resolve(repositoryAt(server.host), "1.0.0", t.signal))?.digest, digest);
    assert.equal((await t.client.resolve(repositoryAt(server.host), digest, t.signal))?.digest, digest);
    assert.deepEqual(server.requests[0]?.headers["content-type"], manifest.descriptor.mediaType);
  }));

for (const status of [401, 403, 500]) {
  test(`looking up a tag that is answered ${status} throws: it is not known to be free`, () =>
    against([{ method: "HEAD", reply: { status } }], async ({ server, t }) => {
      const error = await failureOf(t.client.resolve(repositoryAt(server.host), "1.0.0", t.signal));
      assert.ok(["UNAUTHORIZED", "DENIED", "REGISTRY_ERROR"].includes(error.code));
    }));
}

test("a HEAD without a digest is followed by a GET, whose bytes tell", () =>
  against([{ method: "HEAD", reply: { headers: type } }], async ({ server, t, push }) => {
    await push();
    assert.deepEqual(
      await t.client.resolve(repositoryAt(server.host), "1.0.0", t.signal),
      manifest.descriptor,
    );
  }));

for (const [fault, reply] of [
  ["put-5xx-but-stored", { status: 502 }],
  ["put-reset-but-stored", { reset: true }],
  ["immutable tag that holds the same already (ECR, Docker Hub, Harbor)", { status: 403 }],
  ["tag-race that somebody won with the same content", { status: 412 }],
] as const) {
  test(`${fault}: the tag is looked up, and holds what it should`, () => {
    const head: Reply = { headers: { ...type, "docker-content-digest": digest, "content-length": "5" } };
    return against(
      [
        { method: "PUT", reply },
        { method: "HEAD", reply: head },
      ],
      async ({ server, push }) => {
        await push();
        assert.deepEqual(server.log, [`PUT ${path}`, `HEAD ${path}`]);
      },
    );
  });
}

test("a PUT that failed for the moment is repeated, after a look at the tag", () =>
  against([{ method: "PUT", times: 2, reply: { status: 503 } }], async ({ server, t, push }) => {
    await push();
    assert.deepEqual(server.log, [
      `PUT ${path}`,
      `HEAD ${path}`,
      `PUT ${path}`,
      `HEAD ${path}`,
      `PUT ${path}`,
    ]);
    assert.deepEqual(t.slept, [500, 1000]);
  }));

test("a PUT that is refused is not repeated", () =>
  against([{ method: "PUT", reply: { status: 409 } }], async ({ server, push }) => {
    assert.equal((await failureOf(push())).code, "CONFLICT");
    assert.deepEqual(server.log, [`PUT ${path}`, `HEAD ${path}`]);
  }));

test("digest-header-mismatch: a registry that stored something else is an error", () => {
  const reply: Reply = { status: 201, headers: { "docker-content-digest": `sha256:${"de".repeat(32)}` } };
  return against([{ method: "PUT", reply }], async ({ server, push }) => {
    const error = await failureOf(push());
    assert.equal(error.code, "INTEGRITY");
    assert.match(error.message, /stored sha256:dede.* instead of sha256:/);
    assert.equal(server.requests.length, 1);
  });
});

for (const [what, headers] of [
  ["no digest header", {}],
  ["a digest of another algorithm", { "docker-content-digest": `sha512:${"0".repeat(128)}` }],
] as const) {
  test(`digest-header-mismatch: ${what} says nothing`, () =>
    against([{ method: "PUT", reply: { status: 201, headers } }], ({ push }) => push()));
}

for (const [code, status] of [
  ["MANIFEST_BLOB_UNKNOWN", 400],
  ["BLOB_UNKNOWN", 404],
] as const) {
  const reply: Reply = { status, body: { errors: [{ code }] } };
  test(`blob-unknown-once (${code}): the blobs are looked up, and the manifest is sent again`, () =>
    against([{ method: "PUT", times: 1, reply }], async ({ server, push }) => {
      await push();
      assert.deepEqual(
        server.log.map((line) => line.replace(/sha256:.*/, "D")),
        [`PUT ${path}`, `HEAD ${path}`, "HEAD /v2/c/x/blobs/D", "HEAD /v2/c/x/blobs/D", `PUT ${path}`],
      );
    }));
  test(`blob unknown for good (${code}): the error names what is missing`, () =>
    against([{ method: "PUT", reply }], async ({ push }) => {
      const { blobs } = sampleChart();
      const error = await failureOf(push());
      assert.ok(blobs.every((blob) => error.message.includes(blob.descriptor.digest)));
    }));
}

test("verify-lag (Quay): a manifest just pushed may be a while in coming", () =>
  against([{ method: "GET", times: 3, reply: { status: 404 } }], async (place) => {
    await place.push();
    assert.equal((await look(place))?.descriptor.digest, digest);
    assert.deepEqual(place.t.slept, [500, 1000, 2000]);
  }));

test("verify-lag for ever: it is not there; and what was never pushed is not waited for", () =>
  against([{ method: "GET", reply: { status: 404 } }], async (place) => {
    assert.equal(await look(place), undefined);
    assert.deepEqual(place.t.slept, []);
    await place.push();
    assert.equal(await look(place), undefined);
    assert.equal(place.t.slept.length, 5);
  }));

test("verify-tamper: other bytes under the right digest header are refused", () => {
  const reply: Reply = { headers: { ...type, "docker-content-digest": digest }, body: other.bytes };
  return against([{ method: "GET", reply }], async (place) => {
    assert.equal((await failureOf(look(place))).code, "INTEGRITY");
  });
});

test("verify-tamper: a manifest fetched by digest must have it", () =>
  against([{ method: "GET", reply: { headers: type, body: other.bytes } }], async ({ server, t }) => {
    const error = await failureOf(t.client.fetchManifest(repositoryAt(server.host), digest, t.signal));
    assert.equal(error.code, "INTEGRITY");
  }));

test("truncated-body: an answer that was cut off is fetched again", () => {
  const stopAfter = { bytes: 5, end: "cut" } as const;
  const reply: Reply = { headers: type, body: manifest.bytes, stopAfter };
  return against([{ method: "GET", times: 1, reply }], async (place) => {
    await place.push();
    assert.equal((await look(place))?.descriptor.digest, digest);
  });
});

test("a blob is fetched, checked against size and digest, and never read beyond its size", () => {
  const blob = sampleBlob("0123456789");
  const rules: Rule[] = [
    { times: 1, reply: { body: blob.bytes } },
    { times: 1, reply: { body: "9876543210" } },
    { reply: { body: "0123456789…" } },
  ];
  return against(rules, async ({ server, t }) => {
    const fetch = () => t.client.fetchBlob(repositoryAt(server.host), blob.descriptor, t.signal);
    assert.deepEqual(Buffer.from(await fetch()).toString(), "0123456789");
    assert.equal((await failureOf(fetch())).code, "INTEGRITY");
    assert.match((await failureOf(fetch())).message, /longer than 10 bytes/);
  });
});
