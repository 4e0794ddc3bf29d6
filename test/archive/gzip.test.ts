import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { gunzipSync } from "node:zlib";
import { gzip } from "../../src/archive/gzip.ts";
import { digestOf } from "../../src/digest.ts";
import { mustRun } from "../support/program.ts";

/** The same bytes on every machine, that no compressor makes much smaller. */
function noise(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let state = 1;
  for (let index = 0; index < size; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

const text = Buffer.from(
  Array.from({ length: 9000 }, (_, line) => `  - name: value-${line % 97}\n    port: ${line}\n`).join(""),
);

test("the header is ten fixed bytes: no time, no name, system unknown", async () => {
  const bytes = await gzip([text]);
  assert.equal(Buffer.from(bytes.subarray(0, 10)).toString("hex"), "1f8b08000000000000ff");
});

// Python's `zlib.compressobj(6, zlib.DEFLATED, -15, 8)` with zlib 1.2.13 gives the same streams.
const pinned = [
  {
    name: "nothing",
    input: Buffer.alloc(0),
    digest: "sha256:ac73670af3abed54ac6fb4695131f4099be9fbe39d6076c5d0264a6bbdae9d83",
  },
  {
    name: "text",
    input: text,
    digest: "sha256:b2e9c58b70592926c6bbb91242156d3535b57d4a3af8b2a05e5228dbaab43aa0",
  },
  {
    name: "noise",
    input: noise(1_500_000),
    digest: "sha256:f6cb2f7c311ae4a508c93e849a712b513fadb23beab8dd3c54ffe2ff6f42f39f",
  },
  {
    name: "zeros",
    input: Buffer.alloc(3_000_000),
    digest: "sha256:ad23e42b9e58e6cc0cd7baf47ba990fa67ac5f1a6d659734a7b5e0629e207b14",
  },
];

for (const { name, input, digest } of pinned) {
  test(`${name} compresses to the very bytes it always did`, async () => {
    assert.equal(digestOf(await gzip([input])), digest);
  });

  test(`${name} is the same stream however it is cut into chunks`, async () => {
    const cuts = [];
    for (let start = 0; start < input.length; start += 4097) cuts.push(input.subarray(start, start + 4097));
    assert.equal(digestOf(await gzip([...cuts, new Uint8Array(0)])), digest);
  });

  test(`${name} is accepted by the system's gzip and comes back whole`, async (t) => {
    const directory = mkdtempSync(path.join(os.tmpdir(), "gzip-"));
    t.after(() => rmSync(directory, { recursive: true, force: true }));
    const bytes = await gzip([input]);
    writeFileSync(path.join(directory, "a.gz"), bytes);
    await mustRun("gzip", ["-t", path.join(directory, "a.gz")]);
    assert.ok(gunzipSync(bytes).equals(input));
  });
}

test("other work gets its turn while a large chart is compressed", async () => {
  let turns = 0;
  let done = false;
  const count = (): void => {
    turns++;
    if (!done) setImmediate(count);
  };
  setImmediate(count);
  await gzip([noise(3_000_000)]);
  done = true;
  assert.ok(turns >= 5, `${turns} turns`);
});

test("an aborted signal ends the work with its reason", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  setImmediate(() => controller.abort(reason));
  await assert.rejects(gzip([noise(3_000_000)], controller.signal), reason);
});
