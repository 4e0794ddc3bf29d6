import assert from "node:assert/strict";
import test from "node:test";
import { type PrivateKey, revokeKey } from "openpgp";
import { PublishError } from "../../../src/errors.ts";
import { Secret } from "../../../src/secret.ts";
import { readSigningKey } from "../../../src/signing/pgp/signing-key.ts";
import { keyDate, makeKey } from "../../support/pgp-keys.ts";

const now = new Date("2026-06-01T00:00:00Z");
const day = 86_400;
const [ann, bob, withSubkey] = await Promise.all([
  makeKey("Ann"),
  makeKey("Bob"),
  makeKey("Sue", { subkeys: [{ sign: true }, {}] }),
]);
const locked = await makeKey("Lock", { passphrase: "open sesame" });
const upper = (key: PrivateKey): string => key.getFingerprint().toUpperCase();
const subkeyOf = (key: PrivateKey): string => key.subkeys[0]?.getFingerprint() ?? "";

interface Given {
  readonly key: string;
  readonly passphrase?: string;
  readonly keyId?: string;
}
const read = ({ key, passphrase, keyId }: Given) =>
  readSigningKey(
    {
      key: new Secret(key),
      ...(passphrase !== undefined && { passphrase: new Secret(passphrase) }),
      ...(keyId !== undefined && { keyId }),
    },
    now,
  );
const base64 = (content: string | Uint8Array): string => Buffer.from(content).toString("base64");
const two = `${ann.armor()}\n${bob.armor()}`;
const binaryTwo = base64(Buffer.concat([ann.write(), bob.write()]));

const readable: readonly (Given & { name: string; fingerprint: string; part?: string })[] = [
  { name: "armored", key: ann.armor(), fingerprint: upper(ann) },
  { name: "in base64 of the armor", key: base64(ann.armor()), fingerprint: upper(ann) },
  {
    name: "in base64 of the binary form, in lines",
    key: base64(ann.write()).replace(/.{64}/g, "$&\n"),
    fingerprint: upper(ann),
  },
  {
    name: "indented, with CRLF",
    key: ann.armor().replace(/^/gm, "    ").replaceAll("\n", "\r\n"),
    fingerprint: upper(ann),
  },
  {
    name: "after its public part",
    key: `${ann.toPublic().armor()}\n${ann.armor()}`,
    fingerprint: upper(ann),
  },
  { name: "by fingerprint", key: two, keyId: bob.getFingerprint(), fingerprint: upper(bob) },
  {
    name: "by fingerprint as GnuPG prints it",
    key: two,
    keyId: `0x${upper(bob).replace(/.{4}/g, "$& ")}`,
    fingerprint: upper(bob),
  },
  { name: "by long key id", key: binaryTwo, keyId: upper(bob).slice(-16), fingerprint: upper(bob) },
  { name: "by user id", key: two, keyId: "Ann <ann@example.test>", fingerprint: upper(ann) },
  { name: "by a part of a user id", key: binaryTwo, keyId: "bob@", fingerprint: upper(bob) },
  {
    name: "by its signing subkey",
    key: `${two}${withSubkey.armor()}`,
    keyId: subkeyOf(withSubkey),
    fingerprint: upper(withSubkey),
    part: subkeyOf(withSubkey),
  },
  {
    name: "and its signing subkey before itself",
    key: withSubkey.armor(),
    fingerprint: upper(withSubkey),
    part: subkeyOf(withSubkey),
  },
  { name: "with its passphrase", key: locked.armor(), passphrase: "open sesame", fingerprint: upper(locked) },
  { name: "that stands there twice", key: `${ann.armor()}${ann.armor()}`, fingerprint: upper(ann) },
];

for (const { name, fingerprint, part = fingerprint.toLowerCase(), ...given } of readable) {
  test(`a signing key is found ${name}`, async () => {
    const found = await read(given);
    assert.equal(found.key.getFingerprint().toUpperCase(), fingerprint);
    assert.equal(found.part.toHex(), part.slice(-16));
  });
}

const expired = await makeKey("Old", { keyExpirationTime: day });
const { privateKey: revoked } = await revokeKey({
  key: ann,
  date: new Date(keyDate.getTime() + 1000),
  format: "object",
});
const expiredAndLocked = await makeKey("Oldlock", { keyExpirationTime: day, passphrase: "x" });
const future = await makeKey("Early", { date: new Date("2027-01-01T00:00:00Z") });

const refused: readonly (Given & { name: string; why: readonly RegExp[] })[] = [
  { name: "an expired key", key: expired.armor(), why: [/expired at 2026-01-02T00:00:00/] },
  { name: "a revoked key", key: revoked.armor(), why: [/is revoked/] },
  { name: "a key of the future", key: future.armor(), why: [/in the future/] },
  {
    name: "an expired key without its passphrase",
    key: expiredAndLocked.armor(),
    why: [/expired/, /protected by a passphrase/],
  },
  { name: "a passphrase that is missing", key: locked.armor(), why: [/protected by a passphrase/] },
  {
    name: "a wrong passphrase",
    key: locked.armor(),
    passphrase: "sesame",
    why: [/pgp-passphrase is not its passphrase/],
  },
  {
    name: "two keys without a choice",
    key: two,
    why: [/several private keys/, new RegExp(upper(ann)), new RegExp(upper(bob))],
  },
  { name: "an ambiguous id", key: two, keyId: "example.test", why: [/names several keys/] },
  {
    name: "an id that nobody has",
    key: two,
    keyId: "carol",
    why: [/no private key that pgp-key-id "carol" names/, /Ann <ann@/],
  },
  {
    name: "an encryption subkey",
    key: withSubkey.armor(),
    keyId: withSubkey.subkeys[1]?.getFingerprint() ?? "",
    why: [/no part that may sign now/],
  },
  { name: "a public key", key: ann.toPublic().armor(), why: [/public keys only/] },
  { name: "no key at all", key: "hunter2 hunter2!", why: [/no armored, binary or base64 OpenPGP key/] },
  { name: "base64 of something else", key: base64("hunter2"), why: [/base64 is no OpenPGP key/] },
  { name: "a key cut short", key: ann.armor().slice(0, 200), why: [/Could not read pgp-key/] },
];

for (const { name, why, ...given } of refused) {
  test(`${name} is refused, with all that is wrong and how to mend it`, async () => {
    await assert.rejects(read(given), (error) => {
      assert.ok(error instanceof PublishError);
      assert.equal(error.code, "USAGE");
      for (const pattern of why) assert.match(error.message, pattern);
      assert.ok(error.hint ?? error.problems.every((problem) => problem.hint));
      assert.ok(
        !JSON.stringify([error.message, error.hint, error.problems, String(error.cause)]).includes("hunter2"),
      );
      return true;
    });
  });
}
