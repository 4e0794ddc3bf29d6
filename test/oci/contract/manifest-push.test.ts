import { createHash } from "node:crypto";
import { digestOf } from "../../../src/digest.ts";
import { type Case, judge } from "./judge.ts";
import {
  getManifest,
  indexOf,
  indexType,
  manifestOf,
  manifestType,
  pushBlob,
  pushManifest,
  putManifest,
  putWithConfig,
} from "./raw-client.ts";

const plain = manifestOf();
const digest = digestOf(plain);
const text404 = "its router knows no such path; the answer is text, not an error body";

const cases: Case[] = [
  {
    name: "a manifest whose config or layers are not there is refused, each of them named",
    ask: async (client) => {
      await pushBlob(client, "{}");
      const answer = await putManifest(client, "1.0.0", manifestOf({ layers: ["one", "two"] }));
      const { errors } = JSON.parse(answer.body.toString());
      return [answer.verdict, errors.map((error: { detail: unknown }) => error.detail)];
    },
    expected: ["400 MANIFEST_BLOB_UNKNOWN MANIFEST_BLOB_UNKNOWN", [digestOf("one"), digestOf("two")]],
  },
  {
    name: "a manifest's blob in another repository does not count",
    ask: async (client) => {
      await pushBlob(client.in(`${client.repository}/other`), "{}");
      return (await putManifest(client, "1.0.0", plain)).verdict;
    },
    expected: "400 MANIFEST_BLOB_UNKNOWN",
  },
  {
    name: "an index needs its manifests",
    ask: async (client) => {
      const early = await putWithConfig(client, "all", indexOf(plain), indexType);
      await putManifest(client, digest, plain);
      return [early, await putWithConfig(client, "all", indexOf(plain), indexType)];
    },
    expected: ["400 MANIFEST_BLOB_UNKNOWN", "201"],
  },
  {
    name: "a layer that must not be distributed need not be there",
    ask: (client) => {
      const mediaType = "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip";
      const urls = ["https://layers.example.com/one"];
      const layers = [{ mediaType, digest: digestOf("elsewhere"), size: 9, urls }];
      return putWithConfig(client, "1.0.0", manifestOf({ more: { layers } }));
    },
    expected: "201",
    docker: {
      says: "500 UNKNOWN UNKNOWN MANIFEST_BLOB_UNKNOWN",
      why: "it has a list of allowed URLs, which is empty unless somebody fills it",
    },
  },
  {
    name: "a size that is not the blob's is refused",
    ask: (client) => putWithConfig(client, "1.0.0", plain.replace(/"size":2/, '"size":3')),
    expected: "400 SIZE_INVALID",
    docker: { says: "201", why: "it does not look; a client that trusts the size cannot pull" },
  },
  {
    name: "bytes that are not those of the digest they are pushed by are refused",
    ask: (client) => putWithConfig(client, digestOf("other"), plain),
    expected: "400 DIGEST_INVALID",
  },
  {
    name: "a body that is no JSON is refused",
    ask: (client) => putWithConfig(client, "1.0.0", "not JSON"),
    expected: "400 MANIFEST_INVALID",
  },
  {
    name: "a manifest of another type than its Content-Type is refused",
    ask: (client) => putWithConfig(client, "1.0.0", plain, indexType),
    expected: "400 MANIFEST_INVALID",
  },
  {
    name: "a body that is a manifest and an index at once is refused",
    ask: (client) => putWithConfig(client, "1.0.0", manifestOf({ more: { manifests: [] } })),
    expected: "400 MANIFEST_INVALID",
  },
  {
    name: "a Content-Type that is no manifest's is refused",
    ask: (client) => putWithConfig(client, "1.0.0", plain, "application/json"),
    expected: "400 MANIFEST_INVALID",
  },
  {
    name: "a Content-Type may have parameters",
    ask: async (client) => {
      const pushed = await putWithConfig(client, "1.0.0", plain, `${manifestType}; charset=utf-8`);
      return [pushed, (await getManifest(client, "1.0.0")).headers["content-type"]];
    },
    expected: ["201", manifestType],
  },
  {
    name: "a manifest of nearly 4 MiB is taken, one over it is too large",
    ask: async (client) => {
      const padded = (size: number): string =>
        manifestOf({ more: { annotations: { pad: "x".repeat(size) } } });
      const mebibyte = 1024 * 1024;
      return [
        await putWithConfig(client, "1.0.0", padded(3.9 * mebibyte)),
        await putWithConfig(client, "1.0.1", padded(4 * mebibyte)),
      ];
    },
    expected: ["201", "413 MANIFEST_INVALID"],
    docker: { says: ["201", "400 MANIFEST_INVALID"], why: "the specification says 413" },
  },
  {
    name: "a tag that is none is refused",
    ask: async (client) => [
      await putWithConfig(client, "1.0.0+build", plain),
      await putWithConfig(client, "x".repeat(129), plain),
      await putWithConfig(client, "x".repeat(128), plain),
    ],
    expected: ["400 MANIFEST_INVALID", "400 MANIFEST_INVALID", "201"],
    docker: { says: ["404", "404", "201"], why: text404 },
  },
  {
    name: "a manifest with a subject is taken before the subject, and the subject is confirmed",
    ask: async (client) => {
      const subject = { mediaType: manifestType, digest: digestOf("to come"), size: 7 };
      const pushed = await pushManifest(client, "signature", { more: { subject } });
      return [pushed.verdict, pushed.headers["oci-subject"] === subject.digest];
    },
    expected: ["201", true],
    docker: { says: ["201", false], why: "2.8.2 has no referrers API" },
  },
  {
    name: "a manifest pushed by digest may be given tags",
    ask: async (client) => {
      const pushed = await putWithConfig(client, `${digest}?tag=one&tag=two`, plain);
      return [pushed, (await getManifest(client, "one")).verdict, (await getManifest(client, "two")).verdict];
    },
    expected: ["201", "200", "200"],
    docker: {
      says: ["201", "404 MANIFEST_UNKNOWN", "404 MANIFEST_UNKNOWN"],
      why: "it is younger than 2.8.2",
    },
  },
  {
    name: "a manifest may be pushed by its SHA-512",
    ask: async (client) => {
      const sha512 = `sha512:${createHash("sha512").update(plain).digest("hex")}`;
      return [
        await putWithConfig(client, sha512, plain),
        (await getManifest(client, sha512)).body.toString() === plain,
      ];
    },
    expected: ["201", true],
    docker: { says: ["400 DIGEST_INVALID", false], why: "it knows a manifest by its SHA-256 only" },
  },
];

judge(cases);
