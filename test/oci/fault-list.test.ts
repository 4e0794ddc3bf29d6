import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";

/**
 * What registries, and the networks before them, have been seen to do wrong, in the order of a push: each number has
 * one fault or several, with the file under test/oci that has its test; a name that ends in `-` goes on with a status.
 */
const faults: readonly (readonly [number, Readonly<Record<string, string>>])[] = [
  [1, { "basic-quoted-comma": "login/basic" }],
  [2, { "bearer-full": "login/bearer" }],
  [3, { "two-challenges": "login/token-server" }],
  [4, { "negotiate-first": "login/basic" }],
  [5, { "placeholder-scope": "login/bearer" }],
  [6, { "pull-only-401": "login/bearer" }],
  [7, { "head-always-401": "login/bearer" }],
  [8, { "push-needs-pull": "login/bearer" }],
  [9, { "silent-downgrade": "login/bearer" }],
  [10, { "expired-mid-push": "login/bearer" }],
  [11, { "token-403-message": "login/token-server" }],
  [12, { "token-500-once": "login/token-server", "token-429": "login/token-server" }],
  [13, { "identity-token": "login/token-server" }],
  [14, { "anonymous-ping": "login/basic", "403-with-challenge": "login/basic" }],
  [
    15,
    {
      "realm-http": "login/realm",
      "realm-private-ip": "login/realm",
      "realm-other-host": "login/realm",
      "realm-redirect": "login/realm",
    },
  ],
  [16, { "huge-token-body": "login/token-server", "not-json-token": "login/token-server" }],
  [17, { "creds-in-error": "login/basic" }],
  [18, { "location-relative": "client/upload" }],
  [19, { "location-absolute-other-host": "client/upload", "location-private-ip": "client/upload" }],
  [20, { "location-http-downgrade": "client/upload" }],
  [21, { "location-missing": "client/upload" }],
  [22, { "post-201": "client/upload", "put-204": "client/upload" }],
  [23, { "single-post-202-close": "client/chunked" }],
  [24, { "no-chunk": "client/chunked" }],
  [25, { "chunk-cap": "client/chunked", "proxy-413": "client/chunked" }],
  [26, { "ecr-patch": "client/chunked" }],
  [27, { "range-garbage": "client/upload" }],
  [28, { "oob-append": "client/chunked" }],
  [29, { "session-lost": "client/upload" }],
  [30, { "reset-after-commit": "client/upload" }],
  [31, { "early-401-with-body": "client/upload" }],
  [32, { "digest-invalid-once": "client/upload" }],
  [33, { "head-redirect": "http/redirect" }],
  [34, { "same-blob-concurrent": "client/push" }],
  [35, { "eof-on-post": "explain/faults" }],
  [36, { "name-unknown": "explain/faults" }],
  [37, { "project-missing": "explain/faults" }],
  [38, { write_package: "explain/faults" }],
  [39, { "hub-nested": "explain/faults" }],
  [40, { "gitea-401": "explain/faults" }],
  [41, { "text-404": "explain/faults", "html-200": "explain/faults" }],
  [42, { "accept-required": "client/manifest" }],
  [43, { "immutable-": "client/immutable-tag" }],
  [44, { "tag-race": "client/manifest" }],
  [45, { "put-5xx-but-stored": "client/manifest", "put-reset-but-stored": "client/manifest" }],
  [46, { "digest-header-mismatch": "client/manifest" }],
  [47, { "blob-unknown-once": "client/manifest" }],
  [48, { "manifest-too-large": "explain/faults", "config-rejected": "explain/faults" }],
  [49, { "verify-lag": "client/manifest" }],
  [
    50,
    {
      "verify-tamper": "client/manifest",
      "gzip-encoding": "client/content-encoding",
      "truncated-body": "client/manifest",
    },
  ],
  [
    51,
    {
      "referrers-ok": "client/referrers",
      "subject-lie": "client/referrers",
      "no-header-but-lists": "client/referrers-list",
      "ghcr-303": "client/referrers",
      "referrers-400": "client/referrers",
      "referrers-200-html": "client/referrers",
    },
  ],
  [52, { "gitlab-self": "client/referrers-list" }],
  [53, { "referrers-race": "client/referrers-list" }],
  [54, { "filters-applied": "client/referrers-list", Link: "client/referrers-list" }],
  [55, { "tags-null": "client/tags", "tags-ignores-n": "client/tags", "n-too-large": "client/tags" }],
  [
    56,
    {
      "429-seconds": "http/throttling",
      "429-date": "http/throttling",
      "503-retry-after": "http/throttling",
      "429-none": "http/throttling",
      "ghcr-message": "http/throttling",
      "429-forever": "http/throttling",
    },
  ],
  [
    57,
    {
      "slow-headers": "http/timeout",
      "slow-body": "http/timeout",
      "stall-mid-upload": "http/timeout",
      "stale keep-alive": "http/timeout",
    },
  ],
  [
    58,
    {
      "delete-by-digest": "client/delete-manifest",
      "delete-by-tag": "client/delete-manifest",
      "delete-unsupported": "client/delete-manifest",
    },
  ],
  [59, { "log-injection": "client/refusal" }],
];

const all = faults.flatMap(([number, files]) =>
  Object.entries(files).map(([name, file]) => ({ number, name, file })),
);

/** Every text of a source that may be, or begin, the title of a test. */
function textsOf(source: string): string[] {
  return [...source.matchAll(/"((?:[^"\\\n]|\\.)*)"|`([^`]*)`/g)].map(
    ([, plain, pattern]) => plain ?? pattern ?? "",
  );
}

test("the faults are numbered from 1 to 59 and no name occurs twice", () => {
  assert.deepEqual(
    faults.map(([number]) => number),
    Array.from({ length: 59 }, (_, index) => index + 1),
  );
  assert.equal(new Set(all.map(({ name }) => name)).size, all.length);
});

for (const { number, name, file } of all.filter((fault) => fault.file !== "")) {
  test(`fault ${number}, ${name}, has a test that bears its name`, () => {
    const source = path.join(import.meta.dirname, `${file}.test.ts`);
    assert.ok(existsSync(source), source);
    const text = readFileSync(source, "utf8");
    assert.ok(/\btest\(/.test(text));
    const isTitle = (title: string): boolean =>
      title.startsWith(name) && /^([ :(,]|\$\{|$)/.test(title.slice(name.length));
    assert.ok(textsOf(text).some(isTitle), `${file}.test.ts has no test named ${name}`);
  });
}
