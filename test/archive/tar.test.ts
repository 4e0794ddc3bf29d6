import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { gunzipSync } from "node:zlib";
import { writeTar } from "../../src/archive/tar.ts";
import { readTar } from "../../src/archive/untar.ts";
import { goldenFor } from "../support/golden.ts";
import { mustRun } from "../support/program.ts";

const bytesOf = (text: string): Uint8Array => Buffer.from(text);
const names = [
  "web/Chart.yaml",
  "web/empty.txt",
  `web/templates/${"long-directory/".repeat(8)}file.yaml`,
  `web/${"p".repeat(150)}/${"f".repeat(100)}`,
  `web/${"p".repeat(151)}/${"f".repeat(99)}`,
  `web/${"unsplittable".repeat(12)}`,
  "web/files/grüße 日本語 😀.txt",
  `web/files/${"ü".repeat(60)}`,
  "web/ü",
  "web/spaces and 'quotes' \"too\".txt",
];
const entries = names.map((name, index) => ({ name, bytes: bytesOf("x".repeat(index * 511)) }));

/** Helm 3 stamps each entry with its own time: entries written alone carry the two blocks that end an archive. */
function rewrite(tar: Buffer): Buffer {
  const times = new Map<string, number>();
  let offset = 0;
  const parts: Uint8Array[] = [];
  for (const { name, bytes } of readTar(tar)) {
    while (String.fromCharCode(tar[offset + 156] ?? 0) === "x") offset += 512 + sizeAt(tar, offset);
    times.set(name, Number.parseInt(tar.toString("latin1", offset + 136, offset + 147), 8));
    offset += 512 + sizeAt(tar, offset);
    parts.push(...writeTar([{ name, bytes }], times.get(name) ?? 0).slice(0, -1));
  }
  return Buffer.concat([...parts, new Uint8Array(1024)]);
}

function sizeAt(tar: Buffer, offset: number): number {
  return Math.ceil(Number.parseInt(tar.toString("latin1", offset + 124, offset + 135), 8) / 512) * 512;
}

test("the tar of every package that Helm 3.9, 3.17 and 4.1 made is written again byte for byte", (t) => {
  const out = goldenFor(t, "out");
  if (out === undefined) return;
  let count = 0;
  for (const helm of readdirSync(out).filter((name) => name.startsWith("helm-"))) {
    for (const file of readdirSync(path.join(out, helm, "tgz"))) {
      const tar = gunzipSync(readFileSync(path.join(out, helm, "tgz", file)));
      assert.ok(rewrite(tar).equals(tar), `${helm} ${file}`);
      count++;
    }
  }
  assert.equal(count, 24);
});

test("what is written is read back, whatever the names and sizes", () => {
  const read = [...readTar(Buffer.concat(writeTar(entries, 315_532_800)))];
  assert.deepEqual(
    read.map(({ name, bytes }) => [name, bytes.length]),
    entries.map(({ name, bytes }) => [name, bytes.length]),
  );
});

test("the system's tar lists and unpacks every entry, as files of mode 0644 owned by root", async (t) => {
  const directory = mkdtempSync(path.join(os.tmpdir(), "tar-"));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  const archive = path.join(directory, "web.tar");
  writeFileSync(archive, Buffer.concat(writeTar(entries, 315_532_800)));
  const env = { ...process.env, TZ: "UTC", LC_ALL: "C.UTF-8" };
  const listing = await mustRun("tar", ["--numeric-owner", "-tvf", archive], { env });
  for (const line of listing.trimEnd().split("\n")) {
    assert.match(line, /^-rw-r--r-- +(0\/0|0 +0 +0) .*(1980-01-01 00:00|Jan +1 +1980) /);
  }
  await mustRun("tar", ["-xf", archive, "-C", directory], { env });
  for (const { name, bytes } of entries) {
    assert.deepEqual(readFileSync(path.join(directory, name)), bytes, name);
  }
});

test("an archive without entries is two empty blocks", () => {
  assert.deepEqual(Buffer.concat(writeTar([], 0)), Buffer.alloc(1024));
});
