import assert from "node:assert/strict";
import { appendFile, readFile, rm } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { digestOf } from "../../src/digest.ts";
import { runCommand } from "../support/command.ts";
import { makeKey } from "../support/pgp-keys.ts";
import { planFor } from "../support/plan.ts";
import { registryFor } from "../support/registry.ts";

test("a plan is published elsewhere, without charts or git, under the digests that it told", async (t) => {
  const registry = await registryFor(t);
  const plan = await planFor(t, registry.host);
  assert.ok(registry.takeLog().every((line) => /^(HEAD|GET) /.test(line)));
  for (const { package: archive } of plan.charts) await rm(path.join(plan.directory, archive ?? ""));
  const { code, stdout, stderr } = await plan.publish();
  assert.equal(code, 0, stderr);
  assert.deepEqual(
    stdout.trim().split("\n"),
    plan.charts.map(({ repository, layoutDigest }) => `${repository}@${layoutDigest}`),
  );
  assert.deepEqual(
    plan.charts.map(({ digest }) => digest),
    plan.charts.map(({ layoutDigest }) => layoutDigest),
  );
  assert.deepEqual(
    registry
      .takeLog()
      .filter((line) => line.startsWith("PUT manifests"))
      .sort(),
    ["PUT manifests/1.4.0", "PUT manifests/2.0.1_b.7"],
  );
  const again = await plan.publish(["--json"]);
  assert.deepEqual(
    JSON.parse(again.stdout).charts.map((chart: { status: string; path: string }) => [
      chart.status,
      chart.path,
    ]),
    plan.charts.map(({ path: place }) => ["unchanged", place]),
  );
});

test("plan.json names its version and files beside it", async (t) => {
  const { host } = await registryFor(t);
  const { directory, charts } = await planFor(t, host);
  const text = await readFile(path.join(directory, "plan.json"), "utf8");
  assert.equal(JSON.parse(text).planVersion, 1);
  assert.deepEqual(
    charts.map(({ package: archive, status }) => [archive, status]),
    [
      ["web-1.4.0.tgz", "planned"],
      ["api-2.0.1+b.7.tgz", "planned"],
    ],
  );
  const archive = await readFile(path.join(directory, "web-1.4.0.tgz"));
  assert.equal(digestOf(archive), charts[0]?.chartDigest);
});

test("a chart that was signed for the plan is published with that provenance file", async (t) => {
  const { host } = await registryFor(t);
  const key = await makeKey("Ada");
  const plan = await planFor(t, host, { HELM_OCI_PUBLISH_PGP_KEY: key.armor() });
  assert.equal(plan.charts[0]?.digest, null);
  const { code, stdout, stderr } = await plan.publish(["--json"]);
  assert.equal(code, 0, stderr);
  const [web] = JSON.parse(stdout).charts;
  assert.equal(web.digest, plan.charts[0]?.layoutDigest);
  assert.deepEqual(web.signatures, ["pgp"]);
});

test("what was published meanwhile decides, by if-exists of the run that publishes", async (t) => {
  const registry = await registryFor(t);
  const [plan, other] = [
    await planFor(t, registry.host),
    await planFor(t, registry.host, { SOURCE_DATE_EPOCH: "1" }),
  ];
  assert.equal((await other.publish()).code, 0);
  assert.notEqual(other.charts[0]?.layoutDigest, plan.charts[0]?.layoutDigest);
  const same = JSON.parse((await plan.publish(["--json"])).stdout);
  assert.deepEqual(
    [same.charts[0].status, same.charts[0].digest],
    ["unchanged", other.charts[0]?.layoutDigest],
  );
  const failed = await plan.publish(["--if-exists", "fail"]);
  assert.equal(failed.code, 1);
  assert.match(
    failed.stderr,
    /Could not publish web 1\.4\.0 .*: the version is published already.*\nFix: Bump the chart's version and plan again/,
  );
  const overwritten = JSON.parse((await plan.publish(["--if-exists", "overwrite", "--json"])).stdout);
  assert.deepEqual(
    [overwritten.charts[0].status, overwritten.charts[0].digest],
    ["published", plan.charts[0]?.layoutDigest],
  );
});

test("a plan can be planned with, which writes nothing", async (t) => {
  const registry = await registryFor(t);
  const plan = await planFor(t, registry.host);
  const { code, stderr } = await plan.publish(["--dry-run"]);
  assert.equal(code, 0);
  assert.match(stderr, /→ web 1\.4\.0: would be published as .*@sha256:/);
  assert.ok(registry.takeLog().every((line) => /^(HEAD|GET) /.test(line)));
});

test("output-dir of the run that publishes may be the plan's own", async (t) => {
  const { host } = await registryFor(t);
  const plan = await planFor(t, host);
  const { code, stderr } = await plan.publish(["--output-dir", plan.directory]);
  assert.equal(code, 0, stderr);
  const written = JSON.parse(await readFile(path.join(plan.directory, "plan.json"), "utf8"));
  assert.deepEqual(
    written.charts.map(({ status, layoutDigest }: { status: string; layoutDigest: string }) => [
      status,
      layoutDigest,
    ]),
    plan.charts.map(({ layoutDigest }) => ["published", layoutDigest]),
  );
  assert.equal((await plan.publish()).code, 0);
});

test("plan-digest tells another plan.json from the one that was made", async (t) => {
  const registry = await registryFor(t);
  const plan = await planFor(t, registry.host);
  const file = path.join(plan.directory, "plan.json");
  const digest = digestOf(await readFile(file));
  assert.equal((await plan.publish(["--plan-digest", digest, "--dry-run"])).code, 0);
  await appendFile(file, " ");
  registry.takeLog();
  const { code, stderr } = await plan.publish(["--plan-digest", digest]);
  assert.equal(code, 1);
  assert.ok(
    stderr.includes(`plan.json: its digest is ${digestOf(await readFile(file))}, not ${digest}`),
    stderr,
  );
  assert.deepEqual(registry.takeLog(), []);
});

test("what the plan has settled cannot be set again; all of it is told together", async (t) => {
  const { host } = await registryFor(t);
  const plan = await planFor(t, host);
  const words = ["--charts", "web", "--version", "2.0.0", "--annotations", "a=b", "--dependencies", "update"];
  const { code, stderr } = await plan.publish([...words, "--plan-digest", "none"], {
    HELM_OCI_PUBLISH_PGP_KEY: "key",
  });
  assert.equal(code, 2);
  for (const name of [
    "--charts",
    "--version",
    "--annotations",
    "--dependencies",
    "HELM_OCI_PUBLISH_PGP_KEY",
  ]) {
    assert.match(
      stderr,
      new RegExp(`: ${name} is given with plan, whose charts are packaged already\\.\nFix: Set it where`),
    );
  }
  assert.match(stderr, /plan-digest must be sha256: and 64 digits, not “none”/);
  const operands = await plan.publish(["web"]);
  assert.equal(operands.code, 2);
  assert.match(operands.stderr, /it names charts and a plan\.\nFix: Leave the charts out/);
  const alone = await runCommand(["publish", "--plan-digest", `sha256:${"a".repeat(64)}`]);
  assert.match(alone.stderr, /plan-digest is given without plan/);
});

test("a plan does not choose the registry: another one than the run's own is asked nothing", async (t) => {
  const [own, other] = [await registryFor(t), await registryFor(t)];
  const plan = await planFor(t, other.host);
  const login = { HELM_OCI_PUBLISH_USERNAME: "ci", HELM_OCI_PUBLISH_PASSWORD: "a-token-for-own" };
  other.takeLog();
  const { code, stderr } = await plan.publish(["--registry", `oci://${own.host}/charts`], login);
  assert.equal(code, 2);
  for (const name of ["web", "api"])
    assert.ok(stderr.includes(`is for "${other.host}/charts/${name}", not for ${own.host}/charts/${name}`));
  assert.deepEqual([own.takeLog(), other.takeLog()], [[], []]);
});

test("a plan needs to be told a registry where there is no default", async (t) => {
  const { host } = await registryFor(t);
  const { directory } = await planFor(t, host);
  const words = ["publish", "--working-directory", directory, "--plan", "plan.json"];
  const { code, stderr } = await runCommand(words);
  assert.equal(code, 2);
  assert.match(stderr, /Could not tell where to publish: registry is not set/);
});
