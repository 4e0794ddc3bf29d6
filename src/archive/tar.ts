import { posix } from "node:path";

/** One regular file to be written to a tar archive. */
export interface TarEntry {
  /** Whole path in the archive, `/` between the parts. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const blockSize = 512;
const nameSize = 100;
const prefixSize = 155;

/**
 * The archive as chunks to be written one after the other; contents are not copied. Every entry is a file of mode 0644
 * owned by 0:0, modified at `mtime` (seconds since 1970), in the format that Go's archive/tar picks: ustar where the
 * name fits, PAX where it does not. Helm's archives differ in the times only.
 */
export function writeTar(entries: Iterable<TarEntry>, mtime: number): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (const { name, bytes } of entries) {
    chunks.push(...headers(name, bytes.length, mtime), ...padded(bytes));
  }
  chunks.push(new Uint8Array(2 * blockSize));
  return chunks;
}

function headers(name: string, size: number, mtime: number): Uint8Array[] {
  const file = { size, mtime, type: "0", mode: 0o644, device: true };
  if (isAscii(name) && name.length <= nameSize) return [header({ ...file, name })];
  const split = splitName(name);
  if (split !== undefined) return [header({ ...file, ...split })];
  const body = Buffer.from(paxRecord("path", name));
  const paxName = posix.join(posix.dirname(name), "PaxHeaders.0", posix.basename(name));
  return [
    header({
      name: asciiOf(paxName).slice(0, nameSize).replace(/\/+$/, ""),
      size: body.length,
      mtime: 0,
      type: "x",
      mode: 0,
      device: false,
    }),
    ...padded(body),
    header({ ...file, name: cut(asciiOf(name)) }),
  ];
}

interface Header {
  readonly name: string;
  readonly prefix?: string;
  readonly size: number;
  readonly mtime: number;
  readonly type: string;
  readonly mode: number;
  /** Whether the device numbers are written as zero or left blank, as Go does for PAX headers. */
  readonly device: boolean;
}

function header(fields: Header): Uint8Array {
  const block = Buffer.alloc(blockSize);
  const octal = (value: number, offset: number, length: number): void => {
    block.write(`${value.toString(8).padStart(length - 1, "0")}\0`, offset, "latin1");
  };
  block.write(fields.name, 0, nameSize, "latin1");
  octal(fields.mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(fields.size, 124, 12);
  octal(fields.mtime, 136, 12);
  block.write(fields.type, 156, "latin1");
  block.write("ustar\x0000", 257, "latin1");
  if (fields.device) {
    octal(0, 329, 8);
    octal(0, 337, 8);
  }
  block.write(fields.prefix ?? "", 345, prefixSize, "latin1");
  // The checksum is taken with its own field blank, and is the one number of six digits, NUL and space.
  block.fill(" ", 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
}

function padded(bytes: Uint8Array): Uint8Array[] {
  const rest = bytes.length % blockSize;
  return rest === 0 ? [bytes] : [bytes, new Uint8Array(blockSize - rest)];
}

/** Where ustar can hold a long name in two fields: the split that Go's archive/tar makes (`splitUSTARPath`). */
function splitName(name: string): { readonly prefix: string; readonly name: string } | undefined {
  if (!isAscii(name)) return undefined;
  const slash = name.slice(0, prefixSize + 1).lastIndexOf("/");
  const rest = name.slice(slash + 1);
  if (slash <= 0 || rest === "" || rest.length > nameSize) return undefined;
  return { prefix: name.slice(0, slash), name: rest };
}

/** A PAX record starts with its own length in decimal, those digits included (POSIX.1-2017 pax § pax Header Block). */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const restSize = Buffer.byteLength(rest);
  let size = restSize;
  while (size !== restSize + String(size).length) size = restSize + String(size).length;
  return `${size}${rest}`;
}

const isAscii = (text: string): boolean => /^\p{ASCII}*$/u.test(text);

/** What readers without PAX get to see: the name without its other characters, as Go writes it. */
const asciiOf = (text: string): string => text.replace(/\P{ASCII}/gu, "");

/** Cuts at the field's size. Old readers take a slash at the end for a directory, so Go ends the name before it. */
const cut = (name: string): string =>
  name.length > nameSize ? name.slice(0, nameSize).replace(/\/(\/*)$/, "\0$1") : name;
