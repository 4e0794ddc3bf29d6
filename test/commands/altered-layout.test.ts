import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, rm, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { alterJson, firstManifest, flipBit, replaceByLink, testRefusals } from "../support/altered-plan.ts";
import { type PlannedRun, planFor } from "../support/plan.ts";
import { registryFor } from "../support/registry.ts";

const other = `sha256:${"0".repeat(64)}`;
const mebibyte = 1024 * 1024;
const web = (plan: PlannedRun, field: "layoutDigest" | "chartDigest") => plan.charts[0]?.[field] ?? "";
const archiveOf = (plan: PlannedRun) => plan.blob(web(plan, "chartDigest"));
const inLayout = (plan: PlannedRun, name: string) => path.join(plan.directory, "oci", name);

testRefusals("a layout that …", [
  {
    name: "is not there",
    alter: (p) => rm(inLayout(p, ""), { recursive: true }),
    says: /Could not use .*oci: ENOENT/,
    code: 1,
  },
  {
    name: "is a link",
    alter: (p) => replaceByLink(path.join(p.directory, "oci")),
    says: /oci: it is a symbolic link/,
    code: 1,
  },
  {
    name: "keeps its blobs elsewhere",
    alter: (p) => replaceByLink(inLayout(p, "blobs/sha256")),
    says: /sha256: it is a symbolic link/,
    code: 1,
  },
  { name: "has no index", alter: (p) => rm(inLayout(p, "index.json")), says: /index\.json: ENOENT/, code: 1 },
  {
    name: "has a broken index",
    alter: (p) => writeFile(inLayout(p, "index.json"), "{"),
    says: /index\.json: .*JSON/,
    code: 1,
  },
  {
    name: "has too large an index",
    alter: (p) => truncate(inLayout(p, "index.json"), 17 * mebibyte),
    says: /index\.json: it has 17825792 bytes/,
    code: 1,
  },
  {
    name: "has another manifest under the tag",
    alter: (p) =>
      alterJson(p, "oci/index.json", ({ manifests }) =>
        manifests.forEach((m: { digest: string }) => {
          m.digest = other;
        }),
      ),
    says: /oci\/index\.json has sha256:0000.* for 1\.4\.0, not sha256:[1-9a-f]/,
    code: 1,
  },
  {
    name: "lacks a manifest",
    alter: (p) => rm(p.blob(web(p, "layoutDigest"))),
    says: /web 1\.4\.0: Could not use .*: ENOENT/,
    code: 1,
  },
  {
    name: "lacks an archive",
    alter: (p) => rm(archiveOf(p)),
    says: /web 1\.4\.0: Could not use .*: ENOENT/,
    code: 1,
  },
  {
    name: "has another manifest",
    alter: (p) => flipBit(p, web(p, "layoutDigest")),
    says: /web 1\.4\.0: Could not use .*: its content has the digest sha256:\w+, not sha256:\w+\.\nFix: The plan, or the layout/,
    code: 1,
  },
  {
    name: "has another archive",
    alter: (p) => flipBit(p, web(p, "chartDigest")),
    says: /its content has the digest/,
    code: 1,
  },
  {
    name: "has another config",
    alter: async (p) => flipBit(p, (await firstManifest(p)).config.digest),
    says: /its content has the digest/,
    code: 1,
  },
  {
    name: "has a longer archive",
    alter: (p) => truncate(archiveOf(p), 101 * mebibyte),
    says: /it has 105906176 bytes, and may have \d{3}\b/,
    code: 1,
  },
  {
    name: "has too large a manifest",
    alter: (p) => truncate(p.blob(web(p, "layoutDigest")), 5 * mebibyte),
    says: /it has 5242880 bytes, and may have 4194304/,
    code: 1,
  },
  {
    name: "has a link for an archive",
    alter: (p) => replaceByLink(archiveOf(p)),
    says: /it is a symbolic link/,
    code: 1,
  },
  {
    name: "has a directory for an archive",
    alter: async (p) => {
      await rm(archiveOf(p));
      await mkdir(archiveOf(p));
    },
    says: /it is no plain file/,
    code: 1,
  },
]);

test("a pipe in the place of an archive is not waited for", {
  skip: process.platform === "win32",
}, async (t) => {
  const registry = await registryFor(t);
  const plan = await planFor(t, registry.host);
  await rm(archiveOf(plan));
  execFileSync("mkfifo", [archiveOf(plan)]);
  const { code, stderr } = await plan.publish();
  assert.equal(code, 1);
  assert.match(stderr, /it is no plain file/);
});

test("all that was altered is told, of every chart", async (t) => {
  const registry = await registryFor(t);
  const plan = await planFor(t, registry.host);
  for (const { chartDigest } of plan.charts) await flipBit(plan, chartDigest ?? "");
  const { code, stderr } = await plan.publish(["--concurrency", "1"]);
  assert.equal(code, 1);
  assert.match(stderr, /: web 1\.4\.0: Could not use (?:.|\n)*: api 2\.0\.1\+b\.7: Could not use /);
});
