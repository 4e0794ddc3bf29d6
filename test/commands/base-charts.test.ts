import assert from "node:assert/strict";
import { chmod, readdir, readFile, rm, stat, symlink } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { readBaseCharts } from "../../src/commands/base-charts.ts";
import { findCharts } from "../../src/commands/find-charts.ts";
import { readHistories } from "../../src/commands/history.ts";
import { createExec } from "../../src/wire/exec.ts";
import { writeChart, writeFiles } from "../support/chart.ts";
import { emptyRepository, type TestRepository } from "../support/clone.ts";

const date = "2026-01-02T03:04:05Z";
const exec = createExec(process.env);

/** The charts at `base`, as they are read for the charts of a repository. */
async function readAt(t: TestContext, { directory }: TestRepository, base: string, patterns = ["charts/*"]) {
  const sources = await findCharts(patterns, directory);
  const histories = await readHistories(
    { exec, reporter: { warn: assert.fail } as never },
    sources,
    directory,
  );
  const query = { bases: [base] as const, system: undefined };
  const { charts, ...rest } = await readBaseCharts(sources, { query, histories, clients: { exec } });
  t.after(() => rest[Symbol.asyncDispose]());
  return {
    dispose: rest[Symbol.asyncDispose],
    paths: [...charts.keys()].map((file) => path.relative(directory, file)).sort(),
    at: (name: string) => charts.get(path.join(directory, name)),
    read: (name: string, file: string) =>
      readFile(path.join(charts.get(path.join(directory, name))?.source.absolutePath ?? "", file), "utf8"),
  };
}

async function webRepository(t: TestContext): Promise<TestRepository> {
  const repository = await emptyRepository(t);
  await writeChart(path.join(repository.directory, "charts"), "web", "1.0.0", {
    "templates/a.yaml": "a: then\n",
  });
  return repository;
}

test("charts are read as they were where the histories meet, and the checkout stays as it is", async (t) => {
  const repository = await webRepository(t);
  const { directory } = repository;
  const base = await repository.commit("base", date);
  await repository.git("switch", "--quiet", "--create", "work");
  await writeFiles(directory, { "charts/web/templates/a.yaml": "a: now\n" });
  await writeChart(path.join(directory, "charts"), "new", "0.1.0");
  await repository.commit("work", date);
  await repository.git("switch", "--quiet", "main");
  await writeFiles(directory, { "charts/web/templates/a.yaml": "a: elsewhere\n" });
  await repository.commit("main goes on", date);
  await repository.git("switch", "--quiet", "work");
  await writeFiles(directory, { "charts/web/templates/a.yaml": "a: not committed\n" });
  await repository.git("add", "charts/new");
  const before = [await repository.git("status", "--short"), await repository.git("diff", "--cached")];

  const found = await readAt(t, repository, "main");
  assert.deepEqual(found.paths, ["charts/web"], "a new chart was not there");
  assert.equal(await found.read("charts/web", "templates/a.yaml"), "a: then\n");
  const chart = found.at("charts/web");
  assert.deepEqual([chart?.base, chart?.commit, chart?.source.path], ["main", base, "charts/web"]);
  assert.deepEqual(
    [await repository.git("status", "--short"), await repository.git("diff", "--cached")],
    before,
  );
  assert.equal(
    await readFile(path.join(directory, "charts/web/templates/a.yaml"), "utf8"),
    "a: not committed\n",
  );
});

test("what a chart links to and depends on by file:// comes with it, step by step", async (t) => {
  const repository = await webRepository(t);
  const { directory } = repository;
  const common = "dependencies: [{name: common, version: 1.0.0, repository: 'file://../../lib/common'}]\n";
  await writeFiles(directory, {
    "charts/web/Chart.yaml": `apiVersion: v2\nname: web\nversion: 1.0.0\n${common}`,
    "lib/common/Chart.yaml": "apiVersion: v2\nname: common\nversion: 1.0.0\ntype: library\n",
    "shared/far.txt": "far\n",
    "other/unrelated.txt": "no\n",
  });
  await symlink("../../shared", path.join(directory, "lib/common/files"));
  await repository.commit("base", date);
  await rm(path.join(directory, "lib"), { recursive: true });
  await rm(path.join(directory, "shared"), { recursive: true });
  await repository.commit("all of it is gone", date);

  const found = await readAt(t, repository, "HEAD~1");
  assert.equal(await found.read("charts/web", "../../lib/common/files/far.txt"), "far\n");
  const top = found.at("charts/web")?.history.root ?? "";
  assert.deepEqual((await readdir(top)).sort(), ["charts", "lib", "shared"]);
});

test("a repository that is a chart itself is read whole", async (t) => {
  const repository = await emptyRepository(t);
  await writeFiles(repository.directory, { "Chart.yaml": "name: then\n", "a.txt": "then\n" });
  await repository.commit("base", date);
  await writeFiles(repository.directory, { "a.txt": "now\n" });
  await repository.commit("now", date);
  const found = await readAt(t, repository, "HEAD~1", ["."]);
  assert.equal(await found.read(".", "a.txt"), "then\n");
});

test("neither attributes nor hooks nor patterns in names change what is read", async (t) => {
  const repository = await webRepository(t);
  const { directory } = repository;
  await writeFiles(directory, {
    ".gitattributes": "charts/** export-ignore\n",
    "charts/[w]eb/Chart.yaml": "odd: yes\n",
  });
  await repository.commit("base", date);
  await writeFiles(directory, {
    "charts/web/templates/a.yaml": "a: now\n",
    ".git/hooks/post-checkout": `#!/bin/sh\ntouch '${directory}/hook-ran'\n`,
  });
  await chmod(path.join(directory, ".git/hooks/post-checkout"), 0o755);
  await repository.commit("now", date);
  const found = await readAt(t, repository, "HEAD~1", ["charts/[w]eb", "charts/web"]);
  assert.deepEqual(found.paths, ["charts/[w]eb", "charts/web"]);
  assert.equal(await found.read("charts/web", "templates/a.yaml"), "a: then\n");
  await assert.rejects(stat(path.join(directory, "hook-ran")));
});

test("what was read is deleted when it is disposed of", async (t) => {
  const repository = await webRepository(t);
  await repository.commit("base", date);
  const found = await readAt(t, repository, "HEAD");
  await found.dispose();
  await assert.rejects(stat(found.at("charts/web")?.history.root ?? ""));
});

test("a clone that is too shallow is told how to fetch more", async (t) => {
  const repository = await webRepository(t);
  await repository.commit("base", date);
  await repository.git("branch", "base");
  await writeFiles(repository.directory, { "charts/web/templates/a.yaml": "a: now\n" });
  await repository.commit("now", date);
  const clone = await repository.clone("--depth=1");
  await assert.rejects(readAt(t, clone, "origin/base"), { code: "USAGE", hint: /git fetch --unshallow/ });
});
