import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { dockerRegistryFor } from "../support/docker-registry.ts";
import { requireGoPeer } from "../support/go-peers.ts";
import { mustRun } from "../support/program.ts";

const file = "repositoryID: 0cdf4e7a-9b0a-4d63-8f0e-1a2b3c4d5e6f\n";

/** The media types and titles of a manifest, and the layers' digests. */
function shapeOf(manifest: string): unknown {
  const { mediaType, schemaVersion, artifactType, config, layers } = JSON.parse(manifest);
  return { mediaType, schemaVersion, artifactType, config: config.mediaType, layers };
}

test("oras pulls our Artifact Hub metadata, which have the shape of those that it pushes itself", async (t) => {
  const oras = requireGoPeer(t, "oras");
  const registry = oras === undefined ? undefined : await dockerRegistryFor(t);
  if (oras === undefined || registry === undefined) return;
  await using _ = registry;
  const directory = await temporaryDirectory(t);
  const chart = await writeChart(directory, "web", "1.0.0", { "artifacthub-repo.yml": file });
  const published = await runCommand(["publish", chart, "--registry", `oci://${registry.host}/ours`]);
  assert.equal(published.code, 0, published.stderr);
  const run = (...words: readonly string[]) =>
    mustRun(oras, [...words, "--plain-http"], { directory: chart, env: { HOME: directory } });

  const theirs = `${registry.host}/theirs/web:artifacthub.io`;
  const ours = `${registry.host}/ours/web:artifacthub.io`;
  const config = "/dev/null:application/vnd.cncf.artifacthub.config.v1+yaml";
  const layer = "artifacthub-repo.yml:application/vnd.cncf.artifacthub.repository-metadata.layer.v1.yaml";
  await run("push", theirs, "--config", config, layer);
  const [manifest, expected] = [await run("manifest", "fetch", ours), await run("manifest", "fetch", theirs)];
  assert.deepEqual(shapeOf(manifest), shapeOf(expected));
  assert.equal(JSON.parse(manifest).annotations, undefined, "no time of the push");

  const pulled = path.join(directory, "pulled");
  await mkdir(pulled);
  await run("pull", ours, "--output", pulled);
  assert.equal(await readFile(path.join(pulled, "artifacthub-repo.yml"), "utf8"), file);
});
