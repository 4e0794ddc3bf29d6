import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { Secret } from "../../src/secret.ts";
import { shellAction } from "../support/act.ts";
import { runCommand } from "../support/command.ts";
import { registryFor } from "../support/registry.ts";
import { workflowStageFor } from "../support/workflow-stage.ts";

const staged = { username: "reader", password: "of-staging-0123" };
const released = { username: "writer", password: "of-production-0123" };

test("promote.yml copies what was tested, under the same digest, and rebuilds nothing", async (t) => {
  const withSecret = ({ username, password }: typeof staged) => ({
    username,
    password: new Secret(password),
  });
  const staging = await registryFor(t, { credentials: withSecret(staged) });
  const production = await registryFor(t, { credentials: withSecret(released) });
  // A checkout of another repository would have to be fetched: this one is our own, at v1.
  const checkout = await shellAction(t, [], 'cp -r "$RELEASE/." .');
  const stage = await workflowStageFor(t, {
    hosts: { "staging.example.com": staging.port, "registry.example.com": production.port },
    actions: { "actions/checkout@v5": checkout },
  });
  if (stage === undefined) return;
  const chart = path.join(stage.repository.directory, "charts/shop");
  const published = await runCommand(["publish", chart, "--registry", `oci://${staging.host}/charts`], {
    HELM_OCI_PUBLISH_USERNAME: staged.username,
    HELM_OCI_PUBLISH_PASSWORD: staged.password,
  });
  const digest = published.stdout.trim().split("@")[1] ?? assert.fail(published.stderr);

  const run = await stage.run("promote.yml", {
    event: "workflow_dispatch",
    payload: { inputs: { chart: "shop:2.3.0" } },
    vars: { STAGING_USER: staged.username, PRODUCTION_USER: released.username },
    secrets: { STAGING_TOKEN: staged.password, PRODUCTION_TOKEN: released.password },
    env: { RELEASE: stage.act.release },
  });
  assert.ok(run.isSuccess, run.log);
  assert.ok(run.log.includes(`\nregistry.example.com/charts/shop@${digest}\n`), run.log);
  assert.ok(production.takeLog().includes("PUT manifests/2.3.0"));
  assert.deepEqual(
    [staged, released].filter(({ password }) => run.log.includes(password)),
    [],
  );
});
