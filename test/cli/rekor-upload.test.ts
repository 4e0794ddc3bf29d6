import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { readKey } from "openpgp";
import { temporaryDirectory } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { makePublisherKey, provenanceOf, writeSignedChart } from "../support/signed-archive.ts";
import { startSigstore } from "../support/sigstore/start.ts";

const ann = await makePublisherKey("Ann");
const bob = await makePublisherKey("Bob");

test("rekor upload enters the provenance once, and a second time names the entry that is there", async (t) => {
  const sigstore = await startSigstore(t);
  const { file, keyring, fingerprint } = await writeSignedChart(await temporaryDirectory(t), ann);
  const words = ["rekor", "upload", file, "--keyring", keyring, "--rekor-url", sigstore.urls.rekor];
  const first = await runCommand(words);
  assert.equal(first.code, 0, first.stderr);
  const uuid = first.stdout.trim();
  assert.match(uuid, /^[0-9a-f]{80}$/);
  const url = `${sigstore.urls.rekor}/api/v1/log/entries/${uuid}`;
  assert.equal(
    first.stderr,
    `✓ entered web-1.0.0.tgz.prov in the log: index 0, UUID ${uuid}, ${url}\n` +
      `Key ${fingerprint} (Ann <ann@example.test>) and the chart's digest are public now, for good.\n`,
  );
  const again = await runCommand([...words, "--json"]);
  assert.equal(again.code, 0, again.stderr);
  assert.deepEqual(JSON.parse(again.stdout), { status: "present", uuid, logIndex: 0, url, fingerprint });
  assert.equal(again.stderr, `= the log has web-1.0.0.tgz.prov already: index 0, UUID ${uuid}, ${url}\n`);
});

test("the log is told no more of the key than what verifies the signature", async (t) => {
  const sigstore = await startSigstore(t);
  const directory = await temporaryDirectory(t);
  const { file } = await writeSignedChart(directory, ann);
  // Whoever signs may well have only the private key at hand.
  const keyring = path.join(directory, "private.asc");
  await writeFile(keyring, ann.armor());
  const words = ["rekor", "upload", file, "--keyring", keyring, "--rekor-url", sigstore.urls.rekor];
  assert.equal((await runCommand(words)).code, 0);
  const [request] = sigstore.rekor.requests;
  const proposal = JSON.parse(String(request?.body)) as {
    spec: { chart: { provenance: { content: string } }; publicKey: { content: string } };
  };
  const text = Buffer.from(proposal.spec.publicKey.content, "base64").toString();
  const key = await readKey({ armoredKey: text });
  assert.equal(key.isPrivate(), false);
  assert.equal(key.getFingerprint(), ann.getFingerprint());
  assert.deepEqual(key.getUserIDs(), ["Ann <ann@example.test>"]);
  const signing = await ann.getSigningKey();
  assert.deepEqual(
    key.subkeys.map((subkey) => subkey.getFingerprint()),
    [signing.getFingerprint()],
  );
  assert.match(Buffer.from(proposal.spec.chart.provenance.content, "base64").toString(), /\.\.\.\nfiles:/);
});

test("what does not verify is not entered", async (t) => {
  const sigstore = await startSigstore(t);
  const directory = await temporaryDirectory(t);
  const { file, keyring } = await writeSignedChart(directory, ann);
  const words = ["rekor", "upload", file, "--keyring", keyring, "--rekor-url", sigstore.urls.rekor];
  const cases: Record<string, [prov: string, told: RegExp]> = {
    "another archive": [
      await provenanceOf("web-1.0.0.tgz", "others", ann),
      /it is for an archive with "sha256:/,
    ],
    "another name": [
      await provenanceOf("api-1.0.0.tgz", "the bytes of a chart", ann),
      /it is for "api-1\.0\.0\.tgz"/,
    ],
    "another key": [
      await provenanceOf("web-1.0.0.tgz", "the bytes of a chart", bob),
      /which the keyring does not hold/,
    ],
    "a changed text": [
      (await provenanceOf("web-1.0.0.tgz", "the bytes of a chart", ann)).replace("name: web", "name: wbe"),
      /it was changed afterwards/,
    ],
    "no signature": ["name: web\n...\nfiles: {}\n", /it has no line -----BEGIN PGP SIGNED MESSAGE/],
  };
  for (const [name, [prov, told]] of Object.entries(cases)) {
    await writeFile(`${file}.prov`, prov);
    const { code, stderr, stdout } = await runCommand(words);
    assert.equal(code, 1, name);
    assert.match(stderr, told, name);
    assert.equal(stdout, "", name);
  }
  assert.deepEqual(sigstore.rekor.log, []);
});

for (const status of [400, 404, 422]) {
  test(`a log that takes no such entries (${status}) says so, and the way that new logs have is named`, async (t) => {
    const sigstore = await startSigstore(t);
    const reply = { status, body: { code: status, message: "entry kind 'helm' is disabled" } };
    sigstore.rekor.rules.push({ method: "POST", reply });
    const { file, keyring } = await writeSignedChart(await temporaryDirectory(t), ann);
    const words = ["rekor", "upload", file, "--keyring", keyring, "--rekor-url", sigstore.urls.rekor];
    const { code, stderr, stdout } = await runCommand(words);
    assert.equal(code, 1);
    assert.equal(stdout, "");
    const url = `${sigstore.urls.rekor}/api/v1/log/entries`;
    assert.match(stderr, /^error: Could not enter web-1\.0\.0\.tgz\.prov in the log: POST /);
    assert.ok(
      stderr.includes(`POST ${url} was answered ${status} (“entry kind 'helm' is disabled”)`),
      stderr,
    );
    assert.match(stderr, /Rekor v2 takes no provenance files .*`sign: cosign`/);
  });
}

test("a real Rekor v2 answers nothing to it, and the message says which log is wanted", async (t) => {
  const sigstore = await startSigstore(t);
  const { file, keyring } = await writeSignedChart(await temporaryDirectory(t), ann);
  const words = ["rekor", "upload", file, "--keyring", keyring, "--rekor-url", sigstore.urls.rekorV2];
  const { code, stderr } = await runCommand(words);
  assert.equal(code, 1);
  assert.match(stderr, /was answered 404.*\nFix: Is rekor-url the address of a Rekor v1\?/);
});
