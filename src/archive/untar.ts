import { isUtf8 } from "node:buffer";
import { PublishError } from "../errors.ts";

/** One entry of a tar archive that is not a directory. */
export interface TarFile {
  /** As the archive has it, whatever it says. */
  readonly name: string;
  /** A view into the archive. Empty for links and devices, which Helm takes for empty files. */
  readonly bytes: Uint8Array;
}

const blockSize = 512;

/** Links, devices, directories and pipes have no content, whatever their size field says. */
const withoutContent = "123456";

/**
 * The files of a tar archive (ustar, PAX or GNU) in their order, as Go's archive/tar and Helm see them: directories and
 * global headers are passed over. Throws ARCHIVE_INVALID, without the archive's name, where the tar is damaged.
 */
export function* readTar(archive: Uint8Array): Generator<TarFile> {
  const buffer = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  let longName: string | undefined;
  let records: ReadonlyMap<string, string> = new Map();
  for (let offset = 0; offset < buffer.length; ) {
    const header = buffer.subarray(offset, offset + blockSize);
    if (isZero(header)) {
      if (isZero(buffer.subarray(offset + blockSize, offset + 2 * blockSize))) return;
      throw damaged(`an entry follows the end mark at byte ${offset}`);
    }
    checkHeader(header, offset);
    const type = String.fromCharCode(header[156] ?? 0);
    const size = sizeOf(type, header, records, offset);
    const start = offset + blockSize;
    const content = buffer.subarray(start, start + size);
    if (content.length < size) throw damaged(`the archive ends within the entry at byte ${offset}`);
    offset = start + Math.ceil(size / blockSize) * blockSize;
    if (type === "x") {
      records = paxRecords(content);
    } else if (type === "g") {
      paxRecords(content);
    } else if (type === "L") {
      longName = untilNul(content);
    } else if (type !== "K") {
      const name = longName ?? records.get("path") ?? headerName(header);
      if (isSparse(type, records)) throw damaged(`the entry at byte ${start - blockSize} is a sparse file`);
      if (type !== "5" && !(type === "\0" && name.endsWith("/"))) yield { name, bytes: content };
      longName = undefined;
      records = new Map();
    }
  }
}

const isZero = (block: Buffer): boolean => block.every((byte) => byte === 0);

function checkHeader(header: Buffer, offset: number): void {
  if (header.length < blockSize) throw damaged(`the archive ends within the header at byte ${offset}`);
  let sum = 0;
  for (let index = 0; index < blockSize; index++) {
    // The checksum is taken with its own field blank.
    sum += index >= 148 && index < 156 ? 32 : (header[index] ?? 0);
  }
  if (sum !== octal(header.subarray(148, 156))) {
    throw damaged(`at byte ${offset} there is no tar header: its checksum is wrong`);
  }
}

function sizeOf(type: string, header: Buffer, records: ReadonlyMap<string, string>, offset: number): number {
  if (withoutContent.includes(type)) return 0;
  const written = "xgLK".includes(type) ? undefined : records.get("size");
  const size = written === undefined ? numeric(header.subarray(124, 136)) : decimal(written);
  if (!Number.isSafeInteger(size)) throw damaged(`the entry at byte ${offset} has no valid size`);
  return size;
}

/** Octal digits, or a big-endian number when the highest bit is set (GNU tar's extension for huge files). */
function numeric(field: Buffer): number {
  if (((field[0] ?? 0) & 0x80) === 0) return octal(field);
  return field.subarray(1).reduce((value, byte) => value * 256 + byte, (field[0] ?? 0) & 0x7f);
}

function octal(field: Buffer): number {
  const [text = ""] = field
    .toString("latin1")
    .replace(/^[ \0]+|[ \0]+$/g, "")
    .split("\0");
  if (text === "") return 0;
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number.NaN;
}

const decimal = (text: string): number => (/^[0-9]+$/.test(text) ? Number(text) : Number.NaN);

function headerName(header: Buffer): string {
  const name = untilNul(header.subarray(0, 100));
  // GNU's own format has times where ustar has a prefix; its magic is "ustar" and a space.
  const isUstar = header.toString("latin1", 257, 263) === "ustar\0";
  const prefix = isUstar ? untilNul(header.subarray(345, 500)) : "";
  return prefix === "" ? name : `${prefix}/${name}`;
}

/** The `<length> <key>=<value>\n` records of a PAX header; the last of a key wins. */
function paxRecords(content: Buffer): Map<string, string> {
  const records = new Map<string, string>();
  for (let offset = 0; offset < content.length; ) {
    const space = content.indexOf(" ", offset);
    const length = space < 0 ? Number.NaN : decimal(content.toString("latin1", offset, space));
    const record = content.subarray(space + 1, offset + length);
    const equals = record.indexOf("=");
    const [key, value] = [textOf(record.subarray(0, equals)), textOf(record.subarray(equals + 1, -1))];
    const isWhole = offset + length <= content.length && equals > 0 && record.at(-1) === 0x0a;
    const hasNul = key.includes("\0") || (key === "path" && value.includes("\0"));
    if (!isWhole || hasNul) throw damaged("a PAX header is malformed");
    records.set(key, value);
    offset += length;
  }
  return records;
}

const isSparse = (type: string, records: ReadonlyMap<string, string>): boolean =>
  type === "S" || [...records.keys()].some((key) => key.startsWith("GNU.sparse."));

function untilNul(field: Buffer): string {
  const end = field.indexOf(0);
  return textOf(end < 0 ? field : field.subarray(0, end));
}

/** UTF-8; names in an older encoding are read as Latin-1, so that two of them do not become one. */
function textOf(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? "utf8" : "latin1");
}

const damaged = (why: string): PublishError => new PublishError("ARCHIVE_INVALID", why);
