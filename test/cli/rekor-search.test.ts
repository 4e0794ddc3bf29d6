import assert from "node:assert/strict";
import test from "node:test";
import { temporaryDirectory } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { makePublisherKey, writeSignedChart } from "../support/signed-archive.ts";
import { startSigstore } from "../support/sigstore/start.ts";

const ann = await makePublisherKey("Ann");
const bob = await makePublisherKey("Bob");

test("rekor search lists every entry on the archive, by whomever", async (t) => {
  const sigstore = await startSigstore(t);
  const directory = await temporaryDirectory(t);
  const uuids: string[] = [];
  for (const key of [ann, bob]) {
    const { file, keyring } = await writeSignedChart(directory, key);
    const words = ["rekor", "upload", file, "--keyring", keyring, "--rekor-url", sigstore.urls.rekor];
    uuids.push((await runCommand(words)).stdout.trim());
  }
  const { file, digest } = await writeSignedChart(directory, ann);
  const words = ["rekor", "search", file, "--rekor-url", `${sigstore.urls.rekor}/`];
  const { code, stdout, stderr } = await runCommand(words);
  assert.equal(code, 0, stderr);
  assert.equal(stdout, `${uuids.join("\n")}\n`);
  const listed = JSON.parse((await runCommand([...words, "--json"])).stdout);
  const url = (uuid: string) => `${sigstore.urls.rekor}/api/v1/log/entries/${uuid}`;
  assert.deepEqual(listed, { digest, entries: uuids.map((uuid) => ({ uuid, url: url(uuid) })) });
});

test("an archive that the log does not know is a failure with a message, and an empty list", async (t) => {
  const sigstore = await startSigstore(t);
  const { file, digest } = await writeSignedChart(await temporaryDirectory(t), ann);
  const { code, stdout, stderr } = await runCommand([
    ...["rekor", "search", file, "--rekor-url", sigstore.urls.rekor, "--json"],
  ]);
  assert.equal(code, 1);
  assert.deepEqual(JSON.parse(stdout), { digest, entries: [] });
  assert.ok(stderr.startsWith("error: Could not find web-1.0.0.tgz in 127.0.0.1:"), stderr);
  assert.ok(stderr.includes(`: it has no entry on ${digest}.`), stderr);
});

for (const [name, body] of Object.entries({
  "no list": { uuids: [] },
  "something that is no UUID": ["../../../../etc/passwd"],
})) {
  test(`a log that answers with ${name} is none`, async (t) => {
    const sigstore = await startSigstore(t);
    sigstore.rekor.rules.push({ reply: { body } });
    const { file } = await writeSignedChart(await temporaryDirectory(t), ann);
    const words = ["rekor", "search", file, "--rekor-url", sigstore.urls.rekor];
    const { code, stdout, stderr } = await runCommand(words);
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /the answer lists no UUIDs\.\nFix: Is rekor-url the address of a Rekor v1\?/);
  });
}
