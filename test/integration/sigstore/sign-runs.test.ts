import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { writeChart } from "../../support/chart.ts";
import { dockerRegistryFor } from "../../support/docker-registry.ts";
import { registryFor } from "../../support/registry.ts";
import { createTestClient, repositoryAt } from "../../support/registry-client.ts";
import { signedRun } from "../../support/sigstore/signed-run.ts";
import { startSigstore } from "../../support/sigstore/start.ts";

const chartOf = (stdout: string) => JSON.parse(stdout).charts[0];
const sign = ["--sign", "cosign"];

test("a second run adds nothing, and asks for no certificate", async (t) => {
  const [sigstore, registry] = [await startSigstore(t), await registryFor(t)];
  const run = await signedRun(t, sigstore, registry.host);
  const words = [...sign, "--attest", "--signature-format", "both"];
  const first = await run.publish(words, run.job);
  assert.equal(first.code, 0, first.stderr);
  assert.deepEqual(chartOf(first.stdout).signatures, ["cosign", "slsa"]);
  registry.takeLog();
  const entries = sigstore.rekor.requests.length;
  const second = await run.publish([...sign, "--attest"], run.job);
  assert.equal(second.code, 0, second.stderr);
  assert.equal(chartOf(second.stdout).status, "unchanged");
  assert.deepEqual(chartOf(second.stdout).signatures, ["cosign", "slsa"]);
  assert.deepEqual(
    registry.takeLog().filter((line) => /^P/.test(line)),
    [],
  );
  assert.equal(sigstore.rekor.requests.length, entries);
  assert.equal(sigstore.fulcio.requests.length, 1);
});

test("many charts are signed with one certificate", async (t) => {
  const [sigstore, registry] = [await startSigstore(t), await registryFor(t)];
  const run = await signedRun(t, sigstore, registry.host);
  const more = [];
  for (const name of ["api", "db", "cache"]) more.push(await writeChart(run.directory, name, "1.0.0"));
  const { code, stderr, stdout } = await run.publish([...sign, ...more], run.job);
  assert.equal(code, 0, stderr);
  for (const chart of JSON.parse(stdout).charts) assert.deepEqual(chart.signatures, ["cosign"]);
  assert.equal(sigstore.fulcio.requests.length, 1);
  assert.equal(sigstore.rekor.requests.length, 4);
});

test("the digest is tagged after it is signed, if asked for", async (t) => {
  const [sigstore, registry] = [await startSigstore(t), await registryFor(t)];
  const run = await signedRun(t, sigstore, registry.host);
  const { code, stderr } = await run.publish([...sign, "--tag", "after-signing"], run.job);
  assert.equal(code, 0, stderr);
  const puts = registry.takeLog().filter((line) => line.startsWith("PUT manifests"));
  assert.deepEqual(puts, ["PUT manifests/<digest>", "PUT manifests/<digest>", "PUT manifests/1.0.0"]);
});

test("a run that cannot sign publishes nothing", async (t) => {
  const [sigstore, registry] = [await startSigstore(t), await registryFor(t)];
  const run = await signedRun(t, sigstore, registry.host);
  const key = { HELM_OCI_PUBLISH_COSIGN_KEY: run.privateKey.replace("MIG", "MIX") };
  const down = { status: 400, body: { message: "there is no such issuer" } };
  const cases = [
    { variables: { GITHUB_ACTIONS: "true" }, says: /Add "id-token: write" to the job's permissions/ },
    { variables: {}, says: /there is neither a key nor an identity token/ },
    { variables: key, says: /Could not use cosign-key/ },
    { variables: { SIGSTORE_ID_TOKEN: "no.token.atall" }, says: /SIGSTORE_ID_TOKEN holds no JSON web token/ },
    { variables: run.job, rule: down, says: /signingCert was answered 400 \(“there is no such issuer”\)/ },
  ];
  for (const { variables, rule, says } of cases) {
    if (rule) sigstore.fulcio.rules.push({ reply: rule });
    const { code, stderr } = await run.publish(sign, { ...variables });
    assert.notEqual(code, 0);
    assert.match(stderr, says);
    assert.deepEqual(
      registry.takeLog().filter((line) => /^P/.test(line)),
      [],
      stderr,
    );
  }
});

test("a failure after the push says that the chart is published; the next run only signs", async (t) => {
  const [sigstore, registry] = [await startSigstore(t), await registryFor(t)];
  const run = await signedRun(t, sigstore, registry.host);
  sigstore.rekor.rules.push({ times: 1, reply: { status: 400, body: { code: 400, message: "closed" } } });
  const failed = await run.publish(sign, run.job);
  assert.equal(failed.code, 1);
  assert.match(failed.stderr, /web 1\.0\.0 is published, but it has not been signed.*@sha256:[0-9a-f]{64}/);
  assert.match(failed.stderr, /log\/entries was answered 400 \(“closed”\)/);
  assert.match(failed.stderr, /run again: what is there stays, and only what is missing is added/);
  registry.takeLog();
  const again = await run.publish(sign, run.job);
  assert.equal(again.code, 0, again.stderr);
  assert.equal(chartOf(again.stdout).status, "unchanged");
  assert.deepEqual(
    registry.takeLog().filter((line) => /^PUT m/.test(line)),
    ["PUT manifests/<digest>"],
  );
});

test("an entry that the log has already counts, and a log that is busy is asked again", async (t) => {
  const [sigstore, registry] = [await startSigstore(t), await registryFor(t)];
  const run = await signedRun(t, sigstore, registry.host);
  // The first answer is lost on the way: the entry is made, and the repetition finds it.
  sigstore.rekor.rules.push({ times: 1, reply: { status: 503, headers: { "retry-after": "0" } } });
  const { code, stderr } = await run.publish(sign, run.job);
  assert.equal(code, 0, stderr);
  assert.equal(sigstore.rekor.requests.length, 2);
});

test("six parallel signers of one digest are all listed, also where a tag stands in for the API", async (t) => {
  const sigstore = await startSigstore(t);
  await using docker = await dockerRegistryFor(t);
  if (docker === undefined) return;
  const [first, ...others] = await Promise.all(
    Array.from({ length: 6 }, () => signedRun(t, sigstore, docker.host)),
  );
  assert.ok(first);
  assert.equal((await first.publish([])).code, 0);
  const runs = [first, ...others].map((run) =>
    run.publish([], { HELM_OCI_PUBLISH_COSIGN_KEY: run.privateKey }),
  );
  const results = await Promise.all(runs);
  for (const { code, stderr } of results) assert.equal(code, 0, stderr);
  const { client, signal } = createTestClient();
  const { digest } = chartOf(results[0]?.stdout ?? "");
  const listed = await client.listReferrers(repositoryAt(docker.host, "charts/web"), digest, {}, signal);
  await client[Symbol.asyncDispose]();
  assert.equal(listed.length, 6);
});

test("no key, password or token is in what is said or written", async (t) => {
  const [sigstore, registry] = [await startSigstore(t), await registryFor(t)];
  const run = await signedRun(t, sigstore, registry.host);
  const token = sigstore.identityToken();
  sigstore.fulcio.rules.push({
    times: 1,
    reply: ({ body }) => ({ status: 400, body: { message: `bad ${body}` } }),
  });
  const words = [...sign, "--debug", "--output-dir", path.join(run.directory, "out")];
  const failed = await run.publish(words, { SIGSTORE_ID_TOKEN: token });
  const keyed = await run.publish(words, { HELM_OCI_PUBLISH_COSIGN_KEY: run.privateKey });
  assert.equal(keyed.code, 0, keyed.stderr);
  const bundle = await readFile(chartOf(keyed.stdout).bundle, "utf8");
  const said = [failed.stdout, failed.stderr, keyed.stdout, keyed.stderr, bundle].join("\n");
  assert.match(failed.stderr, /“bad/);
  for (const secret of [token, token.split(".")[1] ?? "", ...run.privateKey.split("\n").slice(1, 4)]) {
    assert.ok(secret.length > 20 && !said.includes(secret), said);
  }
});
