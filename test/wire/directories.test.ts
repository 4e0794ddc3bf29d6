import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { openCache } from "../../src/commands/cache.ts";
import { cacheDirectory, trustDirectory } from "../../src/wire.ts";
import { temporaryDirectory, writeFiles } from "../support/chart.ts";

for (const platform of ["linux", "darwin", "win32"]) {
  test(`what Sigstore publishes is kept outside the local cache on ${platform}`, async (t) => {
    const home = await temporaryDirectory(t);
    const [cache, trust] = [cacheDirectory, trustDirectory].map((of) => of({}, home, platform));
    assert.ok(cache !== undefined && trust !== undefined);
    assert.match(path.relative(cache, trust), /^\.\./);
    await writeFiles(trust, { "root.json": "{}" });
    await openCache(cache); // which takes an OCI layout or an empty place, and nothing else
  });
}
