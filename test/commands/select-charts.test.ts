import assert from "node:assert/strict";
import { rename, rm, symlink } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { chartFiles, temporaryDirectory, writeChart, writeFiles } from "../support/chart.ts";
import { emptyRepository, type TestRepository } from "../support/clone.ts";
import { type CommandResult, runCommand } from "../support/command.ts";
import { registryFor } from "../support/registry.ts";

interface Workspace {
  readonly repository: TestRepository;
  /** Relative to the repository. */
  readonly write: (files: Readonly<Record<string, string>>) => Promise<string>;
  readonly commit: () => Promise<string>;
  /** Plans; gives the paths of the charts that were not skipped. */
  readonly plan: (words: readonly string[], variables?: Readonly<Record<string, string>>) => Promise<Planned>;
}
interface Planned extends CommandResult {
  readonly selected: readonly string[];
}

/** Charts web, which takes in common by way of lib, and api, in one commit. */
async function workspace(t: TestContext): Promise<Workspace> {
  const repository = await emptyRepository(t);
  const { directory } = repository;
  const registry = await registryFor(t);
  await writeChart(path.join(directory, "charts"), "web", "1.0.0", {
    "Chart.yaml": dependent("web", "lib"),
    ".helmignore": "*.md\nci/\n",
  });
  await writeChart(path.join(directory, "charts"), "lib", "1.0.0", {
    "Chart.yaml": dependent("lib", "common"),
  });
  await writeChart(path.join(directory, "charts"), "common", "1.0.0", {
    "Chart.yaml": "apiVersion: v2\nname: common\nversion: 1.0.0\ntype: library\n",
  });
  await writeChart(path.join(directory, "charts"), "api", "1.0.0");
  const commit = () => repository.commit("charts", "2026-01-02T03:04:05Z");
  await commit();
  return {
    repository,
    commit,
    write: (files) => writeFiles(directory, files),
    plan: async (words, variables = {}) => {
      const fixed = [
        "--working-directory",
        directory,
        "--registry",
        `oci://${registry.host}/charts`,
        "--json",
      ];
      const result = await runCommand(["plan", ...fixed, ...words], variables);
      const charts: { path: string; status: string }[] = result.stdout
        ? JSON.parse(result.stdout).charts
        : [];
      const selected = charts.filter(({ status }) => status !== "skipped").map((chart) => chart.path);
      return { ...result, selected };
    },
  };
}

function dependent(name: string, other: string): string {
  return `apiVersion: v2\nname: ${name}\nversion: 1.0.0\ndependencies:\n- {name: ${other}, version: 1.x, repository: "file://../${other}"}\n`;
}

const git = ["--changes", "git", "--base"];

for (const changes of ["unpublished", "all"]) {
  test(`with changes: ${changes} every chart counts, and no base is asked for`, async (t) => {
    const { plan } = await workspace(t);
    const { selected } = await plan(["--changes", changes, "--base", "nowhere"]);
    assert.deepEqual(selected, ["charts/api", "charts/common", "charts/lib", "charts/web"]);
  });
}

test("charts that are skipped are no failure that fail-fast would stop at", async (t) => {
  const { plan, write } = await workspace(t);
  await write({ "charts/web/values.yaml": "a: 1\n" });
  const { stderr } = await plan([...git, "HEAD", "--fail-fast"]);
  assert.match(stderr, /^→ web 1\.0\.0: would be published/m);
});

for (const { name, files, expected } of [
  {
    name: "the chart that was touched",
    files: { "charts/api/values.yaml": "a: 1\n" },
    expected: ["charts/api"],
  },
  {
    name: "with the charts that take it in",
    files: { "charts/common/values.yaml": "a: 1\n" },
    expected: ["charts/common", "charts/lib", "charts/web"],
  },
  {
    name: "no chart for a file outside of them",
    files: { "README.md": "", "charts/README.md": "" },
    expected: [],
  },
  {
    name: "no chart for files that it ignores",
    files: { "charts/web/README.md": "", "charts/web/ci/a.yaml": "" },
    expected: [],
  },
  {
    name: "the chart whose .helmignore changed",
    files: { "charts/web/.helmignore": "*.txt\n" },
    expected: ["charts/web"],
  },
  {
    name: "a new chart",
    files: { "charts/new/Chart.yaml": "apiVersion: v2\nname: new\nversion: 1.0.0\n" },
    expected: ["charts/new"],
  },
]) {
  test(`changes: git selects ${name}`, async (t) => {
    const { plan, write, commit } = await workspace(t);
    await write(files);
    const uncommitted = await plan([...git, "HEAD"]);
    assert.deepEqual(uncommitted.selected, expected, uncommitted.stderr);
    await commit();
    const committed = await plan([...git, "HEAD~1"]);
    assert.deepEqual(committed.selected, expected, committed.stderr);
    assert.deepEqual([uncommitted.code, committed.code], [0, 0]);
  });
}

test("charts that did not change are skipped with the reason, and not even read", async (t) => {
  const { plan, write, commit, repository } = await workspace(t);
  const base = await repository.git("rev-parse", "HEAD");
  await write({ "charts/api/values.yaml": "a: 1\n", "charts/broken/Chart.yaml": "]" });
  await commit();
  await write({ "charts/api/values.yaml": "a: 2\n" });
  const { code, stdout, stderr } = await plan([...git, "HEAD"]);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /^- charts\/broken: skipped, not changed since HEAD$/m);
  assert.match(stderr, /^1 of 5 charts changed since HEAD$/m);
  assert.equal(JSON.parse(stdout).charts[1].name, null);
  assert.match(
    (await plan([...git, base])).stderr,
    new RegExp(`charts/web: skipped, not changed since ${base.slice(0, 7)}$`, "m"),
  );
});

test("a chart that was deleted is no error, one that was renamed is the new one", async (t) => {
  const { plan, commit, repository } = await workspace(t);
  const at = (name: string) => path.join(repository.directory, "charts", name);
  await rm(at("web"), { recursive: true });
  await rename(at("api"), at("gateway"));
  await commit();
  assert.deepEqual((await plan([...git, "HEAD~1"])).selected, ["charts/gateway"]);
});

test("what a link in a chart leads to counts for the chart", async (t) => {
  const { plan, write, commit, repository } = await workspace(t);
  await write({ "shared/a.txt": "1", "shared/skip.md": "", "elsewhere/a.txt": "2" });
  await symlink("../../shared", path.join(repository.directory, "charts/web/shared"));
  await symlink("../../../shared/a.txt", path.join(repository.directory, "charts/api/templates/a.txt"));
  await commit();
  await write({ "shared/a.txt": "3" });
  assert.deepEqual((await plan([...git, "HEAD"])).selected, ["charts/api", "charts/web"]);
  await commit();
  await write({ "shared/skip.md": "more" });
  assert.deepEqual((await plan([...git, "HEAD"])).selected, []);
  await rm(path.join(repository.directory, "charts/web/shared"));
  await symlink("../../elsewhere", path.join(repository.directory, "charts/web/shared"));
  assert.deepEqual((await plan([...git, "HEAD"])).selected, ["charts/web"]);
});

test("a chart in a link, and one at the top of the repository, are found changed", async (t) => {
  const { plan, write, commit, repository } = await workspace(t);
  await symlink("charts/api", path.join(repository.directory, "linked"));
  await write(chartFiles("top", "1.0.0", { ".helmignore": "charts/\nlinked\n" }));
  await commit();
  await write({ "charts/api/values.yaml": "a: 1\n" });
  assert.deepEqual((await plan([...git, "HEAD", "linked", "."])).selected, ["linked"]);
  await write({ "values.yaml": "a: 1\n" });
  assert.deepEqual((await plan([...git, "HEAD", "linked", "."])).selected, ["linked", "."]);
});

test("a packaged chart counts as changed with its file or its provenance", async (t) => {
  const { plan, write, commit, repository } = await workspace(t);
  const out = await runCommand([
    "plan",
    path.join(repository.directory, "charts/api"),
    "--registry",
    "oci://localhost:1/x",
    "--output-dir",
    path.join(repository.directory, "out"),
    "--retries",
    "0",
  ]);
  assert.match(out.stderr, /api/);
  await commit();
  assert.deepEqual((await plan([...git, "HEAD", "out/*.tgz"])).selected, []);
  await write({ "out/api-1.0.0.tgz.prov": "no provenance" });
  assert.deepEqual((await plan([...git, "HEAD", "out/*.tgz"])).selected, ["out/api-1.0.0.tgz"]);
});

test("charts outside of git cannot be told from what changed", async (t) => {
  const { plan } = await workspace(t);
  const outside = await writeChart(await temporaryDirectory(t), "web", "1.0.0");
  const { code, stderr } = await plan([...git, "HEAD", outside]);
  assert.equal(code, 2);
  assert.match(stderr, /web lies in no git repository that can be read/);
  assert.match(stderr, /Fix: Check the repository out with its history, or leave out changes: git\./);
});

test("a dependency that git does not know of counts as changed", async (t) => {
  const { plan, write, commit } = await workspace(t);
  const outside = await writeChart(await temporaryDirectory(t), "far", "1.0.0");
  await write({
    "charts/api/Chart.yaml": dependent("api", "far").replace("file://../far", `file://${outside}`),
  });
  await commit();
  assert.deepEqual((await plan([...git, "HEAD"])).selected, ["charts/api"]);
});

test("a base that git could take for an option, or for more than a commit, is refused", async (t) => {
  const { plan } = await workspace(t);
  for (const base of ["--output=x", "a..b", "a b", "HEAD:charts"]) {
    const { code, stderr } = await plan(["--changes", "git", `--base=${base}`]);
    assert.equal(code, 2);
    assert.match(stderr, /is no commit, branch or tag/);
  }
});
