import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { type CommandResult, runCommand } from "../support/command.ts";
import { publishAll } from "../support/published.ts";
import { registryFor, type TestRegistry } from "../support/registry.ts";

type Files = Readonly<Record<string, string>>;
interface Stage {
  readonly registry: TestRegistry;
  readonly directory: string;
  /** Writes the chart web and publishes it. */
  readonly publish: (version: string, files?: Files) => Promise<void>;
  /** Writes the chart web and plans; what is asked of the registry is in its log. */
  readonly plan: (
    version: string,
    files?: Files,
    words?: readonly string[],
    variables?: Files,
  ) => Promise<CommandResult>;
}

/** A registry, and charts without any Helm on PATH. */
async function stageFor(t: TestContext): Promise<Stage> {
  const registry = await registryFor(t);
  const directory = await temporaryDirectory(t);
  const write = (version: string, files?: Files) => writeChart(directory, "web", version, files);
  const place = ["--registry", `oci://${registry.host}/charts`];
  return {
    registry,
    directory,
    publish: async (version, files) => {
      await publishAll([await write(version, files), ...place]);
      registry.takeLog();
    },
    plan: async (version, files, words = [], variables = {}) => {
      const all = ["plan", await write(version, files), ...place, "--json", ...words];
      return runCommand(all, { PATH: "/nowhere", ...variables });
    },
  };
}

const diffOf = ({ stdout, stderr }: CommandResult) => {
  const { charts } = JSON.parse(stdout || assert.fail(stderr));
  return charts[0].diff;
};

test("a plan compares with the newest version below, asks no more than it needs, and writes nothing", async (t) => {
  const { registry, publish, plan } = await stageFor(t);
  await publish("1.0.0", { "values.yaml": "greeting: first\n" });
  await publish("1.1.0");
  await publish("3.0.0");
  const planned = await plan("1.2.0", { "README.md": "# web\n" });
  assert.equal(planned.code, 0, planned.stderr);
  const [diff, ...others] = diffOf(planned);
  assert.deepEqual(others, []);
  assert.deepEqual(diff, {
    against: "published",
    version: "1.1.0",
    files: { added: 1, changed: 1, removed: 0 },
    resources: null,
    dependencies: [],
    notes: ["What the chart renders to is not compared: there is no Helm 3.8 or later on PATH."],
    file: null,
  });
  assert.deepEqual(registry.takeLog(), [
    "HEAD manifests/1.2.0",
    "GET tags/list",
    "GET manifests/1.1.0",
    "GET blobs/<digest>",
  ]);
});

test("a chart that is published already with the same manifest is not compared", async (t) => {
  const { registry, publish, plan } = await stageFor(t);
  await publish("1.0.0");
  assert.deepEqual(diffOf(await plan("1.0.0")), []);
  assert.deepEqual(registry.takeLog(), ["HEAD manifests/1.0.0"]);
});

test("a conflict is compared with what its version holds", async (t) => {
  const { publish, plan } = await stageFor(t);
  await publish("1.0.0");
  const planned = await plan("1.0.0", { "values.yaml": "greeting: other\n" });
  assert.equal(planned.code, 1);
  const [{ version, files }] = diffOf(planned);
  assert.deepEqual([version, files.changed], ["1.0.0", 1]);
});

test("a chart that nothing was published of is new", async (t) => {
  const { plan } = await stageFor(t);
  const planned = await plan("1.0.0");
  const [{ version, notes }] = diffOf(planned);
  assert.deepEqual([version, notes], [null, []]);
  assert.match(planned.stderr, /^web 1\.0\.0: nothing published to compare with$/m);
});

test("all of a diff is in output-dir, without the secrets of the run", async (t) => {
  const { directory, publish, plan } = await stageFor(t);
  await publish("1.0.0");
  const output = path.join(directory, "out");
  const file = path.join(output, "web-1.1.0.diff");
  const secret = { HELM_OCI_PUBLISH_USERNAME: "me", HELM_OCI_PUBLISH_PASSWORD: "hunter-22" };
  const words = ["--output-dir", output];
  const planned = await plan("1.1.0", { "notes.txt": "it is hunter-22\n" }, words, secret);
  assert.equal(diffOf(planned)[0].file, file);
  assert.match(await readFile(file, "utf8"), /^\+it is \*\*\*$/m);
  const { charts } = JSON.parse(await readFile(path.join(output, "plan.json"), "utf8"));
  assert.equal(charts[0].diff[0].file, "web-1.1.0.diff");
});

test("off compares nothing", async (t) => {
  const { registry, publish, plan } = await stageFor(t);
  await publish("1.0.0");
  assert.deepEqual(diffOf(await plan("1.1.0", {}, ["--diff", "off"])), []);
  assert.deepEqual(registry.takeLog(), ["HEAD manifests/1.1.0"]);
});

test("what is published is compared only where that is asked for", async (t) => {
  const { directory, registry, publish } = await stageFor(t);
  await publish("1.0.0");
  const chart = await writeChart(directory, "web", "1.1.0");
  const place = ["--registry", `oci://${registry.host}/charts`];
  const [published] = await publishAll([chart, ...place, "--diff", "published"]);
  assert.equal(published?.diff[0]?.version, "1.0.0");
  const [again] = await publishAll([await writeChart(directory, "web", "1.2.0"), ...place]);
  assert.deepEqual(again?.diff, []);
});

test("what cannot be compared is a note, and no failure", async (t) => {
  const { registry, publish, plan } = await stageFor(t);
  await publish("1.0.0");
  const mediaType = "application/vnd.oci.image.index.v1+json";
  const answer = await fetch(`http://${registry.host}/v2/charts/web/manifests/1.0.5`, {
    method: "PUT",
    headers: { "content-type": mediaType },
    body: JSON.stringify({ schemaVersion: 2, mediaType, manifests: [] }),
  });
  assert.equal(answer.status, 201);
  const planned = await plan("1.1.0");
  assert.equal(planned.code, 0, planned.stderr);
  assert.deepEqual(diffOf(planned)[0].notes, ["Could not compare: the tag 1.0.5 holds no Helm chart"]);
});

for (const diff of ["publishd", "off,base", "published,x"]) {
  test(`diff: ${diff} is refused`, async (t) => {
    const { plan } = await stageFor(t);
    const { code, stderr } = await plan("1.0.0", {}, ["--diff", diff]);
    assert.equal(code, 2);
    assert.match(stderr, /diff must be published, base, both or off, not /);
  });
}
