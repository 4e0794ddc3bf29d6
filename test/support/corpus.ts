import { existsSync, rmSync } from "node:fs";
import { mkdtemp, readdir, readFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { type Found, requirePeer } from "./peer.ts";
import { mustRun, type ProgramResult, runProgram } from "./program.ts";

/** The Helm whose recorded work is compared with. */
export type GoldenHelm = "3.17.3" | "4.1.4";

/** A chart that Helm packages and pushes. */
export interface CorpusChart {
  readonly id: string;
  readonly directory: string;
  /** Path of what Helm made of it: the registry's exact config or manifest bytes, or the table of archive entries. */
  golden(helm: GoldenHelm, kind: "config.json" | "manifest.json" | "tsv"): string;
}

/** A chart that at least one Helm refuses. */
export interface BrokenChart {
  readonly id: string;
  readonly directory: string;
  /** What each Helm said, and whether it was `helm package` or `helm push` that refused. */
  readonly refusals: readonly { readonly helm: string; readonly stage: string; readonly message: string }[];
}

/** Charts written by others, and what real Helm made of each. */
export interface Corpus {
  readonly charts: readonly CorpusChart[];
  readonly broken: readonly BrokenChart[];
  /** Runs the corpus's own judge, e.g. `["tgz", directory]`; exit code 0 means no difference. */
  compare(mode: "tgz" | "oci", directory: string, args?: readonly string[]): Promise<ProgramResult>;
}

const archive = path.join(import.meta.dirname, "../../../shared/corpus/corpus.tar.gz");
let unpacking: Promise<Corpus> | undefined;

/** The corpus, unpacked once a process with the charts' own times; `undefined` after skipping the test. */
export async function corpusFor(t: TestContext): Promise<Corpus | undefined> {
  if (requirePeer(t, findArchive()) === undefined) return undefined;
  unpacking ??= unpack();
  return await unpacking;
}

/** Puts one git repository around all charts, so that links between them stay inside it. */
export async function commitCorpus({ charts: [chart] }: Corpus): Promise<void> {
  const directory = path.dirname(chart?.directory ?? "");
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
  await mustRun("git", ["init", "--quiet"], { directory });
  await mustRun("git", ["add", "--all", "--force"], { directory });
  await mustRun("git", [...identity, "commit", "--quiet", "--message", "charts"], { directory });
}

function findArchive(): Found<string> {
  if (existsSync(archive)) return { value: archive };
  return { missing: `the chart corpus is not at ${archive}; it is shared among the maintainers' machines` };
}

async function unpack(): Promise<Corpus> {
  const scratch = await mkdtemp(path.join(os.tmpdir(), "corpus-"));
  // Not `after`: called within a test it would belong to that test, and the other tests need the corpus too.
  process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));
  await mustRun("tar", ["-xpzf", archive, "-C", scratch]);
  const root = path.join(scratch, "corpus-public");
  return {
    charts: await listCharts(root),
    broken: await listBroken(root),
    compare: (mode, directory, args = []) =>
      runProgram("python3", [
        path.join(root, "compare.py"),
        mode,
        directory,
        path.join(root, "golden"),
        ...args,
      ]),
  };
}

async function listCharts(root: string): Promise<CorpusChart[]> {
  const entries = await readdir(path.join(root, "charts"), { withFileTypes: true });
  const ids = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return ids.sort().map((id) => ({
    id,
    directory: path.join(root, "charts", id),
    golden: (helm, kind) => path.join(root, "golden", `${id}.${helm}.${kind}`),
  }));
}

async function listBroken(root: string): Promise<BrokenChart[]> {
  const table = await readFile(path.join(root, "broken/EXPECTED.tsv"), "utf8");
  const rows = table.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const columns = rows.map((row) => row.split("\t"));
  const ids = [...new Set(columns.map(([id = ""]) => id))].sort();
  return ids.map((id) => ({
    id,
    directory: path.join(root, "broken", id),
    refusals: columns
      .filter(([rowId]) => rowId === id)
      .map(([, helm = "", , stage = "", , , message = ""]) => ({ helm, stage, message })),
  }));
}
