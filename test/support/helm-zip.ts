import { inflateRawSync } from "node:zlib";

const endOfDirectory = Buffer.from("PK\x05\x06", "latin1");
const stored = 0;
const deflated = 8;

/**
 * The bytes of one member of a zip file. Knows no zip64, encryption or checksums: it reads archives whose digest
 * was checked before (APPNOTE.TXT 6.3.10 § 4.3).
 */
export function readZipMember(zip: Buffer, member: string): Buffer {
  const end = zip.lastIndexOf(endOfDirectory);
  if (end < 0) throw new Error("not a zip file: it has no end of central directory");
  const entries = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  for (let i = 0; i < entries; i++) {
    const nameLength = zip.readUInt16LE(at + 28);
    if (zip.toString("utf8", at + 46, at + 46 + nameLength) === member) return readEntry(zip, at);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  throw new Error(`the zip file holds no ${member}`);
}

function readEntry(zip: Buffer, central: number): Buffer {
  const method = zip.readUInt16LE(central + 10);
  const local = zip.readUInt32LE(central + 42);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const data = zip.subarray(start, start + zip.readUInt32LE(central + 20));
  if (method === stored) return data;
  if (method === deflated) return inflateRawSync(data);
  throw new Error(`compression method ${method} is not known here`);
}
