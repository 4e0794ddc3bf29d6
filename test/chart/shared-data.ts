import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, type TestContext } from "node:test";

/** What the project's tests share with others: records of what real Helm did, and charts of others. */
const shared = path.join(import.meta.dirname, "../../../shared");

/** The shared file or directory; where it is missing the test is skipped on a laptop and fails in CI. */
export function sharedPath(t: TestContext, relative: string): string | undefined {
  const place = path.join(shared, relative);
  if (existsSync(place)) return place;
  const message = `SKIP ${relative} is missing: put the shared data beside the project, in ../shared`;
  if (process.env["CI"] === "true") throw new Error(message);
  t.skip(message);
  return undefined;
}

/** The recorded cases of one file, a JSON document a line. */
export function recordedCases<T>(t: TestContext, name: string): readonly T[] | undefined {
  const file = sharedPath(t, `helm-golden/cases/${name}.jsonl`);
  if (file === undefined) return undefined;
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  // The records are the shared data's own; their shape is stated where they are used.
  return lines.map((line) => JSON.parse(line) as T);
}

/** The corpus of charts, unpacked into a directory that goes away with the tests. */
export function unpackedCorpus(t: TestContext): string | undefined {
  const archive = sharedPath(t, "corpus/corpus.tar.gz");
  if (archive === undefined) return undefined;
  const directory = mkdtempSync(path.join(tmpdir(), "corpus-"));
  after(() => rmSync(directory, { recursive: true }));
  execFileSync("tar", ["xpzf", archive, "-C", directory], { stdio: "ignore" });
  return path.join(directory, "corpus-public");
}
