import assert from "node:assert/strict";
import { rm, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { alterChart, alterJson, replaceByLink, testRefusals } from "../support/altered-plan.ts";
import { type PlannedRun, planFor } from "../support/plan.ts";
import { registryFor } from "../support/registry.ts";

const other = `sha256:${"0".repeat(64)}`;
const mebibyte = 1024 * 1024;
const planFile = (plan: PlannedRun) => path.join(plan.directory, "plan.json");

testRefusals("a plan.json that …", [
  {
    name: "is not there",
    alter: (p) => rm(planFile(p)),
    says: /ENOENT.*\nFix: Set plan to the plan\.json/,
    code: 2,
  },
  { name: "is no JSON", alter: (p) => writeFile(planFile(p), "charts: []"), says: /not valid JSON/, code: 2 },
  {
    name: "is a list",
    alter: (p) => writeFile(planFile(p), "[]"),
    says: /planVersion must be 1, not nothing/,
    code: 2,
  },
  {
    name: "is of another version",
    alter: (p) => alterJson(p, "plan.json", (plan) => ({ ...plan, planVersion: 2 })),
    says: /planVersion must be 1, not 2/,
    code: 2,
  },
  {
    name: "has no charts",
    alter: (p) => alterJson(p, "plan.json", (plan) => ({ ...plan, charts: {} })),
    says: /it has no list of charts/,
    code: 2,
  },
  { name: "is a link", alter: (p) => replaceByLink(planFile(p)), says: /it is a symbolic link/, code: 2 },
  {
    name: "is too large",
    alter: (p) => truncate(planFile(p), 17 * mebibyte),
    says: /it has 17825792 bytes, and may have 16777216/,
    code: 2,
  },
  {
    name: "is of a run that failed",
    alter: (p) => alterChart(p, { status: "failed", name: null, layoutDigest: null }),
    says: /chart 1 \(.*web"\) failed when the plan was made\.\nFix: Mend it/,
    code: 2,
  },
  {
    name: "is of a run with a conflict",
    alter: (p) => alterChart(p, { status: "conflict" }),
    says: /chart 1 .* was a conflict when the plan was made/,
    code: 2,
  },
  {
    name: "is for another host",
    alter: (p) => alterChart(p, { repository: "evil.example/charts/web" }),
    says: /is for "evil\.example\/charts\/web", not for 127.*\/charts\/web\.\nFix: Set registry/,
    code: 2,
  },
  {
    name: "is for another path",
    alter: (p) => alterChart(p, { repository: p.charts[0]?.repository?.replace("/charts/", "/other/") }),
    says: /\/other\/web", not for /,
    code: 2,
  },
  {
    name: "moves a tag",
    alter: (p) => alterChart(p, { tag: "latest" }),
    says: /has the tag "latest", not 1\.4\.0/,
    code: 2,
  },
  {
    name: "names a place",
    alter: (p) => alterChart(p, { name: "../web" }),
    says: /has no name of a chart/,
    code: 2,
  },
  {
    name: "names a path",
    alter: (p) => alterChart(p, { name: "other/web" }),
    says: /has no name of a chart/,
    code: 2,
  },
  {
    name: "has no version",
    alter: (p) => alterChart(p, { version: "1 4" }),
    says: /has no version/,
    code: 2,
  },
  {
    name: "speaks to the log",
    alter: (p) => alterChart(p, { path: "web\n::error::x" }),
    says: /has no path/,
    code: 2,
  },
  {
    name: "lacks a digest",
    alter: (p) => alterChart(p, { layoutDigest: null }),
    says: /has no layoutDigest, but null/,
    code: 2,
  },
  {
    name: "leads out of the layout",
    alter: (p) =>
      alterChart(p, { layoutDigest: "sha256:../../../../etc/passwd", chartDigest: "/etc/passwd" }),
    says: /has no layoutDigest, but "sha256:\.\.(?:.|\n)*has no chartDigest, but "\/etc\/passwd"/,
    code: 2,
  },
  {
    name: "names another manifest",
    alter: (p) => alterChart(p, { layoutDigest: other }),
    says: /web 1\.4\.0: oci\/index\.json has sha256:[1-9a-f].* for 1\.4\.0, not sha256:0000/,
    code: 1,
  },
  {
    name: "names another archive",
    alter: (p) => alterChart(p, { chartDigest: other }),
    says: /web 1\.4\.0: the archive in oci\/ has the digest sha256:.*, not sha256:0000.* as plan\.json says/,
    code: 1,
  },
  {
    name: "names another version",
    alter: (p) => alterChart(p, { version: "1.4.1", tag: "1.4.1" }),
    says: /web 1\.4\.1: oci\/index\.json has no manifest for 1\.4\.1/,
    code: 1,
  },
]);

test("the files that plan.json names beside the layout are not read", async (t) => {
  const registry = await registryFor(t);
  const plan = await planFor(t, registry.host);
  await alterChart(plan, { package: "../../../etc/passwd", bundle: "/etc/passwd" });
  const { code, stdout, stderr } = await plan.publish();
  assert.equal(code, 0, stderr);
  assert.equal(stdout.split("\n")[0], `${plan.charts[0]?.repository}@${plan.charts[0]?.layoutDigest}`);
});
