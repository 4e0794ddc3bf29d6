import { gunzipSync } from "node:zlib";
import { messageOf, PublishError } from "../errors.ts";

/** What else may be called `.tgz`, by its first bytes. */
const otherFormats: readonly (readonly [string, readonly number[]])[] = [
  ["a zstd file", [0x28, 0xb5, 0x2f, 0xfd]],
  ["a bzip2 file", [0x42, 0x5a, 0x68]],
  ["an xz file", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ["a ZIP file", [0x50, 0x4b, 0x03, 0x04]],
  ["a web page", [0x3c]],
  ["JSON", [0x7b]],
];

/**
 * Inflates a gzip file of one or more members, at most `maxBytes` of it: what would give more is given up as soon as
 * it has. Throws ARCHIVE_INVALID, naming `source`, for anything that is not whole and sound gzip.
 */
export function gunzip(bytes: Uint8Array, source: string, maxBytes: number): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    throw new PublishError("ARCHIVE_INVALID", `Could not read ${source}: it is ${formatOf(bytes)}.`, {
      hint: "A chart archive is a gzip-compressed tar file, as `helm package` makes it.",
    });
  }
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes, chunkSize: expectedSize(bytes, maxBytes) });
  } catch (error) {
    if (error instanceof RangeError) {
      throw new PublishError(
        "ARCHIVE_INVALID",
        `Could not read ${source}: it unpacks to more than ${maxBytes / 1024 / 1024} MiB.`,
        { cause: error, hint: "Helm reads no chart of 100 MiB or more. Leave large files out of the chart." },
      );
    }
    throw new PublishError(
      "ARCHIVE_INVALID",
      `Could not read ${source}: the gzip data is damaged (${messageOf(error)}).`,
      { cause: error, hint: "The file is incomplete or was changed: make or download it again." },
    );
  }
}

/**
 * The size that the last member's trailer promises (RFC 1952 § 2.3.1, ISIZE). Inflating into one chunk of that size
 * spares joining many, and so half the memory; a lie costs nothing, for more chunks follow and unused pages stay free.
 */
function expectedSize(bytes: Uint8Array, maxBytes: number): number {
  const trailer = bytes.subarray(-4);
  const size = trailer.length < 4 ? 0 : new DataView(trailer.buffer, trailer.byteOffset).getUint32(0, true);
  return Math.max(64 * 1024, Math.min(size, maxBytes) + 1);
}

function formatOf(bytes: Uint8Array): string {
  if (bytes.length === 0) return "empty";
  const known = otherFormats.find(([, magic]) => magic.every((byte, index) => bytes[index] === byte));
  if (known !== undefined) return `not gzip but ${known[0]}`;
  const isTar = Buffer.from(bytes.subarray(257, 262)).toString("latin1") === "ustar";
  return isTar ? "a tar file that is not compressed" : "not gzip";
}
