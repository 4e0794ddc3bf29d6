import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { writeTar } from "../../src/archive/tar.ts";
import { readTar } from "../../src/archive/untar.ts";
import { mustRun } from "../support/program.ts";

const long = `${"long/".repeat(30)}file.txt`;

/** A chart as the system's tar packs it. */
async function tarOf(t: TestContext, ...args: string[]): Promise<Uint8Array> {
  const directory = mkdtempSync(path.join(os.tmpdir(), "untar-"));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  mkdirSync(path.join(directory, "web", path.dirname(long)), { recursive: true });
  writeFileSync(path.join(directory, "web/Chart.yaml"), "name: web\n");
  writeFileSync(path.join(directory, "web", long), "long\n");
  writeFileSync(path.join(directory, "web/grüße.txt"), "grüße\n");
  symlinkSync("Chart.yaml", path.join(directory, "web/link"));
  const archive = path.join(directory, "web.tar");
  await mustRun("tar", ["-cf", archive, ...args, "-C", directory, "web"]);
  return readFileSync(archive);
}

const isGnu = (await mustRun("tar", ["--version"])).includes("GNU tar");

for (const format of ["ustar", "pax", "gnu", "oldgnu"]) {
  test(`the ${format} format is read: long names, other letters, directories passed over, links empty`, async (t) => {
    if (format.includes("gnu") && !isGnu) return t.skip("SKIP this system's tar is not GNU's");
    const files = [...readTar(await tarOf(t, `--format=${format}`))];
    assert.deepEqual(
      new Map(files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])),
      new Map([
        ["web/Chart.yaml", "name: web\n"],
        [`web/${long}`, "long\n"],
        ["web/grüße.txt", "grüße\n"],
        ["web/link", ""],
      ]),
    );
  });
}

/** A tar of one file with some bytes of its header changed and the checksum set right again. */
function withHeader(changes: Readonly<Record<number, string>>, name = "web/a.txt"): Buffer {
  const tar = Buffer.concat(writeTar([{ name, bytes: Buffer.from("content") }], 0));
  for (const [offset, text] of Object.entries(changes)) tar.write(text, Number(offset), "latin1");
  const header = tar.subarray(0, 512).fill(" ", 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  tar.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return tar;
}

test("a name that is not UTF-8 is read as Latin-1", () => {
  const [file] = readTar(withHeader({ 0: "web/caf\u00e9\0" }));
  assert.equal(file?.name, "web/café");
});

test("a global PAX header changes nothing", () => {
  const record = "22 path=web/other.txt\n";
  const global = withHeader({ 156: "g", 124: "00000000026" });
  global.write(record, 512);
  const files = [...readTar(Buffer.concat([global.subarray(0, 1024), withHeader({})]))];
  assert.deepEqual(
    files.map((file) => file.name),
    ["web/a.txt"],
  );
});

const damages: readonly { name: string; tar: Buffer; why: RegExp }[] = [
  { name: "cut in a header", tar: withHeader({}).subarray(0, 300), why: /ends within the header at byte 0/ },
  { name: "cut in a file", tar: withHeader({}).subarray(0, 515), why: /ends within the entry at byte 0/ },
  { name: "a wrong checksum", tar: withHeader({}).fill("x", 0, 1), why: /no tar header: its checksum/ },
  { name: "no tar at all", tar: Buffer.alloc(2048, "text "), why: /byte 0 there is no tar header/ },
  { name: "a size that is no number", tar: withHeader({ 124: "size" }), why: /no valid size/ },
  { name: "a huge size", tar: withHeader({ 124: "\x80\0\0\0\xff" }), why: /no valid size|ends within/ },
  { name: "a sparse file", tar: withHeader({ 156: "S" }), why: /sparse/ },
  {
    name: "a global header that is none",
    tar: withHeader({ 156: "g" }),
    why: /PAX header is malformed/,
  },
  { name: "a PAX header that is none", tar: withHeader({ 156: "x" }), why: /PAX header is malformed/ },
  {
    name: "an entry after the end mark",
    tar: Buffer.concat([new Uint8Array(512), withHeader({})]),
    why: /follows the end mark/,
  },
];

for (const { name, tar, why } of damages) {
  test(`${name} is told, with the place`, () => {
    assert.throws(() => [...readTar(tar)], { code: "ARCHIVE_INVALID", message: why });
  });
}

test("an archive that ends without an end mark is read, as Go does", () => {
  assert.equal([...readTar(withHeader({}).subarray(0, 1024))].length, 1);
});
