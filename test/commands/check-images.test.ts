import assert from "node:assert/strict";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { type Rule, type ScriptedServer, startServer } from "../support/scripted-server.ts";

/** A registry of images that answers by tag, as in `{ "1.0": 200 }`, and 404 for all others. */
async function imageRegistry(
  t: TestContext,
  statuses: Readonly<Record<string, number>>,
): Promise<ScriptedServer> {
  const rules = Object.entries(statuses).map(
    ([tag, status]): Rule => ({ path: new RegExp(`/manifests/${tag}$`), reply: { status } }),
  );
  const server = await startServer({ rules });
  t.after(() => server[Symbol.asyncDispose]());
  return server;
}

/** Plans one chart where there is no Helm, for a registry that has no charts. */
async function plan(t: TestContext, files: Readonly<Record<string, string>>, ...words: readonly string[]) {
  const directory = await temporaryDirectory(t);
  await writeChart(directory, "web", "1.0.0", files);
  await using charts = await startServer({});
  const fixed = ["--registry", `oci://${charts.host}/charts`, "--lint", "off", "--retries", "0"];
  const variables = { PATH: path.join(directory, "nothing") };
  return await runCommand(["plan", path.join(directory, "web"), ...fixed, ...words], variables);
}

/** A Chart.yaml whose annotation names the images. */
const annotated = (...images: readonly string[]): Record<string, string> => ({
  "Chart.yaml": `apiVersion: v2
name: web
version: 1.0.0
annotations:
  artifacthub.io/images: |
${images.map((image) => `    - image: ${image}\n`).join("")}`,
});

test("images that are not there fail the chart, at their lines, and each is asked for once", async (t) => {
  const registry = await imageRegistry(t, { "1.0": 200 });
  const { host } = registry;
  const files = annotated(
    `${host}/a:1.0`,
    `${host}/a:1.1`,
    `${host}/b`,
    `${host}/a:1.1@sha256:${"0".repeat(64)}`,
  );
  const { code, stderr } = await plan(t, files, "--check-images", "fail");
  assert.equal(code, 1);
  assert.match(stderr, /error: \S+Chart\.yaml:7:5: .*a:1\.1" does not exist/);
  assert.match(stderr, /error: \S+Chart\.yaml:8:5: .*b" does not exist/);
  assert.match(stderr, /error: \S+Chart\.yaml:9:5: .*@sha256:0+" does not exist/);
  assert.deepEqual(registry.log.toSorted(), [
    "HEAD /v2/a/manifests/1.0",
    "HEAD /v2/a/manifests/1.1",
    `HEAD /v2/a/manifests/sha256:${"0".repeat(64)}`,
    "HEAD /v2/b/manifests/latest",
  ]);
});

test("images are asked for in Docker's own types too, which some registries hide from others", async (t) => {
  const registry = await imageRegistry(t, { "1.0": 200 });
  await plan(t, annotated(`${registry.host}/a:1.0`), "--check-images", "warn");
  const accepted = String(registry.requests[0]?.headers.accept);
  assert.match(accepted, /docker\.distribution\.manifest\.v2\+json/);
  assert.match(accepted, /docker\.distribution\.manifest\.list\.v2\+json/);
  assert.match(accepted, /oci\.image\.index\.v1\+json/);
});

test("with warn the same are warnings", async (t) => {
  const { host } = await imageRegistry(t, {});
  const { code, stderr } = await plan(t, annotated(`${host}/a:1.1`, "a b"), "--check-images", "warn");
  assert.equal(code, 0, stderr);
  assert.match(stderr, /warning: \S+Chart\.yaml:6:5: the image ".*a:1\.1" does not exist/);
  assert.match(stderr, /warning: \S+Chart\.yaml:7:5: "a b" is no image/);
});

for (const status of [401, 403, 500]) {
  test(`where the registry answers ${status} nobody can tell, which is a warning`, async (t) => {
    const { host } = await imageRegistry(t, { "1.0": status });
    const { code, stderr } = await plan(t, annotated(`${host}/a:1.0`), "--check-images", "fail");
    assert.equal(code, 0, stderr);
    assert.match(
      stderr,
      /warning: \S+Chart\.yaml:6:5: nobody can tell whether the image ".*a:1\.0" exists: /,
    );
  });
}

test("without Helm the images of values.yaml are guesses, which are warned of and noted", async (t) => {
  const registry = await imageRegistry(t, { "1.10": 200 });
  const { host } = registry;
  const values = `image:
  repository: ${host}/a
  tag: ""
proxyImage:
  registry: ${host}
  repository: proxy
  tag: 3
sidecars:
  - image:
      repository: ${host}/sidecar
      digest: sha256:${"0".repeat(64)}
other:
  repository: ${host}/other
  tag: 1
`;
  const { code, stderr } = await plan(t, { "values.yaml": values }, "--check-images", "fail");
  assert.equal(code, 0, stderr);
  assert.match(
    stderr,
    /No Helm 3\.8 or later on PATH: of images those of values\.yaml and annotations are looked up/,
  );
  assert.match(stderr, /warning: \S+values\.yaml:6:3: .*proxy:3" does not exist/);
  assert.match(stderr, /warning: \S+values\.yaml:10:7: .*sidecar@sha256:0+" does not exist/);
  assert.equal(registry.log.length, 3);
});

test("images are not asked for unless that is wanted", async (t) => {
  const registry = await imageRegistry(t, {});
  const { host } = registry;
  const { code, stderr } = await plan(t, annotated(`${host}/a:1.1`));
  assert.equal(code, 0, stderr);
  assert.deepEqual(registry.log, []);
});
