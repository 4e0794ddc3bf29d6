import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { digestOf } from "../../src/digest.ts";
import { temporaryDirectory } from "../support/chart.ts";
import { dockerRegistryFor } from "../support/docker-registry.ts";
import { helmFor, plainHttp } from "../support/helm.ts";
import { planFor } from "../support/plan.ts";

test("Helm pulls from a real registry what was published by a plan: the planned archive", async (t) => {
  const helm = await helmFor(t, "4.1.4");
  const docker = await dockerRegistryFor(t);
  if (helm === undefined || docker === undefined) return;
  await using registry = docker;
  const plan = await planFor(t, registry.host);
  const { code, stderr } = await plan.publish();
  assert.equal(code, 0, stderr);
  for (const { name, repository, version, layoutDigest, chartDigest } of plan.charts) {
    const directory = await temporaryDirectory(t);
    const chart = [`oci://${repository}`, "--version", version ?? "", "--destination", directory];
    const pulled = await helm.run(["pull", ...chart, ...plainHttp(helm)]);
    assert.equal(pulled.code, 0, pulled.stderr);
    assert.ok(`${pulled.stdout}${pulled.stderr}`.includes(`Digest: ${layoutDigest}`));
    const archive = await readFile(path.join(directory, `${name}-${version}.tgz`));
    assert.equal(digestOf(archive), chartDigest);
  }
});
