import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test, { type TestContext } from "node:test";
import { readArchive } from "../../src/archive/unpack.ts";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { type Published, publishOne } from "../support/published.ts";
import { registryFor } from "../support/registry.ts";

const chartYaml = `# The web front.
apiVersion: v2
name: web # like the directory
version: 1.2.3   # bumped by hand
appVersion: "7"
keywords: [a, b]
`;

interface Overridden {
  readonly published: Published;
  /** Chart.yaml in the archive. */
  readonly text: string;
}

async function publishWith(
  t: TestContext,
  options: readonly string[],
  yaml = chartYaml,
): Promise<Overridden> {
  const registry = await registryFor(t);
  const directory = await temporaryDirectory(t);
  const chart = await writeChart(directory, "web", "0.0.0", { "Chart.yaml": yaml });
  const words = [chart, "--registry", `oci://${registry.host}/charts`, "--output-dir", `${directory}/out`];
  const published = await publishOne([...words, ...options]);
  const files = readArchive(await readFile(published.package ?? ""), "the archive");
  const text = Buffer.from(files.find(({ path }) => path === "Chart.yaml")?.bytes ?? []).toString("utf8");
  assert.equal(await readFile(`${chart}/Chart.yaml`, "utf8"), yaml, "the checkout stays as it is");
  return { published, text };
}

test("version and app-version change their values, and nothing else of Chart.yaml", async (t) => {
  const { published, text } = await publishWith(t, ["--version", "2.0.0+b.5", "--app-version", "8"]);
  assert.equal(published.version, "2.0.0+b.5");
  assert.equal(published.tag, "2.0.0_b.5");
  assert.equal(published.appVersion, "8");
  const changed = chartYaml.replace("version: 1.2.3 ", 'version: "2.0.0+b.5" ').replace('"7"', '"8"');
  assert.equal(text, changed);
});

test("a leading v is dropped from a version that a tag named", async (t) => {
  const { published } = await publishWith(t, ["--version", "v3.0.0-rc.1", "--app-version", "v3"]);
  assert.deepEqual([published.version, published.appVersion], ["3.0.0-rc.1", "3"]);
});

test("an appVersion that looks like a number stays text", async (t) => {
  const yaml = "apiVersion: v2\nname: web\nversion: 1.0.0\n";
  const { published, text } = await publishWith(t, ["--app-version", "1.10"], yaml);
  assert.equal(published.appVersion, "1.10");
  assert.match(text, /^appVersion: ["']1\.10["']$/m);
});

test("placeholders stand for Chart.yaml's own values", async (t) => {
  const options = ["--version", "{version}-next", "--app-version", "{version}-{run}"];
  const registry = await registryFor(t);
  const chart = await writeChart(await temporaryDirectory(t), "web", "0.0.0", { "Chart.yaml": chartYaml });
  const words = ["publish", chart, "--registry", `oci://${registry.host}/charts`, "--json", ...options];
  const { code, stdout, stderr } = await runCommand(words, { CI_PIPELINE_IID: "42" });
  assert.equal(code, 0, stderr);
  const [published] = JSON.parse(stdout).charts;
  assert.deepEqual([published.version, published.appVersion], ["1.2.3-next", "7-42"]);
});

test("the version that is there already changes no byte", async (t) => {
  const { text } = await publishWith(t, ["--version", "v1.2.3", "--app-version", "7"]);
  assert.equal(text, chartYaml);
});
