import assert from "node:assert/strict";
import test from "node:test";
import type { DependencyArchive } from "../../src/dependency/archive.ts";
import {
  createDependencySources,
  type DependencyCache,
  type LockedDependency,
} from "../../src/dependency/sources.ts";
import { noDependencies } from "../support/no-dependencies.ts";

const lib: LockedDependency = { name: "lib", repository: "oci://registry.test/charts", version: "1.0.0" };
const archive: DependencyArchive = { fileName: "lib-1.0.0.tgz", bytes: new Uint8Array([1]) };

/** A cache that holds that, and tells what it is asked for. */
function cacheOf(held: DependencyArchive | undefined) {
  const asked: string[] = [];
  const cache: DependencyCache = {
    read: async ({ name, version }) => {
      asked.push(`read ${name} ${version}`);
      // As a folder does: each time from the disk.
      return held && { ...held, bytes: held.bytes.slice() };
    },
    write: async ({ name, version }) => {
      asked.push(`write ${name} ${version}`);
    },
  };
  const { cache: shared } = createDependencySources({ ...noDependencies, cache });
  assert.ok(shared);
  return { asked, shared };
}

test("charts with a dependency in common share one archive in memory", async () => {
  const { asked, shared } = cacheOf(archive);
  const [first, second] = await Promise.all([shared.read(lib), shared.read({ ...lib })]);
  assert.deepEqual(first, archive);
  assert.equal(second, first);
  await shared.read({ ...lib, version: "1.0.1" });
  await shared.read({ ...lib, repository: "oci://registry.test/others" });
  assert.deepEqual(asked, ["read lib 1.0.0", "read lib 1.0.1", "read lib 1.0.0"]);
});

test("what one chart had to fetch the next one has", async () => {
  const { asked, shared } = cacheOf(undefined);
  assert.equal(await shared.read(lib), undefined);
  await shared.write(lib, archive);
  assert.equal(await shared.read(lib), archive);
  assert.deepEqual(asked, ["read lib 1.0.0", "write lib 1.0.0"]);
});
