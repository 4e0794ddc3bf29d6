import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Exec } from "../io.ts";
import type { WorkTree } from "./work-tree.ts";

/**
 * Web address of `origin`, where it has one. Git is asked only where its configuration says more than a plain `url`:
 * that takes a run of git which nearly nobody needs.
 */
export async function originAddress(exec: Exec, workTree: WorkTree): Promise<string | undefined> {
  const plain = await plainOrigin(workTree);
  if (plain !== "unusual") return plain.url === undefined ? undefined : webAddress(plain.url);
  const asked = await exec("git", ["config", "--get", "remote.origin.url"], { directory: workTree.root });
  return asked.exitCode === 0 ? webAddress(asked.stdout.replace(/\n$/, "")) : undefined;
}

/** The address as git-config(1) has it, if it can be told by looking at the lines alone. */
async function plainOrigin({
  gitDirectory,
  commonDirectory,
}: WorkTree): Promise<{ readonly url?: string } | "unusual"> {
  const text = await readFile(path.join(commonDirectory, "config"), "utf8").catch(() => undefined);
  // A backslash may join lines, or hide a quote; Windows paths have them too, and git can be asked.
  if (text === undefined || text.includes("\\")) return "unusual";
  let section = "";
  let url: string | undefined;
  const others = [path.join(gitDirectory, "config.worktree")];
  for (const line of text.split(/\r?\n/)) {
    const heading = /^\s*\[\s*([\w.-]+)(?:\s+"([^"]*)")?\s*\](.*)$/.exec(line);
    if (heading) section = `${heading[1]?.toLowerCase()} ${heading[2] ?? ""}`.trimEnd();
    const setting = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(heading ? (heading[3] ?? "") : line);
    const [, key, value = ""] = setting ?? [];
    if (section === "remote.origin") return "unusual";
    if (section === "remote origin" && key?.toLowerCase() === "url") {
      if (!/^[^"#;\s]+$/.test(value)) return "unusual";
      url = value;
    } else if (/^include(if)?( |$)/.test(section) && key?.toLowerCase() === "path") {
      if (/^~|^%|["#;]/.test(value)) return "unusual";
      others.push(path.resolve(commonDirectory, value));
    }
  }
  for (const file of others) if (await mayNameRemotes(file)) return "unusual";
  return url === undefined ? {} : { url };
}

/** Whether an included file has to do with remotes, whatever the condition under which it counts. */
async function mayNameRemotes(file: string): Promise<boolean> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) =>
    error.code === "ENOENT" ? "" : "remote",
  );
  return /\[\s*(remote|include)/i.test(text);
}

/** `https://host/path` of a remote, from https, ssh and scp-like forms; never its credentials; no local paths. */
export function webAddress(remote: string): string | undefined {
  const scp = /^(?:[^@/]+@)([^:/]+):(?!\/)(.+)$/.exec(remote);
  const address = scp ? `ssh://${scp[1]}/${scp[2]}` : remote;
  if (!/^(https?|ssh|git):\/\//.test(address) || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  const host = url.protocol.startsWith("http") ? url.host : url.hostname;
  const name = url.pathname.replace(/\/+$/, "").replace(/\.git$/, "");
  return `${url.protocol === "http:" ? "http" : "https"}://${host}${name}`;
}
