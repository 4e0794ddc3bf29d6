import assert from "node:assert/strict";
import test from "node:test";
import { digestOf } from "../../../src/digest.ts";
import { createMemoryStore } from "../../../src/oci/store/memory-store.ts";
import { Repositories, type StoredManifest } from "../../../src/oci/store/repositories.ts";
import { type Store, writeBlob } from "../../../src/oci/store/store.ts";
import { indexOf, indexType, manifestOf, manifestType } from "../contract/raw-client.ts";

function storedManifest(text: string, mediaType = manifestType): StoredManifest {
  return { mediaType, digest: digestOf(text), bytes: Buffer.from(text) };
}

/** A manifest whose only blob is its config. */
const web = storedManifest(manifestOf({ config: "web" }));
const api = storedManifest(manifestOf({ config: "api" }));
const all = storedManifest(indexOf(manifestOf({ config: "web" })), indexType);

async function storeWith(...blobs: string[]): Promise<{ store: Store; repositories: Repositories }> {
  const store = createMemoryStore();
  for (const blob of blobs) await writeBlob(store, digestOf(blob), Buffer.from(blob));
  return { store, repositories: new Repositories(store) };
}

async function present(store: Store, ...blobs: (string | StoredManifest)[]): Promise<boolean[]> {
  const digests = blobs.map((blob) => (typeof blob === "string" ? digestOf(blob) : blob.digest));
  return await Promise.all(digests.map(async (digest) => (await store.blobSize(digest)) !== undefined));
}

test("garbage is what no manifest needs, in any repository", async () => {
  const { store, repositories } = await storeWith("web", "api", "loose");
  await repositories.put("one", web, ["1.0.0"]);
  await repositories.put("one", api, ["1.0.0"]);
  await repositories.put("two", web, []);
  await repositories.collectGarbage();
  assert.deepEqual(await present(store, web, "web", api, "api", "loose"), [true, true, true, true, false]);
  await repositories.removeManifest("one", web.digest);
  await repositories.removeManifest("one", api.digest);
  await repositories.collectGarbage();
  assert.deepEqual(await present(store, web, "web", api, "api"), [true, true, false, false]);
  await repositories.removeManifest("two", web.digest);
  await repositories.collectGarbage();
  assert.deepEqual(await present(store, web, "web"), [false, false]);
});

test("what an index holds can be found by digest and is not garbage", async () => {
  const { store, repositories } = await storeWith("web", manifestOf({ config: "web" }));
  await repositories.put("one", all, ["1.0.0"]);
  assert.equal((await repositories.find("one", web.digest))?.mediaType, manifestType);
  assert.equal(await repositories.find("two", web.digest), undefined);
  await repositories.collectGarbage();
  assert.deepEqual(await present(store, all, web, "web"), [true, true, true]);
});

test("content that no one understands is no obstacle", async () => {
  const { store, repositories } = await storeWith("web");
  await repositories.put("one", storedManifest("not JSON"), ["broken"]);
  await repositories.put("one", storedManifest("bytes", "application/octet-stream"), ["strange"]);
  await repositories.put("one", web, ["1.0.0"]);
  await repositories.collectGarbage();
  assert.equal((await repositories.find("one", "strange"))?.bytes.toString(), "bytes");
  assert.equal(await repositories.refersTo("one", digestOf("web")), true);
  assert.deepEqual(await present(store, "web"), [true]);
});

test("a manifest has one entry a tag, and one without only while it has no tag", async () => {
  const { store, repositories } = await storeWith("web");
  const tags = async (): Promise<unknown[]> =>
    (await store.entries()).map((entry) => entry.tag ?? "untagged");
  await repositories.put("one", web, []);
  assert.deepEqual(await tags(), ["untagged"]);
  await repositories.put("one", web, ["b", "a"]);
  assert.deepEqual(await tags(), ["a", "b"]);
  assert.equal(await repositories.removeTag("one", "a"), true);
  assert.equal(await repositories.removeTag("one", "a"), false);
  assert.deepEqual(await tags(), ["b"]);
  await repositories.put("one", api, ["b"]);
  assert.deepEqual(await tags(), ["b", "untagged"]);
  assert.equal(await repositories.removeManifest("one", api.digest), true);
  assert.equal(await repositories.removeManifest("one", api.digest), false);
  assert.deepEqual(await tags(), ["untagged"]);
});

test("referrers carry their annotations and come in a fixed order", async () => {
  const { repositories } = await storeWith();
  const subject = { mediaType: manifestType, digest: web.digest, size: web.bytes.length };
  const annotations = { made: "by hand" };
  const referrers = [1, 2, 3].map((number) =>
    storedManifest(manifestOf({ more: { subject, annotations, artifactType: `application/${number}` } })),
  );
  for (const referrer of referrers) await repositories.put("one", referrer, []);
  const found = await repositories.referrers("one", web.digest);
  assert.deepEqual(
    found.map(({ digest }) => digest),
    referrers.map(({ digest }) => digest).sort(),
  );
  assert.deepEqual(
    found.map((referrer) => referrer.annotations),
    [annotations, annotations, annotations],
  );
  assert.deepEqual(await repositories.referrers("two", web.digest), []);
});
