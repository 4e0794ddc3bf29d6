import assert from "node:assert/strict";
import test from "node:test";
import { constants, deflateRawSync, gzipSync, zstdCompressSync } from "node:zlib";
import { writeTar } from "../../src/archive/tar.ts";
import { readArchive } from "../../src/archive/unpack.ts";
import { PublishError } from "../../src/errors.ts";
import { explain } from "../../src/report/faults.ts";

const chartYaml = { name: "web/Chart.yaml", bytes: Buffer.from("name: web\n") };

const tarOf = (...names: string[]): Uint8Array =>
  Buffer.concat(writeTar([chartYaml, ...names.map((name) => ({ name, bytes: Buffer.from("x") }))], 0));

function refusal(bytes: Uint8Array): PublishError {
  try {
    readArchive(bytes, "dist/web-1.0.0.tgz");
  } catch (error) {
    assert.ok(error instanceof PublishError, String(error));
    assert.equal(error.code, "ARCHIVE_INVALID");
    assert.match(error.message, /^Could not read dist\/web-1\.0\.0\.tgz: /);
    return error;
  }
  throw new assert.AssertionError({ message: "the archive was accepted" });
}

const whole = gzipSync(tarOf());
const sized = (count: number, size: number): Uint8Array =>
  Buffer.concat(
    writeTar(
      [
        chartYaml,
        ...Array.from({ length: count }, (_, i) => ({ name: `web/${i}`, bytes: Buffer.alloc(size) })),
      ],
      0,
    ),
  );
const mebibyte = 1024 * 1024;

const cases: readonly { name: string; bytes: Uint8Array; why: RegExp; hint: RegExp }[] = [
  { name: "no bytes", bytes: Buffer.alloc(0), why: /is empty/, hint: /helm package/ },
  { name: "text", bytes: Buffer.from("hello"), why: /not gzip/, hint: /helm package/ },
  { name: "a web page", bytes: Buffer.from("<html>"), why: /a web page/, hint: /gzip-compressed tar/ },
  { name: "plain tar", bytes: tarOf(), why: /a tar file that is not compressed/, hint: /gzip/ },
  { name: "zstd", bytes: zstdCompressSync(tarOf()), why: /a zstd file/, hint: /gzip/ },
  { name: "bzip2", bytes: Buffer.from("BZh91AY"), why: /a bzip2 file/, hint: /gzip/ },
  { name: "ZIP", bytes: Buffer.from("PK\x03\x04"), why: /a ZIP file/, hint: /gzip/ },
  { name: "a truncated file", bytes: whole.subarray(0, -20), why: /damaged \(unexpected end/, hint: /again/ },
  {
    name: "a missing checksum",
    bytes: whole.subarray(0, -8),
    why: /damaged \(unexpected end/,
    hint: /again/,
  },
  { name: "changed bytes", bytes: flipped(whole, -6), why: /damaged \(incorrect data check/, hint: /again/ },
  {
    name: "gzip of no tar",
    bytes: gzipSync(Buffer.alloc(999, "a")),
    why: /no tar header/,
    hint: /helm package/,
  },
  { name: "an empty archive", bytes: gzipSync(Buffer.alloc(1024)), why: /is empty/, hint: /helm package/ },
  {
    name: "a path that climbs out",
    bytes: gzipSync(tarOf("web/../../x")),
    why: /"web\/\.\.\/\.\.\/x" leads out/,
    hint: /do not unpack/,
  },
  {
    name: "a climb with backslashes",
    bytes: gzipSync(tarOf("web\\..\\..\\x")),
    why: /leads out/,
    hint: /do not unpack/,
  },
  {
    name: "an absolute path",
    bytes: gzipSync(tarOf("web//etc/passwd")),
    why: /absolute/,
    hint: /do not unpack/,
  },
  { name: "a drive", bytes: gzipSync(tarOf("web/c:/x")), why: /names a drive/, hint: /do not unpack/ },
  {
    name: "a file outside",
    bytes: gzipSync(tarOf("README.md")),
    why: /does not stand in a directory/,
    hint: /below one directory/,
  },
  {
    name: "a directory Chart.yaml",
    bytes: gzipSync(tarOf("Chart.yaml/x")),
    why: /does not stand in a directory/,
    hint: /below/,
  },
  {
    name: "a path twice",
    bytes: gzipSync(tarOf("web/a", "web/b/../a")),
    why: /"web\/b\/\.\.\/a" is there twice/,
    hint: /two versions/,
  },
  {
    name: "a file over 5 MiB",
    bytes: gzipSync(sized(1, 5 * mebibyte + 1)),
    why: /"web\/0" has 5\.0 MiB/,
    hint: /Leave/,
  },
  {
    name: "100 MiB in all",
    bytes: gzipSync(sized(20, 5 * mebibyte), { level: 1 }),
    why: /have 100\.0 MiB/,
    hint: /Leave/,
  },
  {
    name: "too many files",
    bytes: gzipSync(sized(20_000, 0), { level: 1 }),
    why: /more than 20000 files/,
    hint: /Leave/,
  },
];

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Buffer.from(bytes);
  copy[copy.length + at] = (copy.at(at) ?? 0) ^ 1;
  return copy;
}

for (const { name, bytes, why, hint } of cases) {
  test(`${name}: refused, with what is wrong and what to do`, () => {
    const error = refusal(bytes);
    assert.match(error.message, why);
    assert.match(explain(error), hint);
  });
}

test("an archive made of ./name is refused with the tar command that makes it right", () => {
  const tar = Buffer.concat(writeTar([{ ...chartYaml, name: "./web/Chart.yaml" }], 0));
  const error = refusal(gzipSync(tar));
  assert.match(error.message, /"\.\/web\/Chart\.yaml", where Helm does not look/);
  assert.match(explain(error), /tar -czf FILE web`/);
});

test("all faults are told together, with control characters escaped", () => {
  const error = refusal(gzipSync(tarOf("web/../a\n", "web/c:/x")));
  assert.deepEqual(
    error.problems.map((problem) => problem.message),
    ['"web/../a\\n" leads out of the chart', '"web/c:/x" names a drive'],
  );
});

test("of very many faults the first twenty are told, and how many there are", () => {
  const error = refusal(gzipSync(tarOf(...Array.from({ length: 30 }, (_, i) => `web/../../${i}`))));
  assert.equal(error.problems.length, 21);
  assert.match(error.message, /and 10 more faults\.$/);
});

test("ten gibibytes of zeros in ten mebibytes are given up at the cap", () => {
  const block = deflateRawSync(Buffer.alloc(10 * mebibyte), { finishFlush: constants.Z_FULL_FLUSH });
  const header = Buffer.from("1f8b08000000000000ff", "hex");
  const bomb = Buffer.concat([header, ...Array.from({ length: 1024 }, () => block), Buffer.alloc(8)]);
  const before = process.resourceUsage();
  const error = refusal(bomb);
  const after = process.resourceUsage();
  assert.match(error.message, /unpacks to more than 128 MiB/);
  assert.match(explain(error), /100 MiB/);
  assert.ok(after.userCPUTime + after.systemCPUTime - before.userCPUTime - before.systemCPUTime < 2_000_000);
});
