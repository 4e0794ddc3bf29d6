import test from "node:test";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { writeTar } from "../../src/archive/tar.ts";
import { readArchive } from "../../src/archive/unpack.ts";
import { PublishError } from "../../src/errors.ts";

const tar = Buffer.concat(
  writeTar(
    ["Chart.yaml", "values.yaml", `${"long/".repeat(40)}a.yaml`, "files/grüße.txt"].map((name) => ({
      name: `web/${name}`,
      bytes: Buffer.from("a: b\n".repeat(50)),
    })),
    0,
  ),
);

/** Bytes to put in place of others, and a length to cut to. */
const damage = fc.record({
  edits: fc.array(
    fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), bytes: fc.uint8Array({ maxLength: 12 }) }),
    { maxLength: 5 },
  ),
  keep: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.double({ min: 0, max: 1, noNaN: true })),
});

function damaged(
  original: Uint8Array,
  { edits, keep }: typeof damage extends fc.Arbitrary<infer T> ? T : never,
) {
  const bytes = Buffer.from(original);
  for (const { at, bytes: patch } of edits)
    bytes.set(patch.subarray(0, bytes.length - Math.floor(at * bytes.length)), Math.floor(at * bytes.length));
  return bytes.subarray(0, Math.ceil(keep * bytes.length));
}

function readOrRefuse(bytes: Uint8Array): void {
  try {
    readArchive(bytes, "web.tgz");
  } catch (error) {
    if (!(error instanceof PublishError) || error.code !== "ARCHIVE_INVALID") throw error;
  }
}

test("a damaged gzip file is read or refused, never anything else", () => {
  const whole = gzipSync(tar);
  fc.assert(
    fc.property(damage, (how) => readOrRefuse(damaged(whole, how))),
    { numRuns: 400 },
  );
});

test("a damaged tar file is read or refused, never anything else", () => {
  fc.assert(
    fc.property(damage, (how) => readOrRefuse(gzipSync(damaged(tar, how), { level: 1 }))),
    {
      numRuns: 400,
    },
  );
});

test("an archive with any names is read or refused, never anything else", () => {
  const name = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.stringMatching(/^[./\\c:wx]{1,12}$/),
  );
  const names = fc.array(name, { maxLength: 5 });
  fc.assert(
    fc.property(names, (some) => {
      const entries = ["web/Chart.yaml", ...some].map((entry) => ({ name: entry, bytes: Buffer.from("x") }));
      readOrRefuse(gzipSync(Buffer.concat(writeTar(entries, 0)), { level: 1 }));
    }),
    { numRuns: 400 },
  );
});
