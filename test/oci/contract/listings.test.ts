import { digestOf } from "../../../src/digest.ts";
import { type Case, judge } from "./judge.ts";
import { indexType, manifestOf, manifestType, pushManifest, type RawClient } from "./raw-client.ts";

/** 2.8.2 sends every tag, in the order of its file system, and no Link, whatever it is asked. */
const pages = {
  says: (said: unknown) => {
    const sent = [said].flat(Number.POSITIVE_INFINITY).filter((tag) => tag !== undefined);
    return new Set(sent).size === 4 && sent.every((tag) => fourTagNames.includes(String(tag)));
  },
  why: "it neither sorts nor pages",
};
const fourTagNames = ["2.0.0", "b", "C", "10.0.0"];

async function tags(client: RawClient, query = ""): Promise<[readonly string[], string | undefined]> {
  const { headers, body } = await client.send("GET", `tags/list${query}`);
  // A Link may be absolute.
  const link = headers["link"]?.toString().replace(/^<http:..[^/]+/, "<");
  return [JSON.parse(body.toString()).tags, link?.replaceAll(client.repository, "repository")];
}

async function fourTags(client: RawClient): Promise<void> {
  for (const tag of fourTagNames) await pushManifest(client, tag);
}

const subject = digestOf(manifestOf());
const descriptor = { mediaType: manifestType, digest: subject, size: manifestOf().length };
const noApi = "2.8.2 has no referrers API; the answer is text, not an error body";

async function referrers(client: RawClient, of: string, query = ""): Promise<unknown> {
  const { verdict, headers, body } = await client.send("GET", `referrers/${of}${query}`);
  if (verdict !== "200") return verdict;
  const { manifests } = JSON.parse(body.toString());
  const types = manifests.map((manifest: { artifactType: string }) => manifest.artifactType).sort();
  return [headers["content-type"], headers["oci-filters-applied"] ?? "no filter", types];
}

/** A subject, a referrer with an artifact type, and one that has only a config's media type. */
async function pushReferrers(client: RawClient): Promise<void> {
  await pushManifest(client, "1.0.0");
  await pushManifest(client, "one", {
    more: { subject: descriptor, artifactType: "application/vnd.example.one" },
  });
  await pushManifest(client, "two", { more: { subject: descriptor } });
}

const configType = "application/vnd.example.config.v1+json";

const cases: Case[] = [
  {
    name: "tags come sorted without regard to case",
    ask: async (client) => {
      await fourTags(client);
      return await tags(client);
    },
    expected: [["10.0.0", "2.0.0", "b", "C"], undefined],
    docker: pages,
  },
  {
    name: "a repository that is not there is unknown",
    ask: async (client) => (await client.send("GET", "tags/list")).verdict,
    expected: "404 NAME_UNKNOWN",
  },
  {
    name: "n gives so many tags and a Link to the rest, which ends without one",
    ask: async (client) => {
      await fourTags(client);
      const [first, link] = await tags(client, "?n=3");
      return [first, link, await tags(client, "?n=3&last=b")];
    },
    expected: [
      ["10.0.0", "2.0.0", "b"],
      '</v2/repository/tags/list?n=3&last=b>; rel="next"',
      [["C"], undefined],
    ],
    docker: pages,
  },
  {
    name: "last gives what comes after it, whether or not it is a tag",
    ask: async (client) => {
      await fourTags(client);
      return [
        await tags(client, "?last=2.0.0"),
        await tags(client, "?last=a"),
        await tags(client, "?last=z"),
      ];
    },
    expected: [
      [["b", "C"], undefined],
      [["b", "C"], undefined],
      [[], undefined],
    ],
    docker: pages,
  },
  {
    name: "n=0 gives no tag and no Link",
    ask: async (client) => {
      await fourTags(client);
      return await tags(client, "?n=0");
    },
    expected: [[], undefined],
    docker: pages,
  },
  {
    name: "an n that is no number is refused",
    ask: async (client) => {
      await fourTags(client);
      return (await client.send("GET", "tags/list?n=-1")).status;
    },
    expected: 400,
    docker: { says: 200, why: pages.why },
  },
  {
    name: "a repository nobody has heard of has no referrers",
    ask: (client) => referrers(client, subject),
    expected: [indexType, "no filter", []],
    docker: { says: "404", why: noApi },
  },
  {
    name: "a digest that is none has no referrers",
    ask: (client) => referrers(client, "sha256:abc"),
    expected: "400 DIGEST_INVALID",
    docker: { says: "404", why: noApi },
  },
  {
    name: "referrers are listed with their artifact type, or their config's media type",
    ask: async (client) => {
      await pushReferrers(client);
      return await referrers(client, subject);
    },
    expected: [indexType, "no filter", [configType, "application/vnd.example.one"]],
    docker: { says: "404", why: noApi },
  },
  {
    name: "referrers can be filtered by artifact type",
    ask: async (client) => {
      await pushReferrers(client);
      return await referrers(client, subject, "?artifactType=application/vnd.example.one");
    },
    expected: [indexType, "artifactType", ["application/vnd.example.one"]],
    docker: { says: "404", why: noApi },
  },
];

judge(cases);
