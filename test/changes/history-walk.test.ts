import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, rename } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { findCheckout } from "../../src/changes/git.ts";
import type { Exec } from "../../src/io.ts";
import { createExec } from "../../src/wire/exec.ts";
import { makeCheckout } from "../support/checkout.ts";

const reporter = { warn: assert.fail };

/** Runs git as the product does; tells what it was asked, and how much of its output was read. */
function journal() {
  const calls: { readonly args: readonly string[]; pieces: string[] }[] = [];
  const real = createExec(process.env);
  const exec: Exec = (program, args, options = {}) => {
    const call = { args, pieces: [] as string[] };
    calls.push(call);
    const onOutput = (piece: string): boolean => {
      call.pieces.push(piece);
      return options.onOutput?.(piece) ?? false;
    };
    return real(program, args, { ...options, onOutput });
  };
  return { calls, exec };
}

/** Adds commits that touch no file, on top of `parent`. */
function addEmptyCommits(root: string, parent: string, count: number): void {
  const commits = Array.from({ length: count }, (_, index) => {
    const from = index === 0 ? `from ${parent}\n` : "";
    return `commit refs/heads/main\ncommitter a <a@example.com> ${1_700_001_000 + index} +0000\ndata 1\nx\n${from}`;
  });
  execFileSync("git", ["fast-import", "--quiet"], { cwd: root, input: `${commits.join("\n")}\n` });
}

test("git runs once, whatever the number of paths and the age of their commits", async (t) => {
  const { root, git, commit } = await makeCheckout(t);
  const commits = [];
  for (let i = 0; i < 20; i++) commits.push(await commit(`charts/team${i % 2}/c${i}/Chart.yaml`));
  addEmptyCommits(root, git("rev-parse", "HEAD"), 400);
  const places = commits.map((_, i) => path.join(root, `charts/team${i % 2}/c${i}`));
  const { calls, exec } = journal();
  const checkout = await findCheckout(exec, root, reporter, () => places);
  assert.deepEqual([...(checkout?.lastCommits.values() ?? [])], commits);
  assert.equal(checkout?.head.id, git("rev-parse", "HEAD"));
  assert.equal(calls.length, 1);
});

test("a history is not read further than to the last path that is found", async (t) => {
  const { root, git, commit } = await makeCheckout(t);
  await commit("charts/web/Chart.yaml");
  addEmptyCommits(root, git("rev-parse", "HEAD"), 5000);
  git("reset", "-q", "--hard");
  const last = await commit("charts/web/values.yaml");
  const { calls, exec } = journal();
  const web = path.join(root, "charts/web");
  const checkout = await findCheckout(exec, root, reporter, () => [web]);
  assert.deepEqual(checkout?.lastCommits.get(web), last);
  const bytes = calls[0]?.pieces.join("").length ?? Number.NaN;
  assert.ok(bytes <= 65_536, `${bytes} bytes of some 265 000 were read`);
});

test("names with blanks, new lines and pathspec magic are taken as they are", async (t) => {
  const { root, commit } = await makeCheckout(t);
  const names = ["\nweb", "w*b", "a b", ":(top)x", "é\u0301"];
  const commits = [];
  for (const name of names) commits.push(await commit(`charts/${name}/Chart.yaml`));
  await commit("charts/web/Chart.yaml");
  const places = names.map((name) => path.join(root, "charts", name));
  const checkout = await findCheckout(createExec(process.env), root, reporter, () => places);
  assert.deepEqual([...(checkout?.lastCommits.values() ?? [])], commits);
  for (const [index, place] of places.entries()) {
    const alone = await findCheckout(createExec(process.env), root, reporter, () => [place]);
    assert.deepEqual(alone?.lastCommits.get(place), commits[index], names[index]);
  }
});

test("the settings of a user do not change what is found", async (t) => {
  const { root, git, commit } = await makeCheckout(t);
  const first = await commit("charts/web/Chart.yaml");
  const second = await commit("LICENSE");
  git("config", "log.showRoot", "false");
  git("config", "log.follow", "true");
  git("config", "diff.renames", "copies");
  git("config", "core.quotePath", "true");
  await mkdir(path.join(root, "old"));
  await rename(path.join(root, "charts/web/Chart.yaml"), path.join(root, "old/Chart.yaml"));
  const moved = await commit("README.md");
  const places = ["charts/web", "old"].map((place) => path.join(root, place));
  const checkout = await findCheckout(createExec(process.env), root, reporter, () => places);
  assert.deepEqual([...(checkout?.lastCommits.values() ?? [])], [moved, moved]);
  git("reset", "-q", "--hard", second.id);
  const before = await findCheckout(createExec(process.env), root, reporter, () => places.slice(0, 1));
  assert.deepEqual([...(before?.lastCommits.values() ?? [])], [first]);
});

test("a repository of SHA-256 is read like any other", async (t) => {
  const { root, git, commit } = await makeCheckout(t, "--object-format=sha256");
  const web = await commit("charts/web/Chart.yaml");
  assert.equal(web.id.length, 64);
  await commit("README.md");
  const place = path.join(root, "charts/web");
  const checkout = await findCheckout(createExec(process.env), root, reporter, () => [place]);
  assert.deepEqual(checkout?.lastCommits.get(place), web);
  assert.equal(checkout?.head.id, git("rev-parse", "HEAD"));
});
