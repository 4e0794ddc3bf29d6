import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { access, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { findCheckout, lastCommits, webAddress } from "../../src/changes/git.ts";
import type { Exec } from "../../src/io.ts";

const exec: Exec = (program, args, options) =>
  new Promise((resolve) => {
    execFile(program, [...args], { cwd: options?.directory, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === "number" ? error.code : 127;
      resolve({ exitCode, stdout, stderr });
    });
  });

const warnings: string[] = [];
const reporter = { warn: (message: string) => warnings.push(message) };

async function repository(t: TestContext) {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), "git-")));
  t.after(() => rm(root, { recursive: true, force: true }));
  let time = 1_700_000_000;
  const git = (...args: string[]) => {
    const date = `${time} +0200`;
    const env = {
      ...process.env,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
      GIT_CONFIG_GLOBAL: "/dev/null",
    };
    const identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"];
    return execFileSync("git", [...identity, ...args], {
      cwd: root,
      env,
      encoding: "utf8",
      stdio: "pipe",
    }).trim();
  };
  git("init", "-q");
  const commit = async (file: string): Promise<{ id: string; time: number }> => {
    time += 100;
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), String(time));
    git("add", "-A");
    git("commit", "-qm", file);
    return { id: git("rev-parse", "HEAD"), time };
  };
  return { root, git, commit, tick: () => (time += 100) };
}

test("each path has the last commit that touched it, whatever else is asked", async (t) => {
  const { root, commit } = await repository(t);
  const web = await commit("charts/web/é x.txt");
  const api = await commit("charts/api/Chart.yaml");
  const head = await commit("README.md");
  const checkout = await findCheckout(exec, path.join(root, "charts"), reporter);
  assert.ok(checkout);
  assert.equal(checkout.root, root);
  assert.deepEqual(checkout.head, head);
  assert.equal(checkout.isShallow, false);
  const paths = ["charts/web", "charts/api", "charts/new", ""].map((p) => path.join(root, p));
  const together = await lastCommits(exec, checkout, paths);
  assert.deepEqual(
    paths.map((file) => together.get(file)),
    [web, api, head, head],
  );
  for (const file of paths) {
    assert.deepEqual((await lastCommits(exec, checkout, [file])).get(file), together.get(file));
  }
});

test("a commit on a merged branch counts, the merge does not", async (t) => {
  const { root, git, commit, tick } = await repository(t);
  await commit("charts/web/a");
  git("checkout", "-qb", "topic");
  const onTopic = await commit("charts/web/b");
  git("checkout", "-q", "main");
  await commit("README.md");
  tick();
  git("merge", "-q", "--no-ff", "-m", "merge", "topic");
  const checkout = await findCheckout(exec, root, reporter);
  assert.ok(checkout);
  const web = path.join(root, "charts/web");
  assert.deepEqual((await lastCommits(exec, checkout, [web])).get(web), onTopic);
});

test("a path beyond the first walk is still found", async (t) => {
  const { root, commit } = await repository(t);
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
  const checkout = await findCheckout(exec, root, reporter);
  assert.ok(checkout);
  const file = path.join(root, "charts/old");
  assert.deepEqual((await lastCommits(exec, checkout, [file])).get(file), old);
});

test("a shallow clone only knows its HEAD", async (t) => {
  const { root, commit } = await repository(t);
  await commit("charts/web/a");
  const head = await commit("README.md");
  const clone = path.join(root, "clone");
  execFileSync("git", ["clone", "-q", "--depth", "1", `file://${root}`, clone], { stdio: "pipe" });
  const checkout = await findCheckout(exec, clone, reporter);
  assert.ok(checkout);
  assert.equal(checkout.isShallow, true);
  assert.equal(checkout.url, undefined, "a path of this machine is no address");
  const web = path.join(clone, "charts/web");
  assert.deepEqual((await lastCommits(exec, checkout, [web])).get(web), head);
});

test("outside git, and before the first commit, there is no checkout", async (t) => {
  const directory = await mkdtemp(path.join(tmpdir(), "nogit-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  assert.equal(await findCheckout(exec, directory, reporter), undefined);
  execFileSync("git", ["init", "-q"], { cwd: directory });
  assert.equal(await findCheckout(exec, directory, reporter), undefined);
});

test("a checkout that git does not trust is warned of, with the command that mends it", async (t) => {
  const { root } = await repository(t);
  const stderr = "fatal: detected dubious ownership in repository at '/srv/charts'";
  warnings.length = 0;
  const refuse: Exec = async () => ({ exitCode: 128, stdout: "", stderr });
  assert.equal(await findCheckout(refuse, root, reporter), undefined);
  assert.ok(warnings.join().endsWith(`Fix: git config --global --add safe.directory ${root}`));
});

for (const [remote, expected] of [
  ["https://github.com/acme/charts.git", "https://github.com/acme/charts"],
  ["https://x-access-token:ghs_secret@github.com/acme/charts", "https://github.com/acme/charts"],
  ["git@github.com:acme/charts.git", "https://github.com/acme/charts"],
  ["ssh://git@git.example.com:2222/acme/charts.git", "https://git.example.com/acme/charts"],
  ["https://git.example.com:8443/acme/charts/", "https://git.example.com:8443/acme/charts"],
  ["/srv/git/charts.git", undefined],
  ["file:///srv/git/charts.git", undefined],
  ["C:\\charts", undefined],
  ["", undefined],
] as const) {
  test(`the web address of “${remote}” is ${expected}`, () => assert.equal(webAddress(remote), expected));
}

test("a directory of the checkout that looks like a repository of its own is not believed, nor run", async (t) => {
  const { root, commit } = await repository(t);
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
  const checkout = await findCheckout(exec, path.join(root, "charts"), reporter);
  if (checkout) await lastCommits(exec, checkout, [path.join(root, "charts/web")]);
  await assert.rejects(access(marker), { code: "ENOENT" });
  assert.deepEqual(checkout?.head, head);
});
