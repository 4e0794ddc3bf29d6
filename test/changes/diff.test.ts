import assert from "node:assert/strict";
import { rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { findDifference } from "../../src/changes/diff.ts";
import { createExec } from "../../src/wire/exec.ts";
import { writeFiles } from "../support/chart.ts";
import { emptyRepository, type TestRepository } from "../support/clone.ts";

const exec = createExec({ PATH: process.env["PATH"] });
const date = "2026-01-02T03:04:05Z";

/** Paths that changed, relative to the repository. */
async function changed(repository: TestRepository, bases: [string, ...string[]], isShallow = false) {
  const root = repository.directory;
  const { base, files } = await findDifference(exec, { root, isShallow }, { bases, system: undefined });
  return { base, files: files.map((file) => path.relative(root, file)).sort() };
}

async function history(t: TestContext): Promise<{ repository: TestRepository; save: Save }> {
  const repository = await emptyRepository(t);
  const save: Save = async (file, text = file) => {
    await writeFiles(repository.directory, { [file]: text });
    return repository.commit(`write ${file}`, date);
  };
  return { repository, save };
}
type Save = (file: string, text?: string) => Promise<string>;

test("files written, moved and deleted since the base count, with both ends of a move", async (t) => {
  const { repository, save } = await history(t);
  await save("kept");
  await save("moved", "a text that git would know again\n");
  const base = await save("a b/ü\n.txt");
  await repository.git("mv", "moved", "there");
  await rm(path.join(repository.directory, "a b/ü\n.txt"));
  await save("new");
  assert.deepEqual(await changed(repository, [base]), {
    base: base.slice(0, 7),
    files: ["a b/ü\n.txt", "moved", "new", "there"],
  });
});

test("what the base's branch did meanwhile does not count", async (t) => {
  const { repository, save } = await history(t);
  await save("start");
  await repository.git("checkout", "-qb", "topic");
  await save("ours");
  await repository.git("checkout", "-q", "main");
  await save("theirs");
  await repository.git("checkout", "-q", "--detach", "topic");
  assert.deepEqual(await changed(repository, ["main"]), { base: "main", files: ["ours"] });
});

test("a merge of the base's branch counts for what it brought from the other side alone", async (t) => {
  const { repository, save } = await history(t);
  await save("start");
  await repository.git("checkout", "-qb", "topic");
  await save("ours");
  await repository.git("checkout", "-q", "main");
  await save("theirs");
  await repository.git("checkout", "-q", "--detach", "main");
  await repository.git("merge", "-q", "--no-ff", "-m", "as GitHub merges", "topic");
  assert.deepEqual((await changed(repository, ["main"])).files, ["ours"]);
});

test("where branches merged crosswise, what changed since either meeting counts", async (t) => {
  const { repository, save } = await history(t);
  await save("start");
  await repository.git("branch", "topic");
  const one = await save("one");
  await repository.git("checkout", "-q", "topic");
  const two = await save("two");
  await repository.git("merge", "-q", "-m", "crosswise", one);
  await repository.git("checkout", "-q", "main");
  await repository.git("merge", "-q", "-m", "crosswise", two);
  await repository.git("checkout", "-q", "topic");
  assert.deepEqual((await changed(repository, ["main"])).files, ["one", "two"]);
});

test("what is not committed yet counts too, but for what git ignores", async (t) => {
  const { repository, save } = await history(t);
  await save(".gitignore", "*.log\n");
  await save("staged");
  const base = await save("edited");
  const at = (file: string) => path.join(repository.directory, file);
  await Promise.all(
    ["staged", "edited", "new/file", "x.log"].map((file) =>
      writeFiles(repository.directory, { [file]: "2" }),
    ),
  );
  await repository.git("add", "staged");
  await writeFile(at("also new"), "");
  assert.deepEqual((await changed(repository, [base])).files, ["also new", "edited", "new/file", "staged"]);
});

test("nothing changed since HEAD itself", async (t) => {
  const { repository, save } = await history(t);
  await save("start");
  assert.deepEqual(await changed(repository, ["HEAD"]), { base: "HEAD", files: [] });
});

test("of several bases the first that is there counts", async (t) => {
  const { repository, save } = await history(t);
  const base = await save("start");
  await save("more");
  assert.deepEqual(await changed(repository, ["origin/main", base]), {
    base: base.slice(0, 7),
    files: ["more"],
  });
});

test("a link that leads elsewhere, and a file that becomes a link, count", async (t) => {
  const { repository, save } = await history(t);
  const base = await save("file");
  await rm(path.join(repository.directory, "file"));
  await symlink("elsewhere", path.join(repository.directory, "file"));
  await repository.commit("link", date);
  assert.deepEqual((await changed(repository, [base])).files, ["file"]);
});

test("a base without a commit in common is refused", async (t) => {
  const { repository, save } = await history(t);
  await save("start");
  await repository.git("checkout", "-q", "--orphan", "other");
  await save("apart");
  await assert.rejects(changed(repository, ["main"]), {
    code: "USAGE",
    message: "Could not tell what changed since main: HEAD has no commit in common with it.",
  });
});

for (const { base, fix } of [
  { base: "c".repeat(40), fix: /pushed over\. Run `git fetch origin c{40}`/ },
  {
    base: "origin/release/1",
    fix: /`git fetch origin \+refs\/heads\/release\/1:refs\/remotes\/origin\/release\/1`/,
  },
  { base: "origin/HEAD", fix: /git remote set-head origin --auto/ },
  { base: "HEAD~1", fix: /Set base to a commit, branch or tag that is there/ },
  { base: "v9", fix: /`git tag` list them/ },
]) {
  test(`a base that is not there is refused, and says how to get it: ${base}`, async (t) => {
    const { repository, save } = await history(t);
    await save("start");
    await assert.rejects(changed(repository, [base]), (error: Error & { hint?: string }) => {
      assert.match(error.message, /it is not in the clone at/);
      assert.match(error.hint ?? "", fix);
      return true;
    });
  });
}
