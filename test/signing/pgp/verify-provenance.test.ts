import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { createCleartextMessage, type PrivateKey, reformatKey, sign } from "openpgp";
import { digestOf } from "../../../src/digest.ts";
import { readKeyring } from "../../../src/signing/pgp/keyring.ts";
import { verifyProvenance } from "../../../src/signing/pgp/verify-provenance.ts";
import { goldenFor } from "../../support/golden.ts";
import { keyDate, makeKey } from "../../support/pgp-keys.ts";

const now = new Date("2026-12-01T00:00:00Z");
const options = { source: "web.tgz.prov", now };
const archive = { fileName: "web-1.0.0.tgz", digest: digestOf("archive") };
const text = `name: web\nkeywords:\n- one\n\n...\nfiles:\n  ${archive.fileName}: ${archive.digest}\n`;
const signed = async (keys: readonly PrivateKey[], content = text, more: object = {}): Promise<string> =>
  sign({
    message: await createCleartextMessage({ text: content }),
    signingKeys: [...keys],
    date: signedAt,
    ...more,
  });
const signedAt = new Date("2026-06-01T00:00:00Z");
const [ann, bob] = await Promise.all([makeKey("Ann"), makeKey("Bob")]);
const message = await signed([ann]);
const verify = (content: string, keys: readonly PrivateKey[] = [ann], other = archive) =>
  verifyProvenance(Buffer.from(content), other, keys, options);

const good: readonly { name: string; content: string; keys?: readonly PrivateKey[] }[] = [
  { name: "as it was written", content: message },
  { name: "with CRLF", content: message.replaceAll("\n", "\r\n") },
  { name: "with trailing blanks", content: message.replaceAll("web\n", "web \t\n") },
  { name: "with text around it", content: `hello\n\n${message}\nbye\n` },
  { name: "without the last line feed and checksum", content: message.replace(/\n=.{4}\n/, "\n").trimEnd() },
  {
    name: "with headers in its armor",
    content: message.replace("SIGNATURE-----\n", "SIGNATURE-----\nComment: x\n"),
  },
  { name: "without a Hash header", content: message.replace("Hash: SHA512\n", "") },
  { name: "by two, of whom one is known", content: await signed([bob, ann]) },
  { name: "with other keys in the ring", content: message, keys: [bob, ann] },
];
for (const { name, content, keys } of good) {
  test(`a provenance file verifies ${name}`, async () => {
    assert.deepEqual(await verify(content, keys), {
      fingerprint: ann.getFingerprint().toUpperCase(),
      userId: "Ann <ann@example.test>",
      time: signedAt,
    });
  });
}

const day = 86_400;
const { privateKey: shortened } = await reformatKey({
  privateKey: ann,
  userIDs: { name: "Ann" },
  keyExpirationTime: day,
  date: keyDate,
  format: "object",
});
const renewed = await makeKey("Renewed", { keyExpirationTime: 300 * day });
test("what a key signed before it expired verifies afterwards", async () => {
  await verify(await signed([renewed]), [renewed]);
});

const bad: readonly { name: string; content: string; keys?: readonly PrivateKey[]; why: RegExp }[] = [
  {
    name: "an unknown key",
    content: message,
    keys: [bob],
    why: /signed by key [0-9A-F]{16}, which the keyring does not hold/,
  },
  { name: "changed text", content: message.replace("name: web", "name: wen"), why: /changed afterwards/ },
  { name: "a changed digest", content: message.replace(/sha256:./, "sha256:z"), why: /changed afterwards/ },
  {
    name: "another archive's digest",
    content: await signed([ann], text.replace(archive.digest, digestOf("other"))),
    why: /it is for an archive with "sha256:/,
  },
  {
    name: "another file name",
    content: await signed([ann], text.replace("web-1.0.0", "web-2.0.0")),
    why: /it is for "web-2\.0\.0\.tgz"/,
  },
  { name: "no list", content: await signed([ann], "name: web\n"), why: /no second part/ },
  {
    name: "a key that had expired when it signed",
    content: message,
    keys: [shortened],
    why: /does not hold \(.*expired/,
  },
  {
    name: "a signature of the future",
    content: await signed([ann], text, { date: new Date("2027-06-01T00:00:00Z") }),
    why: /in the future/,
  },
  {
    name: "a damaged signature",
    content: message.replace(/\n\n([\w+/]{8})(?=[\w+/]{40})/, "\n\nAAAAAAAA"),
    why: /signature|complete/,
  },
  {
    name: "no signature",
    content: message.slice(0, message.indexOf("-----BEGIN PGP SIGNATURE")),
    why: /incomplete/,
  },
  {
    name: "text in front of the signed text",
    content: message.replace("\n\nname", "\nNotDashEscaped: x\n\nname"),
    why: /cannot be read/,
  },
];

for (const { name, content, keys, why } of bad) {
  test(`a provenance file with ${name} is refused`, async () => {
    await assert.rejects(verify(content, keys), { code: "PROVENANCE_INVALID", message: why });
  });
}

interface Row {
  readonly key: string;
  readonly prov: string;
  readonly "4.1.4": string;
}

test("the recorded signatures of 14 kinds of key verify as with Helm 4, but for two curves", async (t) => {
  const golden = goldenFor(t, "prov");
  if (golden === undefined) return;
  const lines = readFileSync(path.join(golden, "matrix.jsonl"), "utf8").trim().split("\n");
  const rows = lines.map((line) => JSON.parse(line) as Row); // written by the recorder, one shape a line
  assert.equal(rows.length, 14);
  const fileName = "annotated-0.1.0.tgz";
  const digest = digestOf(readFileSync(path.join(golden, fileName)));
  for (const { key, prov, "4.1.4": helm } of rows) {
    const keyring = await readKeyring(readFileSync(path.join(golden, "keys", `${key}.pub.gpg`)), key);
    const bytes = readFileSync(path.join(golden, prov));
    if (key === "secp" || key === "brain") {
      const refused = verifyProvenance(bytes, { fileName, digest }, keyring, options);
      await assert.rejects(refused, { code: "PROVENANCE_INVALID", message: /curve .+ is not supported/ });
      continue;
    }
    const verified = await verifyProvenance(bytes, { fileName, digest }, keyring, options);
    // Helm 4 refuses whatever a key signed that has expired since; we ask whether it had expired when it signed.
    if (key !== "exp") assert.equal(`Signed by: ${verified.userId}`, helm);
  }
});

for (const version of ["3.9.4", "3.17.3", "4.1.4"]) {
  test(`what Helm ${version} signed verifies`, async (t) => {
    const golden = goldenFor(t, "");
    if (golden === undefined) return;
    const ring = path.join(golden, "prov/keys/rsa.pub.gpg");
    const keyring = await readKeyring(readFileSync(ring), ring);
    const directory = path.join(golden, `out/helm-${version}/signed`);
    const archives = readdirSync(directory).filter((file) => file.endsWith(".tgz"));
    assert.ok(archives.length > 0);
    for (const fileName of archives) {
      const digest = digestOf(readFileSync(path.join(directory, fileName)));
      const bytes = readFileSync(path.join(directory, `${fileName}.prov`));
      const { userId } = await verifyProvenance(bytes, { fileName, digest }, keyring, options);
      assert.equal(userId, "Rsa Only <rsa@example.test>");
    }
  });
}
