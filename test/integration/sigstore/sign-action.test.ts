import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { temporaryDirectory, writeChart } from "../../support/chart.ts";
import { registryFor } from "../../support/registry.ts";
import { type ActionResult, jobToken, runAction } from "../../support/runner/run-action.ts";
import { type Reply, type ScriptedServer, startServer } from "../../support/scripted-server.ts";
import { jobClaims } from "../../support/sigstore/oidc-issuer.ts";
import { startSigstore } from "../../support/sigstore/start.ts";

interface Job {
  readonly api: ScriptedServer;
  readonly directory: string;
  readonly run: (event?: unknown) => Promise<ActionResult>;
}

/** A job of GitHub's that signs and attests, with a fake Sigstore and a fake of GitHub's API. */
async function jobFor(t: Parameters<typeof startSigstore>[0], attestations: Reply): Promise<Job> {
  const sigstore = await startSigstore(t);
  const registry = await registryFor(t);
  const api = await startServer({ rules: [{ method: "POST", path: /attestations$/, reply: attestations }] });
  t.after(() => api[Symbol.asyncDispose]());
  const directory = await temporaryDirectory(t);
  const chart = await writeChart(directory, "web", "1.0.0");
  await writeFile(path.join(directory, "config.json"), JSON.stringify(sigstore.signingConfig(1)));
  await writeFile(path.join(directory, "root.json"), JSON.stringify(sigstore.trustedRoot));
  const { requestUrl, requestToken } = sigstore.issuer;
  const run = (event: unknown = {}): Promise<ActionResult> =>
    runAction(t, {
      workspace: directory,
      event,
      inputs: {
        charts: path.basename(chart),
        registry: `oci://${registry.host}/charts`,
        sign: "cosign",
        attest: "true",
        "signing-config": "config.json",
        "trusted-root": "root.json",
        "output-dir": "out",
      },
      env: { ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken },
      github: { API_URL: api.origin, REPOSITORY: "octo/charts" },
    });
  return { api, directory, run };
}

test("the action signs and attests, tells GitHub, and says how to verify", async (t) => {
  const { api, run } = await jobFor(t, { status: 201, body: { id: 77 } });
  const { exitCode, outputs, summary, log } = await run();
  assert.equal(exitCode, 0, log);
  assert.deepEqual(api.log, ["POST /repos/octo/charts/attestations"]);
  assert.equal(api.requests[0]?.headers.authorization, `Bearer ${jobToken}`);
  const { bundle } = JSON.parse(api.requests[0]?.body.toString() ?? "");
  const statement = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, "base64").toString());
  assert.equal(statement.predicateType, "https://slsa.dev/provenance/v1");
  assert.equal(`sha256:${statement.subject[0].digest.sha256}`, outputs["digest"]);
  assert.equal(outputs["attestation-url"], "https://github.com/octo/charts/attestations/77");
  assert.deepEqual(JSON.parse(outputs["charts"] ?? "")[0].signatures, ["cosign", "slsa"]);
  const kept = (await readFile(outputs["bundle-path"] ?? "", "utf8")).trim().split("\n");
  assert.deepEqual(
    kept.map((line) => JSON.parse(line).mediaType),
    Array(2).fill("application/vnd.dev.sigstore.bundle.v0.3+json"),
  );
  const identity = `https://github.com/${jobClaims["job_workflow_ref"]}`;
  assert.ok(summary.includes(`cosign verify \\\n  --certificate-identity ${identity} `), summary);
  assert.match(summary, /gh attestation verify oci:\/\/127.*--owner /);

  const again = await run();
  assert.equal(again.exitCode, 0, again.log);
  assert.equal(api.requests.length, 1, "GitHub has it already");
  assert.deepEqual(JSON.parse(again.outputs["charts"] ?? "")[0].signatures, ["cosign", "slsa"]);
});

test("GitHub refuses the attestation: the chart is published, and what to change is said", async (t) => {
  const { run } = await jobFor(t, {
    status: 403,
    body: { message: "Resource not accessible by integration" },
  });
  const { exitCode, log, annotations } = await run();
  assert.equal(exitCode, 1);
  assert.match(log, /is published, but it has not been signed and attested in full/);
  assert.match(annotations.map(({ message }) => message).join("\n"), /attestations: write.*run again/s);
});

test("a private repository with services of its own is not warned of public logs", async (t) => {
  const { run } = await jobFor(t, { status: 201, body: { id: 77 } });
  const { exitCode, log } = await run({ repository: { private: true } });
  assert.equal(exitCode, 0, log);
  assert.doesNotMatch(log, /public logs for good/);
});
