import assert from "node:assert/strict";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { MediaType } from "../../src/oci/descriptor.ts";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { repositoryFrom } from "../support/clone.ts";
import { runCommand } from "../support/command.ts";
import { registryFor } from "../support/registry.ts";

const examples = path.join(import.meta.dirname, "../../examples/charts");
const image = "org.opencontainers.image.";

/** Publishes one chart and gives the annotations of its manifest, `org.opencontainers.image.` left out of the names. */
async function annotationsOf(
  t: TestContext,
  chart: string,
  options: readonly string[] = [],
  variables: Readonly<Record<string, string>> = {},
): Promise<Record<string, string>> {
  const registry = await registryFor(t);
  const words = ["publish", chart, "--registry", `oci://${registry.host}/charts`, "--json", ...options];
  const { code, stdout, stderr } = await runCommand(words, variables);
  assert.equal(code, 0, stderr);
  const [{ name, tag }] = JSON.parse(stdout).charts;
  const answer = await fetch(`${registry.url}/v2/charts/${name}/manifests/${tag}`, {
    headers: { accept: MediaType.imageManifest },
  });
  const { annotations } = (await answer.json()) as { annotations: Record<string, string> };
  return Object.fromEntries(
    Object.entries(annotations).map(([key, value]) => [key.replace(image, ""), value]),
  );
}

test("time, source and revision come from the last commit that touched the chart", async (t) => {
  const repository = await repositoryFrom(t, examples);
  await repository.git("remote", "add", "origin", "git@git.example.com:octo/charts.git");
  const annotations = await annotationsOf(t, path.join(repository.directory, "charts/hello"));
  assert.deepEqual(annotations, {
    created: "2026-02-03T11:05:06Z",
    description: "A greeting in a ConfigMap; the smallest chart that does something.",
    revision: await repository.git("log", "-1", "--format=%H", "--", "charts"),
    source: "https://git.example.com/octo/charts",
    title: "hello",
    version: "1.0.0",
  });
});

test("in a shallow clone they come from HEAD", async (t) => {
  const repository = await repositoryFrom(t, examples);
  const shallow = await repository.clone("--depth=1");
  const { created, revision } = await annotationsOf(t, path.join(shallow.directory, "charts/hello"));
  assert.equal(created, "2026-03-04T05:06:07Z");
  assert.equal(revision, await repository.git("rev-parse", "HEAD"));
});

test("outside git there is neither time nor revision, and the source is what CI says", async (t) => {
  const chart = await writeChart(await temporaryDirectory(t), "web", "1.0.0");
  const ci = { CI_PROJECT_URL: "https://gitlab.example.com/octo/charts" };
  assert.deepEqual(await annotationsOf(t, chart, [], ci), {
    description: "A chart for tests",
    source: "https://gitlab.example.com/octo/charts",
    title: "web",
    version: "1.0.0",
  });
});

test("SOURCE_DATE_EPOCH goes before the commit's time", async (t) => {
  const repository = await repositoryFrom(t, examples);
  const chart = path.join(repository.directory, "charts/hello");
  const { created } = await annotationsOf(t, chart, [], { SOURCE_DATE_EPOCH: "1700000000" });
  assert.equal(created, "2023-11-14T22:13:20Z");
});

test("what Chart.yaml says goes before ours, and the annotations option before both", async (t) => {
  const repository = await repositoryFrom(t, examples);
  await repository.git("remote", "add", "origin", "https://git.example.com/octo/charts");
  const chart = path.join(repository.directory, "charts/weather");
  const own = await annotationsOf(t, chart);
  assert.equal(own["source"], "https://git.example.com/weather");
  assert.equal(own["url"], "https://weather.example.com");
  assert.equal(own["authors"], "Ada (ada@example.com)");
  assert.equal(own["category"], "demo");
  const given = await annotationsOf(t, chart, [
    "--annotations",
    `${image}source=https://elsewhere.example.com/a=b`,
    "--annotations",
    "team=a, b",
  ]);
  assert.equal(given["source"], "https://elsewhere.example.com/a=b");
  assert.equal(given["team"], "a, b");
});

test("charts of two checkouts have each its own commit", async (t) => {
  const [one, two] = [await repositoryFrom(t, examples), await repositoryFrom(t, examples)];
  const commit = await two.commit("again", "2026-05-06T07:08:09Z");
  await writeChart(path.join(two.directory, "charts"), "hello", "1.0.1");
  const later = await two.commit("change hello", "2026-06-07T08:09:10Z");
  assert.notEqual(later, commit);
  const registry = await registryFor(t);
  const charts = [one, two].map(({ directory }) => path.join(directory, "charts/hello"));
  const words = ["publish", ...charts, "--registry", `oci://${registry.host}/charts`, "--json"];
  const { code, stdout, stderr } = await runCommand(words);
  assert.equal(code, 0, stderr);
  const revisions = [];
  for (const { tag } of JSON.parse(stdout).charts) {
    const answer = await fetch(`${registry.url}/v2/charts/hello/manifests/${tag}`, {
      headers: { accept: MediaType.imageManifest },
    });
    const { annotations } = (await answer.json()) as { annotations: Record<string, string> };
    revisions.push(annotations[`${image}revision`]);
  }
  assert.deepEqual(revisions, [await one.git("log", "-1", "--format=%H", "--", "charts"), later]);
});
