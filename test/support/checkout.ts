import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";

/** An empty repository in a temporary directory, and what tests do with it. Each commit is 100 s after the one before. */
export async function makeCheckout(t: TestContext, ...initOptions: string[]) {
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
  git("init", "-q", ...initOptions);
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
