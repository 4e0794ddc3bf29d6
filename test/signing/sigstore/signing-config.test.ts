import assert from "node:assert/strict";
import test from "node:test";
import { checkEndpoints, readSigningConfig } from "../../../src/signing/sigstore/signing-config.ts";

const start = "2026-01-01T00:00:00Z";
const now = Date.parse("2026-06-01T00:00:00Z");
const service = (url: string, change: object = {}) => ({
  url,
  majorApiVersion: 1,
  validFor: { start },
  operator: "one",
  ...change,
});
const config = (change: object): string =>
  JSON.stringify({
    mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
    caUrls: [service("https://fulcio.test")],
    rekorTlogUrls: [service("https://rekor.test")],
    tsaUrls: [service("https://tsa.test/api/v1/timestamp")],
    rekorTlogConfig: { selector: "ANY" },
    tsaConfig: { selector: "ANY" },
    ...change,
  });
const logs = (change: object): string[] =>
  readSigningConfig(config(change), "c.json", now).logs.map(
    ({ url, majorApiVersion }) => `${url.host} v${majorApiVersion}`,
  );

const two = [service("https://a.test"), service("https://b.test", { operator: "two" })];
const picks = [
  { name: "ANY takes one", change: { rekorTlogUrls: two }, expected: ["a.test v1"] },
  {
    name: "ALL takes every operator",
    change: { rekorTlogUrls: two, rekorTlogConfig: { selector: "ALL" } },
    expected: ["a.test v1", "b.test v1"],
  },
  {
    name: "EXACT takes so many",
    change: { rekorTlogUrls: two, rekorTlogConfig: { selector: "EXACT", count: 2 } },
    expected: ["a.test v1", "b.test v1"],
  },
  {
    name: "the newer version of one operator is taken",
    change: { rekorTlogUrls: [service("https://a.test"), service("https://b.test", { majorApiVersion: 2 })] },
    expected: ["b.test v2"],
  },
  {
    name: "a version that is not understood is passed over",
    change: { rekorTlogUrls: [service("https://a.test", { majorApiVersion: 3 }), service("https://b.test")] },
    expected: ["b.test v1"],
  },
  {
    name: "what is over or has not begun is passed over",
    change: {
      rekorTlogUrls: [
        service("https://a.test", { validFor: { start, end: "2026-05-01T00:00:00Z" } }),
        service("https://b.test", { validFor: { start: "2027-01-01T00:00:00Z" } }),
        service("https://c.test", { validFor: { start, end: "2026-07-01T00:00:00Z" } }),
      ],
    },
    expected: ["c.test v1"],
  },
  { name: "no log may be named", change: { rekorTlogUrls: [] }, expected: [] },
];
for (const { name, change, expected } of picks) {
  test(`of the services of a signing config ${name}`, () => assert.deepEqual(logs(change), expected));
}

const faults = [
  { name: "no JSON", text: "{", says: /it is no JSON/ },
  { name: "another media type", text: "{}", says: /its mediaType is not/ },
  { name: "no address", text: config({ tsaUrls: [service("nowhere")] }), says: /“?"nowhere" is no address/ },
  {
    name: "plain HTTP",
    text: config({ caUrls: [service("http://fulcio.test")] }),
    says: /not reached by HTTPS/,
  },
  {
    name: "nothing that is valid now",
    text: config({ tsaUrls: [service("https://a.test", { validFor: { start: "2027-01-01T00:00:00Z" } })] }),
    says: /tsaUrls names nothing that is valid now/,
  },
];
for (const { name, text, says } of faults) {
  test(`a signing config with ${name} is refused`, () => {
    assert.throws(() => readSigningConfig(text, "c.json", now), says);
  });
}

test("plain HTTP is taken on loopback", () => {
  const { fulcio } = readSigningConfig(config({ caUrls: [service("http://127.0.0.1:5555")] }), "c.json", now);
  assert.equal(fulcio?.url.origin, "http://127.0.0.1:5555");
});

test("without a key somebody has to issue certificates, and to say when a signature was made", () => {
  const check = (change: object): void =>
    checkEndpoints(readSigningConfig(config(change), "c.json", now), true, "c.json");
  const second = [service("https://log2.test", { majorApiVersion: 2 })];
  assert.throws(() => check({ caUrls: [] }), /no certificate authority/);
  assert.throws(() => check({ rekorTlogUrls: second, tsaUrls: [] }), /needs a timestamp authority/);
  assert.throws(() => check({ rekorTlogUrls: [], tsaUrls: [] }), /needs a timestamp authority/);
  check({ rekorTlogUrls: second });
  check({ tsaUrls: [] });
  check({ rekorTlogUrls: [] });
});
