import assert from "node:assert/strict";
import test from "node:test";
import { PublishError } from "../../src/errors.ts";
import { apiOrigin } from "../../src/oci/http/address.ts";
import { tagOf } from "../../src/oci/name.ts";
import { formatReference, parseReference } from "../../src/oci/reference.ts";

const DIGEST = `sha256:${"0a".repeat(32)}` as const;

for (const [text, expected] of [
  ["ghcr.io/acme/charts/web", { host: "ghcr.io", name: "acme/charts/web" }],
  ["oci://ghcr.io/acme/web:1.0.0_b", { host: "ghcr.io", name: "acme/web", tag: "1.0.0_b" }],
  [`localhost:5000/web@${DIGEST}`, { host: "localhost:5000", name: "web", digest: DIGEST }],
  [`[::1]:5000/a/b:t@${DIGEST}`, { host: "[::1]:5000", name: "a/b", tag: "t", digest: DIGEST }],
  ["[fd00::1]/a", { host: "[fd00::1]", name: "a" }],
  ["127.0.0.1:1/a__b-c.d/e---f", { host: "127.0.0.1:1", name: "a__b-c.d/e---f" }],
] as const) {
  test(`${text} is read, and written the same`, () => {
    assert.deepEqual(parseReference(text), expected);
    assert.equal(formatReference(parseReference(text)), text.replace("oci://", ""));
  });
}

test("a host is the same in upper and lower case", () => {
  assert.equal(parseReference("GHCR.io/acme/web").host, "ghcr.io");
});

for (const [text, ...faults] of [
  ["", /host is missing/, /name is missing/],
  ["ghcr.io", /name is missing/],
  ["ghcr.io/", /name is missing/],
  ["ghcr.io/Acme/web", /"Acme" has upper-case letters/],
  ["ghcr.io/acme//web", /empty part/],
  ["ghcr.io/acme/web/", /empty part/],
  ["ghcr.io/a..b/web", /"a\.\.b" may hold only/],
  ["ghcr.io/a/-b", /"-b" may hold only/],
  ["ghcr.io/a:1.0.0+b", /"1\.0\.0\+b" is no tag/],
  ["ghcr.io/a:", /"" is no tag/],
  ["ghcr.io/a:.x", /is no tag/],
  [`ghcr.io/a:${"t".repeat(129)}`, /is no tag/],
  ["ghcr.io/a:b:c", /"b:c" is no tag/],
  ["ghcr.io/a@sha256:abc", /no digest/],
  [`ghcr.io/a@${DIGEST}@${DIGEST}`, /no digest/],
  [`ghcr.io/${"a".repeat(250)}`, /longer than 255/],
  ["ghcr.io:0/a", /"0" is no port/],
  ["ghcr.io:65536/a", /"65536" is no port/],
  ["my_host/a", /"my_host" is no host name/],
  ["-h/a", /is no host name/],
  ["[::1/a", /is no host name/],
  ["h h/A:+@x", /"h h" is no host name/, /upper-case/, /no tag/, /no digest/],
] as const) {
  test(`${text.slice(0, 40) || "nothing"} is refused, with every fault named`, () => {
    assert.throws(
      () => parseReference(text),
      (error) => {
        assert.ok(error instanceof PublishError && error.code === "REFERENCE_INVALID");
        assert.equal(error.problems.length, faults.length);
        return faults.every((fault) => fault.test(error.message));
      },
    );
  });
}

test("a tag may have 128 characters, and host and name together 255", () => {
  assert.equal(parseReference(`h/a:${"t".repeat(128)}`).tag?.length, 128);
  assert.equal(parseReference(`h/${"a".repeat(253)}`).name.length, 253);
});

test("a version with + becomes a tag with _", () => {
  assert.equal(tagOf("1.2.3+build.5+x"), "1.2.3_build.5_x");
});

for (const [host, plainHttp, origin] of [
  ["ghcr.io", undefined, "https://ghcr.io"],
  ["docker.io", undefined, "https://registry-1.docker.io"],
  ["index.docker.io", undefined, "https://registry-1.docker.io"],
  ["localhost:5000", undefined, "http://localhost:5000"],
  ["127.8.9.1:5000", undefined, "http://127.8.9.1:5000"],
  ["[::1]:5000", undefined, "http://[::1]:5000"],
  ["localhost:5000", false, "https://localhost:5000"],
  ["10.0.0.5:5000", undefined, "https://10.0.0.5:5000"],
  ["registry.corp:5000", true, "http://registry.corp:5000"],
  ["localhost.example.com", undefined, "https://localhost.example.com"],
] as const) {
  test(`${host} is asked at ${origin}${plainHttp === undefined ? "" : ` with plain-http ${plainHttp}`}`, () => {
    assert.equal(apiOrigin(host, plainHttp).origin, origin);
  });
}
