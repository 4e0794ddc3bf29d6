import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";

/**
 * What registries, and the networks before them, have been seen to do wrong, in the order of a push: each number has
 * one fault or several, by the file beside this one that has its test.
 */
const faults: readonly (readonly [number, Readonly<Record<string, string>>])[] = [
  [1, { "basic-quoted-comma": "basic" }],
  [2, { "bearer-full": "bearer" }],
  [3, { "two-challenges": "token-server" }],
  [4, { "negotiate-first": "basic" }],
  [5, { "placeholder-scope": "bearer" }],
  [6, { "pull-only-401": "bearer" }],
  [7, { "head-always-401": "bearer" }],
  [8, { "push-needs-pull": "bearer" }],
  [9, { "silent-downgrade": "bearer" }],
  [10, { "expired-mid-push": "bearer" }],
  [11, { "token-403-message": "token-server" }],
  [12, { "token-500-once": "token-server", "token-429": "token-server" }],
  [13, { "identity-token": "token-server" }],
  [14, { "anonymous-ping": "basic", "403-with-challenge": "basic" }],
  [
    15,
    {
      "realm-http": "realm",
      "realm-private-ip": "realm",
      "realm-other-host": "realm",
      "realm-redirect": "realm",
    },
  ],
  [16, { "huge-token-body": "token-server", "not-json-token": "token-server" }],
  [17, { "creds-in-error": "basic" }],
  [18, { "location-relative": "upload" }],
  [19, { "location-absolute-other-host": "upload", "location-private-ip": "upload" }],
  [20, { "location-http-downgrade": "upload" }],
  [21, { "location-missing": "upload" }],
  [22, { "post-201": "upload", "put-204": "upload" }],
  [23, { "single-post-202-close": "chunked" }],
  [24, { "no-chunk": "chunked" }],
  [25, { "chunk-cap": "chunked", "proxy-413": "chunked" }],
  [26, { "ecr-patch": "chunked" }],
  [27, { "range-garbage": "upload" }],
  [28, { "oob-append": "chunked" }],
  [29, { "session-lost": "upload" }],
  [30, { "reset-after-commit": "upload" }],
  [31, { "early-401-with-body": "upload" }],
  [32, { "digest-invalid-once": "upload" }],
  [33, { "head-redirect": "redirect" }],
  [34, { "same-blob-concurrent": "push" }],
  [35, { "eof-on-post": "" }],
  [36, { "name-unknown": "" }],
  [37, { "project-missing": "" }],
  [38, { write_package: "", installation: "" }],
  [39, { "hub-nested": "" }],
  [40, { "gitea-401": "" }],
  [41, { "text-404": "refusal", "html-200": "refusal" }],
  [42, { "accept-required": "manifest" }],
  [43, { "immutable-400": "", "immutable-403": "", "immutable-409": "", "immutable-412": "" }],
  [44, { "tag-race": "manifest" }],
  [45, { "put-5xx-but-stored": "manifest", "put-reset-but-stored": "manifest" }],
  [46, { "digest-header-mismatch": "manifest" }],
  [47, { "blob-unknown-once": "manifest" }],
  [48, { "manifest-too-large": "", "config-rejected": "" }],
  [49, { "verify-lag": "manifest" }],
  [50, { "verify-tamper": "manifest", "gzip-encoding": "content-encoding", "truncated-body": "manifest" }],
  [
    51,
    {
      "referrers-ok": "referrers",
      "subject-lie": "referrers",
      "no-header-but-lists": "referrers-list",
      "ghcr-303": "referrers",
      "referrers-400": "referrers",
      "referrers-200-html": "referrers",
    },
  ],
  [52, { "gitlab-self": "referrers-list" }],
  [53, { "referrers-race": "referrers-list" }],
  [54, { "filters-applied": "referrers-list", Link: "referrers-list" }],
  [55, { "tags-null": "tags", "tags-ignores-n": "tags", "n-too-large": "tags" }],
  [
    56,
    {
      "429-seconds": "throttling",
      "429-date": "throttling",
      "503-retry-after": "throttling",
      "429-none": "throttling",
      "ghcr-message": "throttling",
      "429-forever": "throttling",
    },
  ],
  [
    57,
    {
      "slow-headers": "timeout",
      "slow-body": "timeout",
      "stall-mid-upload": "timeout",
      "stale keep-alive": "timeout",
    },
  ],
  [
    58,
    {
      "delete-by-digest": "delete-manifest",
      "delete-by-tag": "delete-manifest",
      "delete-unsupported": "delete-manifest",
    },
  ],
  [59, { "log-injection": "refusal" }],
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
      title.startsWith(name) && /^([ :(,]|$)/.test(title.slice(name.length));
    assert.ok(textsOf(text).some(isTitle), `${file}.test.ts has no test named ${name}`);
  });
}
