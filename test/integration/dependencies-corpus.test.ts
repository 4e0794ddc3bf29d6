import assert from "node:assert/strict";
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { messageOf } from "../../src/errors.ts";
import { temporaryDirectory } from "../support/chart.ts";
import { type CorpusChart, corpusFor } from "../support/corpus.ts";
import {
  assertSame,
  assertSameTree,
  type Built,
  buildWithHelm,
  buildWithOurs,
  judgesFor,
  withoutArchives,
} from "../support/dependency-judge.ts";
import type { Helm } from "../support/helm.ts";
import { nginxRepositoryFor } from "../support/nginx-repository.ts";
import { requirePeer } from "../support/peer.ts";
import { findProgram } from "../support/program-path.ts";
import { registryFor } from "../support/registry.ts";

/** Charts of the corpus whose vendored dependency is none of the versions asked for: Helm finds nothing, nor do we. */
const unsatisfied: ReadonlySet<string> = new Set([
  "grafana__enterprise-metrics",
  "helm-charts-v1__stable__vault-operator",
]);

test("charts of others get the dependencies that Helm gets for them", { timeout: 600_000 }, async (t) => {
  const corpus = await corpusFor(t);
  const helms = await judgesFor(t);
  const packager = helms?.[1];
  const nginx = requirePeer(t, findProgram("nginx", "nginx-light"));
  if (corpus === undefined || helms === undefined || packager === undefined || nginx === undefined) return;
  const { host } = await registryFor(t);
  let agreed = 0;
  for (const chart of corpus.charts) {
    const names = await readdir(chart.directory);
    if (!names.includes("charts") || !(await asksForOthers(chart))) continue;
    await t.test(chart.id, async (u) => {
      const { root, url, close } = await unvendor(u, chart, packager);
      u.after(close);
      for (const helm of helms) {
        const theirs = await attempt(() => buildWithHelm(u, helm, root, ["update"]));
        assert.equal(typeof theirs === "string", unsatisfied.has(chart.id), String(theirs));
        const ours = await attempt(() => buildWithOurs(u, host, root, "update"));
        assert.equal(typeof ours, typeof theirs, String(ours));
        if (typeof ours === "string" || typeof theirs === "string") continue;
        await assertSameTree(ours, theirs);
        await assertSame(helms, ours, theirs);
        await helm.run(["repo", "add", chart.id, url]);
        const locked = await withoutArchives(u, theirs);
        const built = await buildWithHelm(u, helm, locked, ["build"]);
        await assertSame(helms, await buildWithOurs(u, host, locked, "build"), built);
      }
    });
    agreed++;
  }
  assert.ok(agreed >= 12, `only ${agreed} charts were compared`);
});

const requirementFiles = ["Chart.yaml", "requirements.yaml"];

async function asksForOthers({ directory }: CorpusChart): Promise<boolean> {
  const texts = await Promise.all(
    requirementFiles.map((name) => readFile(path.join(directory, name), "utf8").catch(() => "")),
  );
  return texts.some((text) => /^dependencies:/m.test(text));
}

async function attempt(work: () => Promise<Built>): Promise<Built | string> {
  try {
    return await work();
  } catch (error) {
    return messageOf(error);
  }
}

/** The chart without locks and without what it can fetch, and a repository served by nginx that has what was vendored. */
async function unvendor(
  t: TestContext,
  chart: CorpusChart,
  packager: Helm,
): Promise<{ root: string; url: string; close: () => Promise<void> }> {
  const root = await temporaryDirectory(t);
  const app = path.join(root, "app");
  await cp(chart.directory, app, { recursive: true, dereference: true });
  const archives = await temporaryDirectory(t);
  const charts = path.join(app, "charts");
  let hasRepository = false;
  for (const name of requirementFiles) {
    const text = await readFile(path.join(app, name), "utf8").catch(() => "");
    hasRepository ||= /^[ -]+repository: *["']?\S/m.test(text);
  }
  for (const name of hasRepository ? await readdir(charts) : []) {
    const place = path.join(charts, name);
    if (name.endsWith(".tgz")) await cp(place, path.join(archives, name));
    else if (/^\w/.test(name) && !name.startsWith("_"))
      await packager.run(["package", place, "--destination", archives]);
    await rm(place, { recursive: true });
  }
  const repository = await nginxRepositoryFor(t, packager, archives);
  assert.ok(repository, "nginx was there when the test began");
  for (const name of requirementFiles) {
    const file = path.join(app, name);
    const text = await readFile(file, "utf8").catch(() => undefined);
    const moved = text?.replace(/^([ -]+repository:)(?! *["']?file:).*$/gm, `$1 ${repository.url}`);
    if (moved !== undefined) await writeFile(file, moved);
  }
  for (const name of ["Chart.lock", "requirements.lock"]) await rm(path.join(app, name), { force: true });
  return { root, url: repository.url, close: repository.stop };
}
