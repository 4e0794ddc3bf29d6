import assert from "node:assert/strict";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { digestOf } from "../../../src/digest.ts";
import { openLayout } from "../../../src/oci/store/layout.ts";
import { Repositories } from "../../../src/oci/store/repositories.ts";
import { writeBlob } from "../../../src/oci/store/store.ts";
import { temporaryDirectory, writeFiles } from "../../support/chart.ts";
import { manifestOf, manifestType } from "../contract/raw-client.ts";

const bytes = Buffer.from(manifestOf());
const manifest = { mediaType: manifestType, digest: digestOf(bytes), bytes };
const other = {
  mediaType: manifestType,
  digest: digestOf(Buffer.from(manifestOf({ config: "other" }))),
  bytes: Buffer.from(manifestOf({ config: "other" })),
};
const marker = '{"imageLayoutVersion":"1.0.0"}\n';

async function indexOf(
  directory: string,
): Promise<{ manifests: Record<string, unknown>[]; [key: string]: unknown }> {
  return JSON.parse(await readFile(path.join(directory, "index.json"), "utf8"));
}

function names(index: { manifests: Record<string, unknown>[] }): unknown[] {
  return index.manifests.map(({ annotations }) => Object.values(annotations ?? { none: "no name" })[0]);
}

test("opening and listing a directory that is not there leaves no trace", async (t) => {
  const directory = path.join(await temporaryDirectory(t), "new");
  const store = await openLayout(directory);
  assert.deepEqual(await store.entries(), []);
  assert.equal(await store.blobSize(manifest.digest), undefined);
  await assert.rejects(stat(directory), { code: "ENOENT" });
});

test("a layout has the three parts of the specification, byte for byte the same whatever came first", async (t) => {
  const first = await temporaryDirectory(t);
  const second = await temporaryDirectory(t);
  const inFirst = new Repositories(await openLayout(first));
  await inFirst.put("acme/web", manifest, ["1.0.0"]);
  await inFirst.put("acme/api", other, ["2.0.0", "1.0.0"]);
  const inSecond = new Repositories(await openLayout(second));
  await inSecond.put("acme/api", other, ["1.0.0"]);
  await inSecond.put("acme/api", other, ["2.0.0"]);
  await inSecond.put("acme/web", manifest, ["1.0.0"]);
  assert.deepEqual((await readdir(first)).sort(), ["blobs", "index.json", "oci-layout"]);
  assert.equal(await readFile(path.join(first, "oci-layout"), "utf8"), marker);
  const index = await readFile(path.join(first, "index.json"), "utf8");
  assert.equal(await readFile(path.join(second, "index.json"), "utf8"), index);
  assert.match(index, /^\{\n {2}"schemaVersion": 2,\n {2}"mediaType": .*\n {2}"manifests": \[\n/);
  assert.deepEqual(names(JSON.parse(index)), ["acme/api:1.0.0", "acme/api:2.0.0", "acme/web:1.0.0"]);
  const blob = path.join(first, "blobs/sha256", manifest.digest.slice("sha256:".length));
  assert.deepEqual(await readFile(blob), bytes);
});

test("a manifest without a tag is named by its digest", async (t) => {
  const directory = await temporaryDirectory(t);
  const repositories = new Repositories(await openLayout(directory));
  await repositories.put("acme/web", manifest, []);
  assert.deepEqual(names(await indexOf(directory)), [`acme/web@${manifest.digest}`]);
  const reopened = new Repositories(await openLayout(directory));
  assert.equal((await reopened.find("acme/web", manifest.digest))?.digest, manifest.digest);
});

test("repositories with a host and a port keep their names", async (t) => {
  const directory = await temporaryDirectory(t);
  await new Repositories(await openLayout(directory)).put("localhost:5000/web", manifest, ["1.0.0"]);
  const [entry] = await (await openLayout(directory)).entries();
  assert.deepEqual([entry?.repository, entry?.tag], ["localhost:5000/web", "1.0.0"]);
});

test("entries that others named by a bare tag, or not at all, are read and written back as they were", async (t) => {
  const { digest } = manifest;
  const platform = { os: "linux", architecture: "amd64" };
  const tagged = {
    mediaType: manifestType,
    digest,
    size: bytes.length,
    annotations: { "org.opencontainers.image.ref.name": "1.0.0" },
  };
  const unnamed = { mediaType: manifestType, digest: other.digest, size: other.bytes.length, platform };
  const directory = await writeFiles(await temporaryDirectory(t), {
    "oci-layout": '{"imageLayoutVersion": "1.0.0"}',
    "index.json": JSON.stringify({
      schemaVersion: 2,
      manifests: [unnamed, tagged],
      annotations: { made: "elsewhere" },
    }),
  });
  const store = await openLayout(directory, { defaultRepository: "web" });
  await writeBlob(store, digest, bytes);
  const repositories = new Repositories(store);
  assert.deepEqual(await repositories.tags("web"), ["1.0.0"]);
  assert.equal((await repositories.find("web", "1.0.0"))?.digest, digest);
  await repositories.put("api", manifest, ["2.0.0"]);
  const index = await indexOf(directory);
  assert.deepEqual(index["annotations"], { made: "elsewhere" });
  assert.deepEqual(index.manifests.slice(1), [tagged, unnamed]);
  assert.deepEqual(names(index), ["api:2.0.0", "1.0.0", "no name"]);
});

const refused = [
  {
    name: "a directory of something else",
    files: { "Chart.yaml": "name: web\n" },
    why: /Chart\.yaml but no oci-layout/,
  },
  {
    name: "a layout of another version",
    files: { "oci-layout": '{"imageLayoutVersion":"2.0.0"}' },
    why: /version 1/,
  },
  { name: "a marker that is no JSON", files: { "oci-layout": "layout" }, why: /version 1/ },
];
for (const { name, files, why } of refused) {
  test(`${name} is refused`, async (t) => {
    const directory = await writeFiles(await temporaryDirectory(t), files);
    await assert.rejects(openLayout(directory), { code: "IO", message: why });
  });
}

test("a file is refused as a layout", async (t) => {
  const directory = await writeFiles(await temporaryDirectory(t), { file: "" });
  await assert.rejects(openLayout(path.join(directory, "file")), { code: "IO" });
});

const damaged = [
  "{",
  "[]",
  '{"manifests":{}}',
  '{"manifests":[{"mediaType":"a","digest":"sha256:abc","size":1}]}',
];
for (const text of damaged) {
  test(`an index.json of ${text} is an error that names the file`, async (t) => {
    const directory = await writeFiles(await temporaryDirectory(t), {
      "oci-layout": marker,
      "index.json": text,
    });
    const file = path.join(directory, "index.json");
    await assert.rejects((await openLayout(directory)).entries(), (error: Error & { location?: unknown }) => {
      assert.match(error.message, /index\.json/);
      assert.deepEqual(error.location, { file });
      return true;
    });
    const repositories = new Repositories(await openLayout(directory));
    await assert.rejects(repositories.put("web", manifest, ["1.0.0"]), { code: "IO" });
    assert.equal(await readFile(file, "utf8"), text);
  });
}

test("changes made at once are all kept", async (t) => {
  const repositories = new Repositories(await openLayout(await temporaryDirectory(t)));
  const tags = Array.from({ length: 20 }, (_, position) => `1.0.${position + 10}`);
  await Promise.all(tags.map((tag) => repositories.put("acme/web", manifest, [tag])));
  assert.deepEqual(await repositories.tags("acme/web"), tags);
});

test("a change that fails leaves the layout as it was and does not stop the next", async (t) => {
  const store = await openLayout(await temporaryDirectory(t));
  await assert.rejects(
    store.update(() => {
      throw new Error("no");
    }),
    /no/,
  );
  await new Repositories(store).put("acme/web", manifest, ["1.0.0"]);
  assert.equal((await store.entries()).length, 1);
});

test("whatever a killed process left half done, the layout opens, and collecting garbage clears it", async (t) => {
  const directory = await temporaryDirectory(t);
  await writeFile(path.join(directory, ".unfinished-1"), "{");
  await openLayout(directory); // killed before the marker
  await writeFile(path.join(directory, "oci-layout"), marker);
  assert.deepEqual(await (await openLayout(directory)).entries(), []); // killed before index.json
  await mkdir(path.join(directory, "blobs/sha256"), { recursive: true });
  const repositories = new Repositories(await openLayout(directory));
  await repositories.put("acme/web", manifest, ["1.0.0"]);
  await repositories.collectGarbage();
  assert.deepEqual((await readdir(directory)).sort(), ["blobs", "index.json", "oci-layout"]);
});
