import assert from "node:assert/strict";
import test from "node:test";
import { PublishError } from "../../src/errors.ts";
import { parseOptions } from "../../src/options/parse.ts";
import type { CommandName } from "../../src/options/spec.ts";

function parse(values: Readonly<Record<string, string>>, command: CommandName = "verify") {
  const raw = Object.entries(values).map(([name, text]) => [name, { text, source: `--${name}` }] as const);
  return parseOptions(command, new Map(raw)).verification;
}

const identity = { "certificate-identity": "https://me", "certificate-oidc-issuer": "https://issuer" };

for (const { given, require } of [
  { given: { keyring: "ring.gpg" }, require: ["pgp"] },
  { given: { "public-key": "cosign.pub" }, require: ["cosign", "slsa"] },
  { given: { ...identity, keyring: "ring.gpg" }, require: ["pgp", "cosign", "slsa"] },
  { given: { ...identity, keyring: "ring.gpg", require: "slsa\npgp, slsa" }, require: ["slsa", "pgp"] },
])
  test(`${Object.keys(given).join(" and ")} require ${require.join(", ")}`, () => {
    assert.deepEqual(parse(given)?.require, require);
  });

test("whose signature counts is a key, or an identity and its issuer by text or pattern", () => {
  assert.deepEqual(parse({ "public-key": "cosign.pub" })?.signatory, {
    kind: "key",
    publicKey: "cosign.pub",
  });
  const patterns = { "certificate-identity-regexp": "a.*", "certificate-oidc-issuer": "b" };
  assert.deepEqual(parse(patterns)?.signatory, {
    kind: "identity",
    identity: { kind: "matching", text: "a.*" },
    issuer: { kind: "exactly", text: "b" },
  });
});

const both = { "public-key": "k", ...identity };
for (const { given, says } of [
  { given: {}, says: ["nothing says what to verify"] },
  {
    given: { require: "pgp,cosign" },
    says: ["require names pgp, but not whose", "require names cosign, but not whose"],
  },
  { given: { keyring: "r", require: "gpg" }, says: ["require must name pgp, cosign, slsa, not “gpg”"] },
  {
    given: { "certificate-identity": "me" },
    says: ["the identity of the certificate is given without its issuer"],
  },
  {
    given: { "certificate-oidc-issuer-regexp": "x" },
    says: ["the issuer of the certificate is given without its identity"],
  },
  { given: both, says: ["public-key excludes certificate-identity"] },
  {
    given: { ...both, "certificate-identity-regexp": "(", require: "x" },
    says: [
      "certificate-identity and certificate-identity-regexp exclude",
      "public-key excludes",
      "require must name",
    ],
  },
  {
    given: { "certificate-identity-regexp": "(", "certificate-oidc-issuer-regexp": "[", keyring: "r" },
    says: ["certificate-identity-regexp is no regular", "certificate-oidc-issuer-regexp is no regular"],
  },
] as const)
  test(`faults are told together: ${says.join("; ")}`, () => {
    assert.throws(
      () => parse(given),
      (error) => {
        assert.ok(error instanceof PublishError);
        assert.equal(error.code, "USAGE");
        assert.equal(error.problems.length, says.length, error.message);
        for (const part of says)
          assert.ok(
            error.problems.some(({ message }) => message.startsWith(part)),
            part,
          );
        return true;
      },
    );
  });

test("pull verifies when it is told to, and never looks as if it did when it is not", () => {
  assert.equal(parse({}, "pull"), undefined);
  assert.deepEqual(parse({ verify: "true", keyring: "r" }, "pull")?.require, ["pgp"]);
  assert.throws(() => parse({ verify: "true" }, "pull"), /nothing says what to verify/);
  assert.throws(() => parse({ keyring: "r", verify: "false" }, "pull"), /keyring is given without verify/);
});

test("publish has a `verify` of its own, and verifies nothing that is there already", () => {
  assert.equal(parse({ verify: "public" }, "publish"), undefined);
});
