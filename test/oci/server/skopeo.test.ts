import assert from "node:assert/strict";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { digestOf } from "../../../src/digest.ts";
import { openLayout } from "../../../src/oci/store/layout.ts";
import { Repositories } from "../../../src/oci/store/repositories.ts";
import { temporaryDirectory, writeFiles } from "../../support/chart.ts";
import { startLoopback } from "../../support/loopback.ts";
import { requirePeer } from "../../support/peer.ts";
import { mustRun } from "../../support/program.ts";
import { findProgram } from "../../support/program-path.ts";
import { manifestOf, pushManifest, rawClient } from "../contract/raw-client.ts";

/** Runs skopeo without the machine's policy or logins, over plain HTTP. */
async function skopeoFor(t: TestContext): Promise<((...args: string[]) => Promise<string>) | undefined> {
  const binary = requirePeer(t, findProgram("skopeo", "skopeo"));
  if (binary === undefined) return undefined;
  const home = await writeFiles(await temporaryDirectory(t), {
    "policy.json": '{"default":[{"type":"insecureAcceptAnything"}]}',
    "registries.d/none.yaml": "",
  });
  const common = [
    "--policy",
    path.join(home, "policy.json"),
    "--registries.d",
    path.join(home, "registries.d"),
  ];
  return (...args) =>
    mustRun(binary, [...common, ...args], { env: { PATH: process.env["PATH"], HOME: home } });
}

const parts = { config: '{"name":"web"}', layers: ["the layer"] };

test("skopeo reads our layout, copies it to our server, and back into a layout that we read", async (t) => {
  const skopeo = await skopeoFor(t);
  if (skopeo === undefined) return;
  const directory = path.join(await temporaryDirectory(t), "layout");
  const ours = await startLoopback({ store: await openLayout(directory) });
  await pushManifest(rawClient(ours.url, "acme/web"), "1.0.0", parts);
  await ours.close();
  assert.equal(await skopeo("inspect", "--raw", `oci:${directory}:acme/web:1.0.0`), manifestOf(parts));

  await using server = await startLoopback();
  const remote = `docker://${server.host}/copied/web`;
  await skopeo("copy", "--dest-tls-verify=false", `oci:${directory}:acme/web:1.0.0`, `${remote}:1.0.0`);
  assert.deepEqual(JSON.parse(await skopeo("list-tags", "--tls-verify=false", remote)).Tags, ["1.0.0"]);

  const theirs = path.join(await temporaryDirectory(t), "layout");
  await skopeo("copy", "--src-tls-verify=false", `${remote}:1.0.0`, `oci:${theirs}:2.0.0`);
  const read = new Repositories(await openLayout(theirs, { defaultRepository: "web" }));
  const found = await read.find("web", "2.0.0");
  assert.equal(found?.digest, digestOf(manifestOf(parts)));
  await read.collectGarbage();
  assert.equal(await skopeo("inspect", "--raw", `oci:${theirs}:2.0.0`), manifestOf(parts));
  await skopeo("delete", "--tls-verify=false", `${remote}:1.0.0`);
  await assert.rejects(
    skopeo("inspect", "--raw", "--tls-verify=false", `${remote}:1.0.0`),
    /manifest unknown|no such manifest/i,
  );
});
