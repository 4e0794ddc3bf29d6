import assert from "node:assert/strict";
import { appendFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { writeChart } from "../support/chart.ts";
import { repositoryFrom, type TestRepository } from "../support/clone.ts";
import { registryFor, type TestRegistry } from "../support/registry.ts";
import { type ActionCall, type ActionResult, runAction } from "../support/runner/run-action.ts";

const examples = path.join(import.meta.dirname, "../../examples/charts");
const digestPattern = /^sha256:[0-9a-f]{64}$/;

interface Stage {
  readonly repository: TestRepository;
  readonly registry: TestRegistry;
  run(inputs?: ActionCall["inputs"], call?: Omit<ActionCall, "inputs">): Promise<ActionResult>;
}

/** A checkout of the examples (hello 1.0.0, shop 2.3.0, weather 0.9.1) and a registry that the action is given. */
async function makeStage(t: TestContext): Promise<Stage> {
  const repository = await repositoryFrom(t, examples);
  const registry = await registryFor(t);
  const given = { registry: `oci://${registry.host}/charts` };
  return {
    repository,
    registry,
    run: (inputs, call) =>
      runAction(t, { inputs: { ...given, ...inputs }, workspace: repository.directory, ...call }),
  };
}

test("one chart sets every output", async (t) => {
  const { run, registry, repository } = await makeStage(t);
  const { exitCode, outputs, annotations } = await run({ charts: "charts/shop", "output-dir": "out" });
  assert.equal(exitCode, 0);
  assert.deepEqual(annotations, []);
  const { digest, charts = "", matrix = "", "plan-digest": planDigest, ...rest } = outputs;
  assert.match(digest ?? "", digestPattern);
  assert.match(planDigest ?? "", digestPattern);
  const shop = `${registry.host}/charts/shop`;
  const archive = path.join(repository.directory, "out/shop-2.3.0.tgz");
  assert.deepEqual(rest, {
    ref: `${shop}:2.3.0`,
    "digest-ref": `${shop}@${digest}`,
    "subject-name": shop,
    name: "shop",
    version: "2.3.0",
    "app-version": "2026.4",
    tag: "2.3.0",
    package: archive,
    prov: "",
    "bundle-path": "",
    "attestation-url": "",
    "release-url": "",
    published: "true",
    changed: '["charts/shop"]',
    "failed-count": "0",
    plan: path.join(repository.directory, "out/plan.json"),
  });
  const [chart, ...others] = JSON.parse(charts);
  assert.deepEqual(others, []);
  assert.match(chart.chartDigest, digestPattern);
  assert.ok(chart.size > 0);
  const { chartDigest: _, size: __, ...known } = chart;
  assert.deepEqual(known, {
    name: "shop",
    path: "charts/shop",
    version: "2.3.0",
    appVersion: "2026.4",
    tag: "2.3.0",
    aliases: [],
    status: "published",
    repository: shop,
    ref: `${shop}:2.3.0`,
    digest,
    digestRef: `${shop}@${digest}`,
    package: archive,
    signatures: [],
    bundle: null,
    attestationUrl: null,
    releaseUrl: null,
    artifactHub: null,
    diff: [],
    error: null,
  });
  assert.deepEqual(JSON.parse(matrix), { include: [chart] });
});

test("several charts are in charts and matrix, and what is said of one chart is empty", async (t) => {
  const { run } = await makeStage(t);
  const { exitCode, outputs } = await run();
  assert.equal(exitCode, 0);
  const { charts = "", matrix = "", changed = "", "failed-count": failed, ...single } = outputs;
  const names = (list: readonly { name: string; status: string }[]) =>
    list.map(({ name, status }) => `${name} ${status}`);
  assert.deepEqual(names(JSON.parse(charts)), ["hello published", "shop published", "weather published"]);
  assert.deepEqual(JSON.parse(matrix).include, JSON.parse(charts));
  assert.deepEqual(JSON.parse(changed), ["charts/hello", "charts/shop", "charts/weather"]);
  assert.equal(failed, "0");
  assert.deepEqual(new Set(Object.values(single)), new Set([""]));
});

test("the log tells each chart in one line, and the summary has a row and a pinned install for each", async (t) => {
  const { run, registry } = await makeStage(t);
  const { log, summary, outputs } = await run();
  for (const { name, version, digest } of JSON.parse(outputs["charts"] ?? "")) {
    assert.match(
      log,
      new RegExp(`^✓ ${name} ${version}: published .*/charts/${name}:${version} .*${digest}$`, "m"),
    );
    assert.match(summary, new RegExp(`^\\| ✅&nbsp;published \\| <b>${name}</b> ${version} .*\\|$`, "m"));
    assert.ok(summary.includes(`\nhelm install ${name} oci://${registry.host}/charts/${name}@${digest}\n`));
  }
  assert.match(log, /^##\[group\]Packaging 3 charts$/m);
});

test("a second run publishes nothing and has the same digests", async (t) => {
  const { run, registry } = await makeStage(t);
  const first = await run({ charts: "charts/hello" });
  registry.takeLog();
  const second = await run({ charts: "charts/hello" });
  assert.equal(second.outputs["published"], "false");
  assert.equal(second.outputs["changed"], "[]");
  assert.equal(second.outputs["digest"], first.outputs["digest"]);
  assert.deepEqual(registry.takeLog(), ["HEAD manifests/1.0.0"]);
  assert.match(second.log, /^= hello 1\.0\.0: unchanged /m);
});

test("a broken chart is annotated where its fault is, and does not hide the others", async (t) => {
  const { run, repository } = await makeStage(t);
  await writeChart(path.join(repository.directory, "charts/team"), "broken", "1.2.3.4");
  const { exitCode, conclusion, annotations, outputs, summary } = await run();
  assert.equal(exitCode, 1);
  assert.equal(conclusion, "failure");
  const [error, ...others] = annotations;
  assert.deepEqual(others, []);
  assert.deepEqual(error?.properties, { file: "charts/team/broken/Chart.yaml", line: "3", col: "10" });
  assert.match(
    error?.message ?? "",
    /version "1\.2\.3\.4" is invalid\.\n.*\n *\^\nFix: Write a semantic version/,
  );
  assert.equal(outputs["failed-count"], "1");
  assert.equal(JSON.parse(outputs["matrix"] ?? "").include.length, 3);
  assert.match(summary, /^\| ❌&nbsp;failed \| <code>charts\/team\/broken<\/code> /m);
  assert.match(summary, /^<code>charts\/team\/broken\/Chart\.yaml&#58;3&#58;10<\/code><br>\n.*is invalid/m);
});

test("a conflict is annotated at the version to bump, and nothing is written", async (t) => {
  const { run, registry, repository } = await makeStage(t);
  const published = await run({ charts: "charts/hello" });
  await appendFile(path.join(repository.directory, "charts/hello/values.yaml"), "more: true\n");
  registry.takeLog();
  const { exitCode, annotations, outputs, summary } = await run({ charts: "charts/hello" });
  assert.equal(exitCode, 1);
  assert.deepEqual(annotations[0]?.properties, { file: "charts/hello/Chart.yaml", line: "5" });
  assert.match(
    annotations[0]?.message ?? "",
    /values\.yaml differs(?:.|\n)*Fix: Bump version in charts\/hello\/Chart\.yaml/,
  );
  assert.equal(outputs["digest"], "");
  assert.ok(!summary.includes("helm install"));
  assert.ok(summary.includes(published.outputs["digest"]?.replace(":", "&#58;") ?? "?"));
  assert.deepEqual(
    registry.takeLog().filter((line) => /^(POST|PUT)/.test(line)),
    [],
  );
});

test("with fail-fast a broken chart keeps the others from being published", async (t) => {
  const { run, registry, repository } = await makeStage(t);
  await writeChart(path.join(repository.directory, "charts"), "broken", "x");
  const { exitCode, outputs } = await run({ "fail-fast": "true" });
  assert.equal(exitCode, 1);
  const statuses = JSON.parse(outputs["charts"] ?? "").map((chart: { status: string }) => chart.status);
  assert.deepEqual(statuses, ["failed", "skipped", "skipped", "skipped"]);
  assert.ok(registry.takeLog().every((line) => line.startsWith("HEAD")));
});
