import { digestOf } from "../../../src/digest.ts";
import { type Case, judge } from "./judge.ts";
import { closing, manifestOf, pushBlob, pushManifest, putManifest, startUpload } from "./raw-client.ts";

const bytes = Buffer.from(Array.from({ length: 2048 }, (_, position) => position % 251));
const digest = digestOf(bytes);
const absent = digestOf("absent");

const cases: Case[] = [
  {
    name: "the base endpoint says that this is a registry",
    ask: async (client) => {
      const { verdict, headers } = await client.send("GET", "/v2/");
      return [verdict, headers["docker-distribution-api-version"]];
    },
    expected: ["200", "registry/2.0"],
  },
  {
    name: "a blob comes back byte for byte, with its digest and an ETag",
    ask: async (client) => {
      await pushBlob(client, bytes);
      const { verdict, headers, body } = await client.send("GET", `blobs/${digest}`);
      return [
        verdict,
        headers["docker-content-digest"],
        headers["content-length"],
        headers.etag,
        body.equals(bytes),
      ];
    },
    expected: ["200", digest, "2048", `"${digest}"`, true],
  },
  {
    name: "HEAD of a blob tells its size and sends no body",
    ask: async (client) => {
      await pushBlob(client, bytes);
      const { verdict, headers, body } = await client.send("HEAD", `blobs/${digest}`);
      return [verdict, headers["docker-content-digest"], headers["content-length"], body.length];
    },
    expected: ["200", digest, "2048", 0],
  },
  {
    name: "a blob of no bytes is a blob",
    ask: async (client) => {
      const empty = await pushBlob(client, "");
      const { verdict, headers, body } = await client.send("GET", `blobs/${empty}`);
      return [verdict, headers["content-length"], body.length];
    },
    expected: ["200", "0", 0],
  },
  {
    name: "a blob that is not there is unknown",
    ask: async (client) => (await client.send("GET", `blobs/${absent}`)).verdict,
    expected: "404 BLOB_UNKNOWN",
  },
  {
    name: "a client that has the blob is told so",
    ask: async (client) => {
      await pushBlob(client, bytes);
      const headers = { "if-none-match": `"${digest}"` };
      return (await client.send("GET", `blobs/${digest}`, { headers })).verdict;
    },
    expected: "304",
  },
  ...ranges(),
  {
    name: "a blob of one repository is not a blob of another",
    ask: async (client) => {
      await pushBlob(client, bytes);
      return (await client.in(`${client.repository}/other`).send("HEAD", `blobs/${digest}`)).verdict;
    },
    expected: "404",
  },
  {
    name: "a blob can be mounted from the repository that has it",
    ask: async (client) => {
      await pushBlob(client, bytes);
      const other = client.in(`${client.repository}/other`);
      const mounted = await other.send("POST", `blobs/uploads/?mount=${digest}&from=${client.repository}`);
      return [
        mounted.verdict,
        mounted.headers["docker-content-digest"],
        (await other.send("HEAD", `blobs/${digest}`)).verdict,
      ];
    },
    expected: ["201", digest, "200"],
  },
  {
    name: "a mount of a blob that is not there opens an upload",
    ask: async (client) => {
      const mounted = await client.send(
        "POST",
        `blobs/uploads/?mount=${absent}&from=${client.repository}/none`,
      );
      const digestOfIt = closing(mounted.headers.location ?? "", absent);
      return [mounted.verdict, (await client.send("PUT", digestOfIt, { body: "absent" })).verdict];
    },
    expected: ["202", "201"],
  },
  {
    name: "a mount without a source finds the blob wherever it is",
    ask: async (client) => {
      await pushBlob(client, bytes);
      return (await client.in(`${client.repository}/other`).send("POST", `blobs/uploads/?mount=${digest}`))
        .verdict;
    },
    expected: "201",
    docker: { says: "202", why: "the specification leaves it open; its conformance program asks for it" },
  },
  {
    name: "a deleted blob is gone, and cannot be deleted twice",
    ask: async (client) => {
      await pushBlob(client, "to be deleted");
      const path = `blobs/${digestOf("to be deleted")}`;
      const verdicts = [];
      for (const method of ["DELETE", "HEAD", "DELETE"])
        verdicts.push((await client.send(method, path)).verdict);
      return verdicts;
    },
    expected: ["202", "404", "404 BLOB_UNKNOWN"],
  },
  {
    name: "deleting a blob in one repository leaves another's",
    ask: async (client) => {
      const other = client.in(`${client.repository}/other`);
      for (const repository of [client, other]) await pushBlob(repository, "in two repositories");
      const path = `blobs/${digestOf("in two repositories")}`;
      return [(await client.send("DELETE", path)).verdict, (await other.send("GET", path)).body.toString()];
    },
    expected: ["202", "in two repositories"],
  },
  {
    name: "a blob that a manifest needs cannot be deleted",
    ask: async (client) => {
      await pushManifest(client, "1.0.0", { config: "needed" });
      return (await client.send("DELETE", `blobs/${digestOf("needed")}`)).verdict;
    },
    expected: "405 UNSUPPORTED",
    docker: { says: "202", why: "it leaves a manifest that cannot be pulled" },
  },
  {
    name: "what is no digest is refused as one",
    ask: async (client) => (await client.send("GET", "blobs/sha256:abc")).verdict,
    expected: "400 DIGEST_INVALID",
  },
  {
    name: "an upper-case repository is refused",
    ask: async (client) => (await client.in("Case/Upper").send("POST", "blobs/uploads/")).verdict,
    expected: "400 NAME_INVALID",
    docker: { says: "404", why: "its router knows no such path; the answer is text, not an error body" },
  },
  {
    name: "a method that an endpoint does not have is refused",
    ask: async (client) => (await client.send("PUT", "tags/list")).status,
    expected: 405,
  },
  {
    name: "a manifest's blobs stay when another manifest takes its tag",
    ask: async (client) => {
      await pushManifest(client, "1.0.0", { layers: ["first"] });
      await pushBlob(client, "second");
      await putManifest(client, "1.0.0", manifestOf({ layers: ["second"] }));
      return (await client.send("GET", `blobs/${digestOf("first")}`)).body.toString();
    },
    expected: "first",
  },
  {
    name: "an upload in one repository is none in another",
    ask: async (client) => {
      const location = await startUpload(client);
      const elsewhere = location.replace(client.repository, `${client.repository}/other`);
      return (await client.send("PUT", closing(elsewhere, digest), { body: bytes })).status;
    },
    expected: 404,
  },
];

function ranges(): Case[] {
  const table = [
    {
      range: "bytes=500-1499",
      expected: ["206", "bytes 500-1499/2048", "1000"],
      part: bytes.subarray(500, 1500),
    },
    { range: "bytes=500-", expected: ["206", "bytes 500-2047/2048", "1548"], part: bytes.subarray(500) },
    { range: "bytes=-500", expected: ["206", "bytes 1548-2047/2048", "500"], part: bytes.subarray(1548) },
    { range: "bytes=2000-5000", expected: ["206", "bytes 2000-2047/2048", "48"], part: bytes.subarray(2000) },
  ];
  const served = table.map(({ range, expected, part }) => ({
    name: `a blob's ${range} can be had`,
    ask: async (client: Parameters<Case["ask"]>[0]) => {
      await pushBlob(client, bytes);
      const { verdict, headers, body } = await client.send("GET", `blobs/${digest}`, { headers: { range } });
      return [verdict, headers["content-range"], headers["content-length"], body.equals(part)];
    },
    expected: [...expected, true],
  }));
  const refused = ["bytes=5000-10000", "bytes=500-0"].map((range) => ({
    name: `a blob's ${range} cannot be had`,
    ask: async (client: Parameters<Case["ask"]>[0]) => {
      await pushBlob(client, bytes);
      return (await client.send("GET", `blobs/${digest}`, { headers: { range } })).status;
    },
    expected: 416,
  }));
  return [...served, ...refused];
}

judge(cases);
