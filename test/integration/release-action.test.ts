import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { gitHubFor, gitHubToken } from "../support/github-api.ts";
import { registryFor } from "../support/registry.ts";
import { runAction } from "../support/runner/run-action.ts";
import { startSigstore } from "../support/sigstore/start.ts";

test("the action releases a signed chart with its bundles, and a re-run finds them complete", async (t) => {
  const sigstore = await startSigstore(t);
  const github = await gitHubFor(t);
  const registry = await registryFor(t);
  const directory = await temporaryDirectory(t);
  const chart = await writeChart(directory, "web", "1.0.0");
  await writeFile(path.join(directory, "config.json"), JSON.stringify(sigstore.signingConfig(1)));
  await writeFile(path.join(directory, "root.json"), JSON.stringify(sigstore.trustedRoot));
  const { requestUrl, requestToken } = sigstore.issuer;
  const attestations: unknown[] = [];
  github.fault = (_, request) => {
    if (!request.path.endsWith("/attestations")) return undefined;
    // No draft yet: what is released has its proofs.
    attestations.push(github.releases.length);
    return { status: 201, body: { id: 77 } };
  };
  const run = () =>
    runAction(t, {
      workspace: directory,
      inputs: {
        charts: path.basename(chart),
        registry: `oci://${registry.host}/charts`,
        release: "true",
        sign: "cosign",
        attest: "true",
        "signing-config": "config.json",
        "trusted-root": "root.json",
        "github-token": gitHubToken,
      },
      secrets: [gitHubToken],
      env: { ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken },
      github: { API_URL: github.apiUrl, REPOSITORY: "octo/charts" },
    });
  const first = await run();
  assert.equal(first.exitCode, 0, first.log);
  assert.deepEqual(attestations, [0]);
  const page = "https://github.com/octo/charts/releases/tag/web-1.0.0";
  assert.equal(first.outputs["release-url"], page);
  assert.match(first.summary, /released: https&#58;\/\/github\.com/);
  assert.deepEqual(await first.leakedPlaces(), []);
  const [release] = github.releases;
  assert.equal(release?.isDraft, false);
  assert.deepEqual(
    release?.assets.map(({ name }) => name),
    ["web-1.0.0.tgz", "web-1.0.0.tgz.signature.sigstore.json", "web-1.0.0.tgz.provenance.sigstore.json"],
  );
  const [signature, provenance] = (release?.assets.slice(1) ?? []).map(({ bytes }) => predicateIn(bytes));
  assert.equal(signature, "https://sigstore.dev/cosign/sign/v1");
  assert.equal(provenance, "https://slsa.dev/provenance/v1");
  github.log.length = 0;
  const second = await run();
  assert.equal(second.outputs["release-url"], page, second.log);
  assert.deepEqual(github.log, ["GET releases/tags/web-1.0.0"]);
});

function predicateIn(bundle: Buffer): string {
  const { dsseEnvelope } = JSON.parse(bundle.toString());
  return JSON.parse(Buffer.from(dsseEnvelope.payload, "base64").toString()).predicateType;
}
