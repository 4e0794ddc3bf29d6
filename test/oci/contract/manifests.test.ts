import { digestOf } from "../../../src/digest.ts";
import { type Case, judge } from "./judge.ts";
import {
  getManifest,
  indexOf,
  indexType,
  manifestOf,
  manifestType,
  pushManifest,
  putWithConfig,
  type RawClient,
} from "./raw-client.ts";

const plain = manifestOf();
const digest = digestOf(plain);

const cases: Case[] = [
  {
    name: "a manifest pushed to a tag comes back byte for byte, by tag and by digest",
    ask: async (client) => {
      const pushed = await pushManifest(client, "1.0.0");
      const byTag = await getManifest(client, "1.0.0");
      const byDigest = await getManifest(client, digest);
      const { headers } = byTag;
      const location = new URL(pushed.headers.location ?? "", client.url).pathname.split("/manifests/")[1];
      return [
        [pushed.verdict, pushed.headers["docker-content-digest"], location],
        [
          byTag.verdict,
          headers["content-type"],
          headers["content-length"],
          headers["docker-content-digest"],
          headers.etag,
        ],
        [byTag.body.toString(), byDigest.body.toString()],
      ];
    },
    expected: [
      ["201", digest, digest],
      ["200", manifestType, `${plain.length}`, digest, `"${digest}"`],
      [plain, plain],
    ],
  },
  {
    name: "HEAD of a manifest tells its digest, type and size and sends no body",
    ask: async (client) => {
      await pushManifest(client, "1.0.0");
      const { verdict, headers, body } = await getManifest(client, "1.0.0", "HEAD");
      return [
        verdict,
        headers["content-type"],
        headers["content-length"],
        headers["docker-content-digest"],
        body.length,
      ];
    },
    expected: ["200", manifestType, `${plain.length}`, digest, 0],
  },
  {
    name: "a manifest, a tag and a repository that are not there are unknown",
    ask: async (client) => [
      (await getManifest(client, digest)).verdict,
      (await getManifest(client, "1.0.0")).verdict,
      (await getManifest(client, "1.0.0", "HEAD")).verdict,
    ],
    expected: ["404 MANIFEST_UNKNOWN", "404 MANIFEST_UNKNOWN", "404"],
  },
  ...["", "*/*", "application/json", indexType].map((accept) => ({
    name: `a client that accepts ${accept === "" ? "nothing it names" : accept} does not get an image manifest`,
    ask: async (client: RawClient) => {
      await pushManifest(client, "1.0.0");
      const headers: Record<string, string> = accept === "" ? {} : { accept };
      return (await client.send("GET", "manifests/1.0.0", { headers })).verdict;
    },
    expected: "404 MANIFEST_UNKNOWN",
  })),
  {
    name: "Accept may have parameters, capitals and blanks",
    ask: async (client) => {
      await pushManifest(client, "1.0.0");
      const headers = { accept: `text/html , ${manifestType};q=0.5` };
      return (await client.send("GET", "manifests/1.0.0", { headers })).verdict;
    },
    expected: "200",
  },
  {
    name: "a client that has the manifest is told so",
    ask: async (client) => {
      await pushManifest(client, "1.0.0");
      const headers = { accept: manifestType, "if-none-match": `"${digest}"` };
      return (await client.send("GET", "manifests/1.0.0", { headers })).verdict;
    },
    expected: "304",
  },
  {
    name: "a tag moves to the manifest pushed last, and the one before stays by its digest",
    ask: async (client) => {
      await pushManifest(client, "1.0.0");
      const second = await pushManifest(client, "1.0.0", { config: "second" });
      const now = await getManifest(client, "1.0.0", "HEAD");
      return [
        now.headers["docker-content-digest"] === second.headers["docker-content-digest"],
        (await getManifest(client, digest)).verdict,
      ];
    },
    expected: [true, "200"],
  },
  {
    name: "a manifest deleted by digest is gone, and so are its tags",
    ask: async (client) => {
      await pushManifest(client, "1.0.0");
      const deleted = await client.send("DELETE", `manifests/${digest}`);
      const again = await client.send("DELETE", `manifests/${digest}`);
      return [
        deleted.verdict,
        again.verdict,
        (await getManifest(client, "1.0.0")).verdict,
        (await getManifest(client, digest)).verdict,
      ];
    },
    expected: ["202", "404 MANIFEST_UNKNOWN", "404 MANIFEST_UNKNOWN", "404 MANIFEST_UNKNOWN"],
  },
  {
    name: "a repository whose manifests are all deleted is still there, without tags",
    ask: async (client) => {
      await pushManifest(client, "1.0.0");
      await client.send("DELETE", `manifests/${digest}`);
      const { verdict, body } = await client.send("GET", "tags/list");
      return [verdict, JSON.parse(body.toString()).tags ?? []];
    },
    expected: ["200", []],
  },
  {
    name: "what can be no tag is not there",
    ask: async (client) => [
      (await client.send("GET", "manifests/.tag")).verdict.slice(0, 3),
      (await client.send("HEAD", "manifests/.tag")).verdict.slice(0, 3),
    ],
    expected: ["404", "404"],
  },
  {
    name: "a tag deleted is gone, and its manifest stays",
    ask: async (client) => {
      await pushManifest(client, "1.0.0");
      const deleted = await client.send("DELETE", "manifests/1.0.0");
      return [
        deleted.verdict,
        (await getManifest(client, "1.0.0")).verdict,
        (await getManifest(client, digest)).verdict,
      ];
    },
    expected: ["202", "404 MANIFEST_UNKNOWN", "200"],
    docker: { says: ["400 DIGEST_INVALID", "200", "200"], why: "it deletes by digest only" },
  },
  {
    name: "a manifest that an index needs cannot be deleted",
    ask: async (client) => {
      await putWithConfig(client, digest, plain);
      await putWithConfig(client, "all", indexOf(plain), indexType);
      return (await client.send("DELETE", `manifests/${digest}`)).verdict;
    },
    expected: "405 UNSUPPORTED",
    docker: { says: "202", why: "it leaves an index that cannot be pulled" },
  },
];

judge(cases);
