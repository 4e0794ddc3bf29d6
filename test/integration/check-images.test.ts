import assert from "node:assert/strict";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { digestOf } from "../../src/digest.ts";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { startCommand } from "../support/command-process.ts";
import { dockerRegistryFor } from "../support/docker-registry.ts";
import { helmFor } from "../support/helm.ts";
import { helmVersions } from "../support/helm-fetch.ts";
import { registryFor } from "../support/registry.ts";

const manifestType = "application/vnd.docker.distribution.manifest.v2+json";

/** Puts an image of Docker's own type, without layers, into a registry. */
async function pushImage(host: string, name: string, tag: string): Promise<void> {
  const config = Buffer.from("{}");
  const digest = digestOf(config);
  const begun = await fetch(`http://${host}/v2/${name}/blobs/uploads/`, { method: "POST" });
  const place = new URL(begun.headers.get("location") ?? "", `http://${host}`);
  place.searchParams.set("digest", digest);
  assert.equal((await fetch(place, { method: "PUT", body: config })).status, 201);
  const mediaType = "application/vnd.docker.container.image.v1+json";
  const body = JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    config: { mediaType, size: config.length, digest },
    layers: [],
  });
  const headers = { "content-type": manifestType };
  const put = await fetch(`http://${host}/v2/${name}/manifests/${tag}`, { method: "PUT", body, headers });
  assert.equal(put.status, 201);
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
`;

/** A chart whose image is there by default, as 1.10, and is not with ci/old-values.yaml. */
async function webChart(t: TestContext, repository: string): Promise<string> {
  return writeChart(await temporaryDirectory(t), "web", "1.0.0", {
    "templates/web.yaml": deployment,
    "values.yaml": `greeting: hello\nimage:\n  repository: ${repository}\n  tag: ""\n`,
    "ci/old-values.yaml": "image:\n  tag: 0.9.0\n",
  });
}

for (const version of helmVersions) {
  test(`Helm ${version}: images that it renders are looked for, whatever their type, and each once`, async (t) => {
    const helm = await helmFor(t, version);
    await using images = await dockerRegistryFor(t);
    if (helm === undefined || images === undefined) return;
    await pushImage(images.host, "acme/web", "1.10");
    const registry = await registryFor(t);
    const chart = await webChart(t, `${images.host}/acme/web`);
    const variables = { PATH: `${path.dirname(helm.binary)}${path.delimiter}${process.env["PATH"]}` };
    const run = (...words: string[]) =>
      startCommand(t, ["publish", chart, "--registry", `oci://${registry.host}/charts`, ...words], {
        variables,
      }).ended;

    const failed = await run("--check-images", "fail");
    assert.equal(failed.code, 1, failed.stderr);
    assert.match(
      failed.stderr,
      /error: \S+web\/values\.yaml:3:3: .*the image "\S+\/acme\/web:0\.9\.0" \(with \S+old-values\.yaml\) does not exist/,
    );
    assert.doesNotMatch(failed.stderr, /1\.10" does not exist/);
    assert.equal(registry.takeLog().filter((line) => line.startsWith("PUT")).length, 0);

    await pushImage(images.host, "acme/web", "0.9.0");
    const { code, stderr } = await run("--check-images", "fail");
    assert.equal(code, 0, stderr);
  });
}
