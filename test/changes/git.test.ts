import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { access, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import { findCheckout } from "../../src/changes/git.ts";
import type { Exec } from "../../src/io.ts";
import { createExec } from "../../src/wire/exec.ts";
import { makeCheckout } from "../support/checkout.ts";

const exec = createExec(process.env);

const warnings: string[] = [];
const reporter = { warn: (message: string) => warnings.push(message) };

/** The last commit that touched each of `places` of the checkout at `root`. */
async function lastOf(root: string, ...places: string[]) {
  const paths = places.map((place) => path.join(root, place));
  const checkout = await findCheckout(exec, root, reporter, () => paths);
  return paths.map((file) => checkout?.lastCommits.get(file));
}

test("each path has the last commit that touched it, whatever else is asked", async (t) => {
  const { root, commit } = await makeCheckout(t);
  const web = await commit("charts/web/é x.txt");
  const api = await commit("charts/api/Chart.yaml");
  const head = await commit("README.md");
  const checkout = await findCheckout(exec, path.join(root, "charts"), reporter);
  assert.ok(checkout);
  assert.equal(checkout.root, root);
  assert.deepEqual(checkout.head, head);
  assert.equal(checkout.isShallow, false);
  const places = ["charts/web", "charts/api", "charts/new", ""];
  const expected = [web, api, head, head];
  assert.deepEqual(await lastOf(root, ...places), expected);
  for (const [index, place] of places.entries()) {
    assert.deepEqual(await lastOf(root, place), [expected[index]]);
  }
});

test("a commit on a merged branch counts, the merge does not", async (t) => {
  const { root, git, commit, tick } = await makeCheckout(t);
  await commit("charts/web/a");
  git("checkout", "-qb", "topic");
  const onTopic = await commit("charts/web/b");
  git("checkout", "-q", "main");
  await commit("README.md");
  tick();
  git("merge", "-q", "--no-ff", "-m", "merge", "topic");
  assert.deepEqual(await lastOf(root, "charts/web"), [onTopic]);
});

test("a path that was touched long ago is still found", async (t) => {
  const { root, commit } = await makeCheckout(t);
  const old = await commit("charts/old/a");
  const commits = Array.from({ length: 300 }, (_, i) =>
    [
      "commit refs/heads/main",
      `committer a <a@example.com> ${1_700_001_000 + i} +0000`,
      "data 1",
      "x",
      ...(i === 0 ? [`from ${old.id}`] : []),
      "",
    ].join("\n"),
  );
  execFileSync("git", ["fast-import", "--quiet"], { cwd: root, input: commits.join("\n") });
  assert.deepEqual(await lastOf(root, "charts/old"), [old]);
});

test("a shallow clone only knows its HEAD", async (t) => {
  const { root, commit } = await makeCheckout(t);
  await commit("charts/web/a");
  const head = await commit("README.md");
  const clone = path.join(root, "clone");
  execFileSync("git", ["clone", "-q", "--depth", "1", `file://${root}`, clone], { stdio: "pipe" });
  const checkout = await findCheckout(exec, clone, reporter);
  assert.ok(checkout);
  assert.equal(checkout.isShallow, true);
  assert.equal(checkout.url, undefined, "a path of this machine is no address");
  assert.deepEqual(await lastOf(clone, "charts/web"), [head]);
});

test("outside git, and before the first commit, there is no checkout", async (t) => {
  const directory = await mkdtemp(path.join(tmpdir(), "nogit-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  assert.equal(await findCheckout(exec, directory, reporter), undefined);
  execFileSync("git", ["init", "-q"], { cwd: directory });
  assert.equal(await findCheckout(exec, directory, reporter), undefined);
});

test("a checkout that git does not trust is warned of, with the command that mends it", async (t) => {
  const { root } = await makeCheckout(t);
  const stderr = "fatal: detected dubious ownership in repository at '/srv/charts'";
  warnings.length = 0;
  const refuse: Exec = async () => ({ exitCode: 128, stdout: "", stderr });
  assert.equal(await findCheckout(refuse, root, reporter), undefined);
  assert.ok(warnings.join().endsWith(`Fix: git config --global --add safe.directory ${root}`));
});

test("a directory of the checkout that looks like a repository of its own is not believed, nor run", async (t) => {
  const { root, commit } = await makeCheckout(t);
  const marker = path.join(root, "marker");
  const config = `[core]
repositoryformatversion = 1
bare = true
[extensions]
partialclone = origin
[remote "origin"]
promisor = true
url = ext::touch ${marker}
[protocol "ext"]
allow = always
`;
  // Git takes it for a bare repository, and fetches the commit it lacks by running what its configuration says.
  const files = {
    HEAD: "ref: refs/heads/main\n",
    config,
    "objects/x": "",
    "refs/heads/main": `${"1".repeat(40)}\n`,
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, "charts", name)), { recursive: true });
    await writeFile(path.join(root, "charts", name), text);
  }
  const head = await commit("charts/web/Chart.yaml");
  const checkout = await findCheckout(exec, path.join(root, "charts"), reporter, () => [
    path.join(root, "charts/web"),
  ]);
  await assert.rejects(access(marker), { code: "ENOENT" });
  assert.deepEqual(checkout?.head, head);
});
