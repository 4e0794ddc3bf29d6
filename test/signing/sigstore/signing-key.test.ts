import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyObject, randomBytes, scryptSync } from "node:crypto";
import test from "node:test";
import { xsalsa20poly1305 } from "@noble/ciphers/salsa.js";
import { PublishError } from "../../../src/errors.ts";
import { Secret } from "../../../src/secret.ts";
import { readSigningKey } from "../../../src/signing/sigstore/signing-key.ts";

const password = "correct horse Bätterie";
const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const pem = p256.export({ type: "pkcs8", format: "pem" }).toString();

/** As `cosign generate-key-pair` writes a key, cheaper to derive. */
function cosignKey(key: KeyObject, label = "SIGSTORE", change: object = {}): string {
  const [salt, nonce] = [randomBytes(32), randomBytes(24)];
  const derived = scryptSync(password, salt, 32, { N: 1024, r: 8, p: 1 });
  const der = key.export({ type: "pkcs8", format: "der" });
  const ciphertext = Buffer.from(xsalsa20poly1305(derived, nonce).encrypt(der)).toString("base64");
  const json = {
    kdf: { name: "scrypt", params: { N: 1024, r: 8, p: 1, ...change }, salt: salt.toString("base64") },
    cipher: { name: "nacl/secretbox", nonce: nonce.toString("base64") },
    ciphertext,
  };
  const body = Buffer.from(JSON.stringify(json)).toString("base64").replace(/.{64}/g, "$&\n");
  return `-----BEGIN ENCRYPTED ${label} PRIVATE KEY-----\n${body}\n-----END ENCRYPTED ${label} PRIVATE KEY-----\n`;
}

async function refusal(text: string, secret?: string): Promise<PublishError> {
  const given = secret === undefined ? undefined : new Secret(secret);
  const error = await readSigningKey(new Secret(text), given).then(
    () => assert.fail("it was taken"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof PublishError);
  assert.equal(error.code, "USAGE");
  assert.ok(!JSON.stringify([error.message, error.hint, String(error.cause)]).includes(password));
  return error;
}

const encryptedPem = p256
  .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: password })
  .toString();
const good = [
  { name: "cosign.key", text: cosignKey(p256), secret: password },
  { name: "cosign.key of cosign 1", text: cosignKey(p256, "COSIGN"), secret: password },
  {
    name: "cosign.key with Windows line ends",
    text: cosignKey(p256).replaceAll("\n", "\r\n"),
    secret: password,
  },
  { name: "cosign.key as base64", text: Buffer.from(cosignKey(p256)).toString("base64"), secret: password },
  { name: "a PEM key", text: pem },
  { name: "a PEM key as base64", text: Buffer.from(pem).toString("base64") },
  { name: "an SEC 1 key", text: p256.export({ type: "sec1", format: "pem" }).toString() },
  { name: "an encrypted PEM key", text: encryptedPem, secret: password },
];
for (const { name, text, secret } of good) {
  test(`${name} is read`, async () => {
    const key = await readSigningKey(new Secret(text), secret === undefined ? undefined : new Secret(secret));
    assert.ok(key.equals(p256));
  });
}

const bad = [
  {
    name: "a wrong password",
    text: cosignKey(p256),
    secret: "wrong",
    says: /cosign-password does not open it/,
  },
  { name: "no password", text: cosignKey(p256), says: /cosign-password does not open it/ },
  { name: "a wrong password of a PEM key", text: encryptedPem, secret: "wrong", says: /does not open it/ },
  { name: "no password of a PEM key", text: encryptedPem, says: /there is no cosign-password/ },
  { name: "text that is no key", text: "hello", says: /holds no private key in PEM form/ },
  {
    name: "a public key",
    text: "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
    says: /it holds a public key/,
  },
  {
    name: "an Ed25519 key",
    text: generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    says: /Ed25519ph/,
  },
  {
    name: "a P-384 key",
    text: generateKeyPairSync("ec", { namedCurve: "P-384" })
      .privateKey.export({ type: "pkcs8", format: "pem" })
      .toString(),
    says: /type ec on the curve secp384r1/,
  },
  {
    name: "scrypt parameters that would take all memory",
    text: cosignKey(p256, "SIGSTORE", { N: 2 ** 30 }),
    secret: password,
    says: /N=1073741824, r=8, p=1 would take too much/,
  },
  {
    name: "scrypt parameters that would take all day",
    text: cosignKey(p256, "SIGSTORE", { p: 1000 }),
    secret: password,
    says: /p=1000 would take too much/,
  },
  {
    name: "scrypt parameters that are none",
    text: cosignKey(p256, "SIGSTORE", { N: 1000 }),
    secret: password,
    says: /parameters are none/,
  },
  {
    name: "half a cosign.key",
    text: cosignKey(p256).slice(0, 200),
    secret: password,
    says: /it is damaged: what it encloses is no JSON/,
  },
];
for (const { name, text, secret, says } of bad) {
  test(`${name} is refused with the reason`, async () => {
    const error = await refusal(text, secret);
    assert.match(error.message, says);
    assert.ok(error.hint);
  });
}
