import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import type { PrivateKey } from "openpgp";
import { temporaryDirectory } from "../support/chart.ts";
import { type CommandResult, runCommand } from "../support/command.ts";
import {
  makePublisherKey,
  provenanceOf,
  type SignedChart,
  signedAt,
  writeSignedChart,
} from "../support/signed-archive.ts";
import { type FakeSigstore, startSigstore } from "../support/sigstore/start.ts";

const ann = await makePublisherKey("Ann");
const bob = await makePublisherKey("Bob");

interface Stage {
  readonly sigstore: FakeSigstore;
  readonly chart: SignedChart;
  /** Enters the same archive signed by this key; gives the UUID. Ann's files lie there afterwards, as before. */
  enter(key: PrivateKey): Promise<string>;
  verify(...more: string[]): Promise<CommandResult>;
  /** The same, to be cancelled. */
  verifyUntil(signal: AbortSignal): Promise<CommandResult>;
}

async function stageFor(t: TestContext): Promise<Stage> {
  const sigstore = await startSigstore(t);
  const directory = await temporaryDirectory(t);
  const root = path.join(directory, "trusted_root.json");
  await writeFile(root, JSON.stringify(sigstore.trustedRoot));
  const chart = await writeSignedChart(directory, ann);
  const provenance = await readFile(`${chart.file}.prov`);
  const words = [chart.file, "--keyring", chart.keyring, "--rekor-url", sigstore.urls.rekor];
  return {
    sigstore,
    chart,
    async enter(key) {
      if (key !== ann) await writeSignedChart(directory, key);
      const { code, stdout, stderr } = await runCommand(["rekor", "upload", ...words]);
      assert.equal(code, 0, stderr);
      await writeFile(`${chart.file}.prov`, provenance);
      await writeFile(chart.keyring, ann.toPublic().write());
      return stdout.trim();
    },
    verify: (...more) => runCommand(["rekor", "verify", ...words, "--trusted-root", root, ...more]),
    verifyUntil: (signal) => runCommand(["rekor", "verify", ...words, "--trusted-root", root], {}, signal),
  };
}

test("an archive whose provenance is in the log is verified, whatever others entered for it", async (t) => {
  const { enter, verify, chart, sigstore } = await stageFor(t);
  const before = await enter(bob);
  const own = await enter(ann);
  const { code, stdout, stderr } = await verify();
  assert.equal(code, 0, stderr);
  assert.equal(stdout, `${own}\n`);
  const [first = "", second = ""] = stderr.split("\n");
  assert.match(
    first,
    /^✓ web-1\.0\.0\.tgz is signed by [0-9A-F]{40} \(Ann <ann@example\.test>\) and was entered at \d{4}-/,
  );
  assert.ok(first.endsWith(`: index 1, UUID ${own}`), first);
  const fingerprint = bob.getFingerprint().toUpperCase();
  const why = `it is of key ${fingerprint}, and the provenance file of ${chart.fingerprint}; it holds another signature than the provenance file`;
  assert.equal(second, `- entry ${before} does not count: ${why}`);
  // The one that helm-sigstore would look at alone is the last.
  const after = await enter(await makePublisherKey("Eve"));
  const report = JSON.parse((await verify("--json")).stdout);
  const entries = report.entries as { uuid: string; verified: boolean; problems: string[]; url: string }[];
  assert.equal(report.verified, true);
  assert.equal(report.digest, chart.digest);
  assert.equal(report.fingerprint, chart.fingerprint);
  assert.deepEqual(
    entries.map(({ uuid, verified, problems }) => ({ uuid, verified, faults: problems.length })),
    [
      { uuid: before, verified: false, faults: 2 },
      { uuid: own, verified: true, faults: 0 },
      { uuid: after, verified: false, faults: 2 },
    ],
  );
  assert.equal(entries[1]?.url, `${sigstore.urls.rekor}/api/v1/log/entries/${own}`);
});

test("a provenance file that was signed anew and is not in the log is refused", async (t) => {
  const { enter, verify, chart } = await stageFor(t);
  const uuid = await enter(ann);
  const later = new Date(signedAt.getTime() + 1000);
  await writeFile(
    `${chart.file}.prov`,
    await provenanceOf("web-1.0.0.tgz", "the bytes of a chart", ann, later),
  );
  const { code, stdout, stderr } = await verify();
  assert.equal(code, 1);
  assert.equal(stdout, "");
  assert.ok(
    stderr.startsWith(
      `error: Could not verify web-1.0.0.tgz.prov by the log: entry ${uuid}: it holds another signature than the provenance file`,
    ),
    stderr,
  );
});

test("a log without an entry on the archive verifies nothing", async (t) => {
  const { verify, chart } = await stageFor(t);
  const { code, stdout, stderr } = await verify("--json");
  assert.equal(code, 1);
  const { digest, fingerprint } = chart;
  assert.deepEqual(JSON.parse(stdout), { verified: false, digest, fingerprint, entries: [] });
  assert.match(
    stderr,
    /^error: Could not find web-1\.0\.0\.tgz in 127\.0\.0\.1:\d+: it has no entry on sha256:/,
  );
});

test("an archive that its provenance file does not name is refused before the log is asked", async (t) => {
  const { enter, verify, chart, sigstore } = await stageFor(t);
  await enter(ann);
  const asked = sigstore.rekor.log.length;
  await writeFile(chart.file, "other bytes");
  const { code, stderr } = await verify();
  assert.equal(code, 1);
  assert.match(stderr, /it is for an archive with "sha256:/);
  assert.equal(sigstore.rekor.log.length, asked);
});

for (const { gives, told } of [
  { gives: "promise", told: "it has no inclusion proof" },
  { gives: "proof", told: "it has no signed entry timestamp" },
  { gives: "neither", told: "it has no signed entry timestamp; it has no inclusion proof" },
] as const) {
  test(`an entry with ${gives} alone is not proven`, async (t) => {
    const { enter, verify, sigstore } = await stageFor(t);
    const uuid = await enter(ann);
    sigstore.switches.rekorGives = gives;
    const { code, stderr } = await verify();
    assert.equal(code, 1);
    assert.ok(
      stderr.startsWith(`error: Could not verify web-1.0.0.tgz.prov by the log: entry ${uuid}: ${told}`),
      stderr,
    );
  });
}

test("an entry of a log that the trusted root does not name is not proven", async (t) => {
  const { enter, verify } = await stageFor(t);
  await enter(ann);
  const other = path.join(await temporaryDirectory(t), "other.json");
  await writeFile(other, JSON.stringify((await startSigstore(t)).trustedRoot));
  const { code, stderr } = await verify("--trusted-root", other);
  assert.equal(code, 1);
  assert.match(stderr, /it is from log [0-9a-f]{64}, which the trusted root does not name/);
});

test("an entry that the log lists and does not give is told, and does not hide one that counts", async (t) => {
  const { enter, verify, sigstore } = await stageFor(t);
  const [lost, own] = [await enter(bob), await enter(ann)];
  sigstore.rekor.rules.push({ path: new RegExp(lost), reply: { status: 404, body: { message: "gone" } } });
  const { code, stdout, stderr } = await verify();
  assert.equal(code, 0, stderr);
  assert.equal(stdout, `${own}\n`);
  assert.match(
    stderr,
    new RegExp(`- entry ${lost} does not count: Could not fetch entry ${lost} of the log: GET .* 404`),
  );
});

test("a log that answers with another entry than the one asked for is not believed", async (t) => {
  const { enter, verify, sigstore } = await stageFor(t);
  const [others, own] = [await enter(bob), await enter(ann)];
  const answer = await fetch(`${sigstore.urls.rekor}/api/v1/log/entries/${others}`);
  sigstore.rekor.rules.push({ path: new RegExp(own), reply: { body: await answer.json() } });
  const { code, stderr } = await verify();
  assert.equal(code, 1);
  assert.match(stderr, new RegExp(`entry ${own}: Could not fetch entry .*: it is another one`));
});

test("a log that never answers can be cancelled", async (t) => {
  const { enter, verifyUntil, sigstore } = await stageFor(t);
  const uuid = await enter(ann);
  const controller = new AbortController();
  sigstore.rekor.rules.push({
    path: new RegExp(uuid),
    reply() {
      controller.abort();
      return { hang: true };
    },
  });
  const { code, stdout, stderr } = await verifyUntil(controller.signal);
  assert.equal(code, 130);
  assert.equal(stdout, "");
  assert.match(stderr, /^error: Cancelled: fetch entry /);
});

test("however many entries others made, a few are fetched at a time", async (t) => {
  const { enter, verify, sigstore } = await stageFor(t);
  const own = await enter(ann);
  const uuids = Array.from({ length: 60 }, (_, index) => index.toString(16).padStart(64, "0"));
  sigstore.rekor.rules.push({ path: /retrieve$/, reply: { body: [...uuids, own, own] } });
  const before = sigstore.rekor.requests.length;
  const { code, stdout, stderr } = await verify();
  assert.equal(code, 0, stderr);
  assert.equal(stdout, `${own}\n`);
  assert.equal(sigstore.rekor.requests.length - before, 62);
  assert.ok(sigstore.rekor.connections() <= 2 + 8, `${sigstore.rekor.connections()} connections`);
});
