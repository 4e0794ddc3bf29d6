import assert from "node:assert/strict";
import test from "node:test";
import { PublishError } from "../../src/errors.ts";
import { parseRegistry, repositoryIn } from "../../src/oci/target.ts";

for (const [text, expected] of [
  ["oci://ghcr.io/acme/charts", { host: "ghcr.io", path: "acme/charts" }],
  ["  oci://ghcr.io/acme/charts/ ", { host: "ghcr.io", path: "acme/charts" }],
  ["OCI://GHCR.IO/acme", { host: "ghcr.io", path: "acme" }],
  ["oci://localhost:5000", { host: "localhost:5000", path: "" }],
  ["oci://[::1]:5000/charts", { host: "[::1]:5000", path: "charts" }],
] as const) {
  test(`registry ${text} is read`, () => assert.deepEqual(parseRegistry(text), expected));
}

const cases: { readonly text: string; readonly faults: readonly RegExp[]; readonly hint?: string }[] = [
  { text: "", faults: [/it is empty/], hint: "write it as oci://ghcr.io/acme/charts" },
  { text: "ghcr.io/acme", faults: [/oci:\/\/ is missing/], hint: 'write "oci://ghcr.io/acme"' },
  {
    text: "https://ghcr.io/acme",
    faults: [/begins with https:\/\/, not oci/],
    hint: 'write "oci://ghcr.io/acme"',
  },
  { text: "http://ghcr.io/acme", faults: [/begins with http:\/\//] },
  { text: "oci://", faults: [/host is missing/] },
  { text: "oci:///acme", faults: [/host is missing/] },
  { text: "oci://ghcr.io/acme/web:1.0.0", faults: [/it has a tag, ":1\.0\.0"/] },
  { text: `oci://ghcr.io/acme/web@sha256:${"0".repeat(64)}`, faults: [/it has a digest/] },
  { text: "oci://ghcr.io/acme?token=hunter2", faults: [/query/] },
  { text: "oci://ghcr.io/acme#x", faults: [/fragment/] },
  {
    text: "oci://ghcr.io/Acme/Charts",
    faults: [/"Acme" has upper-case letters/],
    hint: 'write "oci://ghcr.io/acme/charts" (ghcr.io takes an owner\'s name in lower case only)',
  },
  { text: "oci://r.corp/Acme", faults: [/upper-case/], hint: 'write "oci://r.corp/acme"' },
  { text: "oci://ghcr.io:99999/acme", faults: [/"99999" is no port/] },
  { text: "oci://gh cr.io/acme", faults: [/no host name/] },
  {
    text: "oci://me:hunter2@ghcr.io/acme",
    faults: [/user name or password/],
    hint: "use the username and password inputs",
  },
  { text: "oci://ghcr.io/a/../b", faults: [/"\.\." may hold only/] },
  { text: "https://GHCR.io/Acme:1", faults: [/https/, /has a tag/, /upper-case/] },
];

for (const { text, faults, hint } of cases) {
  test(`registry ${text || "nothing"} is refused, and every fault told`, () => {
    assert.throws(
      () => parseRegistry(text),
      (error) => {
        assert.ok(error instanceof PublishError && error.code === "REFERENCE_INVALID");
        assert.equal(error.problems.length, faults.length, error.message);
        for (const [index, fault] of faults.entries())
          assert.match(error.problems[index]?.message ?? "", fault);
        if (hint !== undefined) assert.ok(error.problems.some((problem) => problem.hint === hint));
        assert.ok(!JSON.stringify([error.message, error.problems]).includes("hunter2"));
        return true;
      },
    );
  });
}

test("a chart's repository is the path and its name", () => {
  assert.deepEqual(repositoryIn({ host: "h", path: "a/b" }, "web"), { host: "h", name: "a/b/web" });
  assert.deepEqual(repositoryIn({ host: "h", path: "" }, "web"), { host: "h", name: "web" });
  assert.throws(() => repositoryIn({ host: "h", path: "a" }, "Web"), /"Web" has upper-case letters/);
  assert.throws(() => repositoryIn({ host: "h", path: "a".repeat(250) }, "web"), /longer than 255/);
});
