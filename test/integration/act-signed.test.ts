import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { actActor, actToken } from "../support/act.ts";
import { temporaryDirectory } from "../support/chart.ts";
import { helmFor } from "../support/helm.ts";
import { makeKey } from "../support/pgp-keys.ts";
import { startServer } from "../support/scripted-server.ts";
import { startSigstore } from "../support/sigstore/start.ts";
import { workflowStageFor } from "../support/workflow-stage.ts";

test("signed-release.yml signs three ways, tells GitHub, and tags last; Helm verifies", async (t) => {
  const api = await startServer({
    rules: [{ method: "POST", path: /\/attestations$/, reply: { status: 201, body: { id: 77 } } }],
  });
  t.after(() => api[Symbol.asyncDispose]());
  const stage = await workflowStageFor(t, { hosts: { "api.github.com": Number(new URL(api.origin).port) } });
  const helm = stage && (await helmFor(t, "4.2.3"));
  if (stage === undefined || helm === undefined) return;
  const sigstore = await startSigstore(t);
  const place = await temporaryDirectory(t);
  await writeFile(path.join(place, "config.json"), JSON.stringify(sigstore.signingConfig(1)));
  await writeFile(path.join(place, "root.json"), JSON.stringify(sigstore.trustedRoot));
  // The public Sigstore cannot be had here: its root of trust is built in.
  const own = [`signing-config: ${place}/config.json`, `trusted-root: ${place}/root.json`, "sign: cosign"];
  const passphrase = "correct horse";
  const key = await makeKey("Release", { passphrase });
  const run = await stage.run("signed-release.yml", {
    event: "push",
    edit: (text) => text.replace("sign: cosign", own.join("\n          ")),
    secrets: { PGP_KEY: key.armor(), PGP_PASSPHRASE: passphrase },
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: sigstore.issuer.requestUrl,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: sigstore.issuer.requestToken,
    },
  });
  assert.ok(run.isSuccess, run.log);
  const charts = JSON.parse(run.outputs.findLast(({ name }) => name === "charts")?.value ?? "");
  assert.deepEqual(
    charts.map(({ signatures }: { signatures: unknown }) => signatures),
    Array(3).fill(["pgp", "cosign", "slsa"]),
  );
  assert.deepEqual(api.log, Array(3).fill("POST /repos/acme/charts/attestations"));
  const pushes = stage.ghcr.takeLog().filter((line) => line.startsWith("PUT manifests/"));
  assert.equal(pushes.at(-1)?.includes("sha256"), false, "the tag comes after what is signed");

  const keyring = path.join(place, "public.gpg");
  await writeFile(keyring, key.toPublic().write());
  const target = ["pull", "oci://ghcr.io/acme/charts/hello", "--version", "1.0.0", "--destination", place];
  const login = ["--username", actActor, "--password", actToken];
  const pulled = await helm.run([...target, ...login, "--verify", "--keyring", keyring], { env: stage.env });
  assert.equal(pulled.code, 0, pulled.stderr);
  assert.match(pulled.stdout + pulled.stderr, /Signed by: Release/);
});
