import { setImmediate } from "node:timers/promises";
import { Deflate, GZheader, zlibDeflateSetHeader } from "pako";

/**
 * Level 6 with zlib's classic hash: what zlib 1.2 makes at its default, bit for bit, so that anybody's zlib can check
 * it. It is computed by pako, for the zlib inside Node is another one on every release, processor and distribution.
 */
const options = { level: 6, gzip: true, legacyHash: true, chunkSize: 64 * 1024 } as const;

/** RFC 1952 § 2.3.1: 255 is "unknown". Helm's header says so too; the comment and extra field it adds nobody reads. */
const unknownSystem = 255;

/** How many bytes are compressed before timers and sockets get their turn again: some 20 ms. */
const pieceSize = 512 * 1024;

/**
 * Compresses the chunks, as one stream, to the same bytes on every machine: a header of ten fixed bytes without a
 * time, then deflate. Takes no more memory than the result; throws the signal's reason when that aborts.
 */
export async function gzip(chunks: readonly Uint8Array[], signal?: AbortSignal): Promise<Uint8Array> {
  const inputSize = chunks.reduce((total, chunk) => total + chunk.length, 0);
  // The worst case: zlib's deflateBound, and the gzip header and trailer. Pages never written to cost no memory.
  const output = new Uint8Array(inputSize + (inputSize >> 12) + (inputSize >> 14) + 64);
  let size = 0;
  const deflate = new Deflate(options);
  deflate.onStart = (stream) => {
    zlibDeflateSetHeader(stream, Object.assign(new GZheader(), { os: unknownSystem }));
  };
  deflate.onData = (chunk) => {
    output.set(chunk, size);
    size += chunk.length;
  };
  deflate.onEnd = () => {};
  let untilPause = 0;
  for (const piece of pieces(chunks)) {
    if (untilPause <= 0) {
      await setImmediate();
      signal?.throwIfAborted();
      untilPause = pieceSize;
    }
    deflate.push(piece);
    untilPause -= piece.length;
  }
  deflate.push(new Uint8Array(0), true);
  return size * 2 < output.length ? output.slice(0, size) : output.subarray(0, size);
}

function* pieces(chunks: readonly Uint8Array[]): Generator<Uint8Array> {
  for (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += pieceSize) {
      yield chunk.subarray(start, start + pieceSize);
    }
  }
}
