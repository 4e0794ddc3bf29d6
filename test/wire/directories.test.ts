import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { openCache } from "../../src/commands/cache.ts";
import { cacheDirectory, dependencyDirectory, trustDirectory } from "../../src/wire.ts";
import { temporaryDirectory, writeFiles } from "../support/chart.ts";

for (const platform of ["linux", "darwin", "win32"]) {
  test(`what is kept of Sigstore and of dependencies lies outside the local cache on ${platform}`, async (t) => {
    const home = await temporaryDirectory(t);
    const cache = cacheDirectory({}, home, platform);
    for (const beside of [trustDirectory, dependencyDirectory]) {
      const directory = beside({}, home, platform);
      assert.match(path.relative(cache, directory), /^\.\./);
      await writeFiles(directory, { "file.json": "{}" });
    }
    await openCache(cache); // which takes an OCI layout or an empty place, and nothing else
  });
}
