import assert from "node:assert/strict";
import test from "node:test";
import { leaveOutAbsentSecrets } from "../../src/options/absent-secrets.ts";
import { parseOptions } from "../../src/options/parse.ts";

/** What a step that signs and logs in says; the secrets are empty, as a pull request from a fork sees them. */
const step = {
  username: "robot",
  password: "",
  "registry-auth": [
    "- { registry: one.example, username: a, password: '' }",
    "- { registry: two.example, username: b, password: '0123' }",
  ].join("\n"),
  "pgp-key": "",
  "pgp-key-id": "charts@example.com",
  "pgp-passphrase": "",
  sign: "pgp, cosign",
  tag: "after-signing",
};
const rawOf = (texts: Readonly<Record<string, string>>) =>
  new Map(Object.entries(texts).map(([name, text]) => [name, { text, source: name }]));
const proposal = { isProposal: true };

test("a step that signs and logs in can plan a pull request that sees no secrets", () => {
  const { raw, notes } = leaveOutAbsentSecrets("publish", rawOf(step), proposal);
  const options = parseOptions("publish", raw);
  assert.equal(options.username, undefined);
  assert.deepEqual(options.sign, ["cosign"]);
  assert.deepEqual(
    options.registryAuth.map(({ host, password }) => [host, password.reveal()]),
    [["two.example", "0123"]],
  );
  assert.deepEqual(notes, [
    "Without password, as in pull requests from forks, username is left out",
    "Without pgp-key, as in pull requests from forks, pgp-key-id is left out",
    "Without pgp-key no chart is signed by PGP: published as planned here, each would have another digest",
  ]);
});

test("a key of Sigstore that is not seen leaves nothing to wait for, and no fault", () => {
  const texts = { "cosign-key": "", tag: "after-signing" };
  const { raw } = leaveOutAbsentSecrets("publish", rawOf(texts), proposal);
  assert.deepEqual(parseOptions("publish", raw).sign, []);
});

for (const { name, command = "publish", context = proposal, push = "auto" } of [
  { name: "where charts are published", context: { isProposal: false } },
  { name: "where a pull request publishes", push: "true" },
  { name: "in other commands", command: "save" },
] as const) {
  test(`${name} a missing secret is a fault`, () => {
    const texts = rawOf({ ...step, push });
    const { raw, notes } = leaveOutAbsentSecrets(command, texts, context);
    assert.equal(raw, texts);
    assert.deepEqual(notes, []);
    assert.throws(() => parseOptions("publish", raw), /username is given without password/);
  });
}

test("secrets that are there stay", () => {
  const texts = { ...step, password: "p", "registry-auth": "", "pgp-key": "k", "pgp-passphrase": "x" };
  const { raw, notes } = leaveOutAbsentSecrets("plan", rawOf(texts), proposal);
  assert.deepEqual(notes, []);
  assert.equal(raw.get("sign")?.text, "pgp, cosign");
  assert.equal(raw.get("username")?.text, "robot");
});

test("logins that are no list stay as they are, for the fault that tells", () => {
  for (const text of ["{", "a: b", "- x", "- { password: [] }"]) {
    const { raw } = leaveOutAbsentSecrets("publish", rawOf({ "registry-auth": text }), proposal);
    assert.equal(raw.get("registry-auth")?.text, text);
  }
});
