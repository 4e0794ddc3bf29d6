import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { digestOf } from "../../../src/digest.ts";
import type { ContentDigest } from "../../../src/oci/store/content-digest.ts";
import { openLayout } from "../../../src/oci/store/layout.ts";
import { createMemoryStore } from "../../../src/oci/store/memory-store.ts";
import { readBlob, type Store, writeBlob } from "../../../src/oci/store/store.ts";
import { temporaryDirectory } from "../../support/chart.ts";

const bytes = Buffer.from("0123456789");
const digest = digestOf(bytes);
const absent = digestOf("absent");
const sha512: ContentDigest = `sha512:${createHash("sha512").update(bytes).digest("hex")}`;

const stores = {
  "a store in memory": async (_: TestContext): Promise<Store> => createMemoryStore(),
  "a layout": async (t: TestContext): Promise<Store> => openLayout(await temporaryDirectory(t)),
};

for (const [name, open] of Object.entries(stores)) {
  test(`${name} gives back what was written, whole or in part`, async (t) => {
    const store = await open(t);
    for (const wanted of [digest, sha512]) {
      await writeBlob(store, wanted, bytes);
      assert.equal(await store.blobSize(wanted), 10);
      assert.deepEqual(await readBlob(store, wanted, 10), bytes);
      assert.equal(
        Buffer.concat(await store.openBlob(wanted, { start: 2, end: 4 }).toArray()).toString(),
        "234",
      );
    }
    assert.equal(await store.blobSize(absent), undefined);
    assert.equal(await readBlob(store, absent, 10), undefined);
  });

  test(`${name} shows nothing of an upload before it is committed, and nothing of one that is given up`, async (t) => {
    const store = await open(t);
    const upload = await store.startUpload();
    await upload.write(bytes.subarray(0, 4));
    await upload.write(bytes.subarray(4));
    assert.equal(upload.size, 10);
    assert.equal(await store.blobSize(digest), undefined);
    await upload.commit(digest);
    assert.equal(await store.blobSize(digest), 10);
    const given = await store.startUpload();
    await given.write(Buffer.from("absent"));
    await given.abort();
    assert.equal(await store.blobSize(absent), undefined);
  });

  test(`${name} refuses bytes that do not match their digest`, async (t) => {
    const store = await open(t);
    for (const wanted of [
      absent,
      sha512.replace(/.$/, (last) => (last === "0" ? "1" : "0")) as ContentDigest,
    ]) {
      await assert.rejects(writeBlob(store, wanted, bytes), { code: "INTEGRITY" });
      assert.equal(await store.blobSize(wanted), undefined);
    }
  });

  test(`${name} does not read more than it is allowed to`, async (t) => {
    const store = await open(t);
    await writeBlob(store, digest, bytes);
    await assert.rejects(readBlob(store, digest, 9), { code: "INTEGRITY", message: /10 bytes, over 9/ });
  });

  test(`${name} deletes what is not to be kept`, async (t) => {
    const store = await open(t);
    for (const text of ["one", "two", "three"]) await writeBlob(store, digestOf(text), Buffer.from(text));
    await store.deleteBlob(digestOf("one"));
    await store.deleteBlob(absent);
    await store.sweep(new Set([digestOf("two")]));
    const sizes = await Promise.all(["one", "two", "three"].map((text) => store.blobSize(digestOf(text))));
    assert.deepEqual(sizes, [undefined, 3, undefined]);
  });
}

test("a layout's blob that was changed on disk is not handed out, and can be written again", async (t) => {
  const directory = await temporaryDirectory(t);
  const store = await openLayout(directory);
  await writeBlob(store, digest, bytes);
  await writeFile(path.join(directory, "blobs/sha256", digest.slice(7)), "9876543210");
  await assert.rejects(readBlob(store, digest, 10), { code: "INTEGRITY", message: /do not match/ });
  await store.deleteBlob(digest);
  await writeBlob(store, digest, bytes);
  assert.deepEqual(await readBlob(store, digest, 10), bytes);
});

test("a layout keeps no file of an upload that failed or was given up", async (t) => {
  const directory = await temporaryDirectory(t);
  const store = await openLayout(directory);
  await assert.rejects(writeBlob(store, absent, bytes));
  const upload = await store.startUpload();
  await upload.write(bytes);
  await upload.abort();
  assert.deepEqual((await readdir(directory)).sort(), ["blobs", "index.json", "oci-layout"]);
});
