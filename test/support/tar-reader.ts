import { gunzipSync } from "node:zlib";
import type { ChartFile, ReadArchive } from "../../src/chart/chart.ts";
import { PublishError } from "../../src/errors.ts";

/** A small reader of chart archives for tests of what stands below archive/: no caps, regular files only. */
export const readTestArchive: ReadArchive = (bytes, source) => {
  const tar = inflate(bytes, source);
  const files: ChartFile[] = [];
  let longPath: string | undefined;
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const header = tar.subarray(at, at + 512);
    const size = Number.parseInt(text(header, 124, 12), 8);
    const body = tar.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === "x") longPath = / path=([^\n]*)\n/.exec(body.toString("utf8"))?.[1];
    if (type !== "0" && type !== "\0") continue;
    const prefix = text(header, 345, 155);
    const path = longPath ?? (prefix === "" ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`);
    longPath = undefined;
    if (path.split("/").includes("..")) {
      throw new PublishError("ARCHIVE_INVALID", `${source}: ${path} climbs out of the archive`);
    }
    files.push({ path: path.slice(path.indexOf("/") + 1), bytes: new Uint8Array(body) });
  }
  return files;
};

function inflate(bytes: Uint8Array, source: string): Buffer {
  try {
    return gunzipSync(bytes);
  } catch (cause) {
    throw new PublishError("ARCHIVE_INVALID", `${source} is not gzip`, { cause });
  }
}

function text(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end < 0 ? length : end).trim();
}
