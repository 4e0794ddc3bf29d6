import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { findCheckout } from "../../src/changes/git.ts";
import { createExec } from "../../src/wire/exec.ts";
import { temporaryDirectory } from "../support/chart.ts";
import { makeCheckout } from "../support/checkout.ts";

const exec = createExec(process.env);
const reporter = { warn: assert.fail };
const find = (directory: string) => findCheckout(exec, directory, reporter);

test("a linked work tree has its own HEAD and the repository's address", async (t) => {
  const { root, git, commit } = await makeCheckout(t);
  git("remote", "add", "origin", "https://git.example.com/acme/charts.git");
  const first = await commit("charts/web/Chart.yaml");
  await commit("README.md");
  const linked = path.join(root, "linked tree");
  git("worktree", "add", "-q", linked, first.id);
  const checkout = await find(path.join(linked, "charts"));
  assert.equal(checkout?.root, linked);
  assert.deepEqual(checkout?.head, first);
  assert.equal(checkout?.url, "https://git.example.com/acme/charts");
  assert.equal(checkout?.isShallow, false);
});

test("a linked work tree of a shallow repository is shallow", async (t) => {
  const { root, commit } = await makeCheckout(t);
  await commit("charts/web/a");
  await commit("README.md");
  const clone = path.join(root, "clone");
  execFileSync("git", ["clone", "-q", "--depth", "1", `file://${root}`, clone], { stdio: "pipe" });
  execFileSync("git", ["worktree", "add", "-q", "../linked"], { cwd: clone, stdio: "pipe" });
  assert.equal((await find(path.join(root, "linked")))?.isShallow, true);
});

test("a submodule is a checkout of its own", async (t) => {
  const inner = await makeCheckout(t);
  const head = await inner.commit("charts/web/Chart.yaml");
  const { root, git, commit } = await makeCheckout(t);
  await commit("README.md");
  // Where `git submodule add` puts it; that is a script, and wants more than git.
  await mkdir(path.join(root, ".git/modules"));
  git("clone", "--quiet", "--separate-git-dir", ".git/modules/sub", inner.root, "sub");
  const checkout = await find(path.join(root, "sub/charts"));
  assert.equal(checkout?.root, path.join(root, "sub"));
  assert.deepEqual(checkout?.head, head);
});

test("a checkout that is reached by a link has the place that it really is in", async (t) => {
  const { root, commit } = await makeCheckout(t);
  await commit("charts/web/Chart.yaml");
  const link = path.join(await temporaryDirectory(t), "link");
  await symlink(root, link);
  assert.equal((await find(path.join(link, "charts")))?.root, root);
});

test("a directory .git that is no repository is passed over, as git does", async (t) => {
  const { root, commit } = await makeCheckout(t);
  const head = await commit("charts/web/Chart.yaml");
  await mkdir(path.join(root, "charts/.git"));
  const checkout = await find(path.join(root, "charts/web"));
  assert.equal(checkout?.root, root);
  assert.deepEqual(checkout?.head, head);
});

test("a file .git that leads nowhere ends the search, as git does", async (t) => {
  const { root, commit } = await makeCheckout(t);
  await commit("charts/web/Chart.yaml");
  await writeFile(path.join(root, "charts/.git"), "gitdir: ../nowhere\n");
  assert.equal(await find(path.join(root, "charts/web")), undefined);
});
