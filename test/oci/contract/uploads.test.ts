import { createHash } from "node:crypto";
import { digestOf } from "../../../src/digest.ts";
import { type Case, judge } from "./judge.ts";
import { closing, type RawAnswer, type RawClient, startUpload } from "./raw-client.ts";

const content = "0123456789";
const digest = digestOf(content);

function patch(client: RawClient, location: string, body: string, range?: string): Promise<RawAnswer> {
  const headers = { "content-type": "application/octet-stream", ...(range && { "content-range": range }) };
  return client.send("PATCH", location, { headers, body });
}

/** Whether the repository has the blob now. */
async function stored(client: RawClient, of: string = digest): Promise<number> {
  return (await client.send("HEAD", `blobs/${of}`)).status;
}

const cases: Case[] = [
  {
    name: "POST opens an upload and PUT of the whole blob closes it",
    ask: async (client) => {
      const opened = await client.send("POST", "blobs/uploads/");
      const put = await client.send("PUT", closing(opened.headers.location ?? "", digest), { body: content });
      const location = new URL(put.headers.location ?? "", client.url).pathname;
      return [
        opened.verdict,
        put.verdict,
        put.headers["docker-content-digest"],
        location.split("/blobs/")[1],
        await stored(client),
      ];
    },
    expected: ["202", "201", digest, digest, 200],
  },
  {
    name: "an upload may be sent in chunks, the last of them with PUT",
    ask: async (client) => {
      const first = await patch(client, await startUpload(client), "0123", "0-3");
      const second = await patch(client, first.headers.location ?? "", "456", "4-6");
      const put = await client.send("PUT", closing(second.headers.location ?? "", digest), {
        headers: { "content-range": "7-9" },
        body: "789",
      });
      return [first.verdict, first.headers.range, second.headers.range, put.verdict, await stored(client)];
    },
    expected: ["202", "0-3", "0-6", "201", 200],
  },
  {
    name: "an upload may be streamed with one PATCH and closed with an empty PUT",
    ask: async (client) => {
      const patched = await patch(client, await startUpload(client), content);
      const put = await client.send("PUT", closing(patched.headers.location ?? "", digest));
      return [patched.verdict, put.verdict, await stored(client)];
    },
    expected: ["202", "201", 200],
  },
  {
    name: "GET tells how far an upload has come",
    ask: async (client) => {
      const first = await patch(client, await startUpload(client), "0123", "0-3");
      const status = await client.send("GET", first.headers.location ?? "");
      return [status.verdict, status.headers.range];
    },
    expected: ["204", "0-3"],
  },
  {
    name: "a chunk that leaves a gap is refused, and the upload goes on",
    ask: async (client) => {
      const first = await patch(client, await startUpload(client), "0123", "0-3");
      const gap = await patch(client, first.headers.location ?? "", "89", "8-9");
      const last = await patch(client, first.headers.location ?? "", "456789", "4-9");
      return [gap.status, gap.headers.range, last.status];
    },
    expected: [416, "0-3", 202],
    docker: {
      says: [202, "0-5", 404],
      why: "it appends whatever comes, and takes each Location once; the specification says 416",
    },
  },
  {
    name: "a Content-Range that is none is refused",
    ask: async (client) => (await patch(client, await startUpload(client), "0123", "bytes 0-3/10")).status,
    expected: 400,
    docker: { says: 202, why: "it does not look" },
  },
  {
    name: "a Content-Range of another length than the chunk is refused",
    ask: async (client) => (await patch(client, await startUpload(client), "0123", "0-9")).status,
    expected: 400,
    docker: { says: 202, why: "it does not look" },
  },
  {
    name: "bytes that do not match the digest are refused, and the upload is over",
    ask: async (client) => {
      const closed = closing(await startUpload(client), digest);
      const wrong = await client.send("PUT", closed, { body: "other bytes" });
      return [
        wrong.verdict,
        (await client.send("PUT", closed, { body: content })).status,
        await stored(client),
      ];
    },
    expected: ["400 DIGEST_INVALID", 404, 404],
  },
  {
    name: "a digest that is none is refused, and the upload goes on",
    ask: async (client) => {
      const location = await startUpload(client);
      const wrong = await client.send("PUT", closing(location, "sha256:abc"), { body: content });
      const none = await client.send("PUT", location, { body: content });
      const right = await client.send("PUT", closing(location, digest), { body: content });
      return [wrong.verdict, none.verdict, right.verdict];
    },
    expected: ["400 DIGEST_INVALID", "400 DIGEST_INVALID", "201"],
  },
  {
    name: "a cancelled upload is gone",
    ask: async (client) => {
      const location = await startUpload(client);
      const first = await client.send("DELETE", location);
      return [
        first.verdict,
        (await client.send("DELETE", location)).verdict,
        (await client.send("GET", location)).status,
      ];
    },
    expected: ["204", "404 BLOB_UPLOAD_UNKNOWN", 404],
  },
  {
    name: "a Location without its query is worth nothing",
    ask: async (client) => {
      const location = (await startUpload(client)).replace(/\?.*/, "");
      return (await client.send("PUT", closing(location, digest), { body: content })).status;
    },
    expected: 404,
  },
  {
    name: "one POST may carry the whole blob",
    ask: async (client) => {
      const path = `blobs/uploads/?digest=${digest}`;
      const posted = await client.send("POST", path, { body: content });
      const wrong = await client.send("POST", path, { body: "other bytes" });
      return [posted.verdict, wrong.verdict, await stored(client)];
    },
    expected: ["201", "400 DIGEST_INVALID", 200],
    docker: { says: ["202", "202", 404], why: "the specification lets it open an upload instead" },
  },
  {
    name: "a blob may have a SHA-512 digest",
    ask: async (client) => {
      const sha512 = `sha512:${createHash("sha512").update(content).digest("hex")}`;
      const put = await client.send("PUT", closing(await startUpload(client), sha512), { body: content });
      return [put.verdict, put.headers["docker-content-digest"] === sha512, await stored(client, sha512)];
    },
    expected: ["201", true, 200],
    docker: {
      says: ["201", false, 200],
      why: "it stores the blob under its SHA-256 as well, and says that one",
    },
  },
  {
    name: "a blob pushed twice is there once",
    ask: async (client) => {
      const verdicts = [];
      for (const _ of [1, 2]) {
        verdicts.push(
          (await client.send("PUT", closing(await startUpload(client), digest), { body: content })).verdict,
        );
      }
      return [...verdicts, (await client.send("GET", `blobs/${digest}`)).body.toString()];
    },
    expected: ["201", "201", content],
  },
  {
    name: "a body may come without its length",
    ask: async (client) => {
      const headers = { "transfer-encoding": "chunked" };
      const closed = closing(await startUpload(client), digest);
      return [(await client.send("PUT", closed, { headers, body: content })).verdict, await stored(client)];
    },
    expected: ["201", 200],
  },
];

judge(cases);
