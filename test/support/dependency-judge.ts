import assert from "node:assert/strict";
import { cp, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import type { TestContext } from "node:test";
import { contentOf, differingPaths } from "../../src/archive/compare.ts";
import { readArchive } from "../../src/archive/unpack.ts";
import { temporaryDirectory } from "./chart.ts";
import { runCommand } from "./command.ts";
import { type Helm, helmFor, packageWithHelm } from "./helm.ts";

/** A chart with its dependencies, in a directory and packaged. */
export interface Built {
  /** A copy of the charts around it. */
  readonly root: string;
  readonly directory: string;
  readonly archive: string;
}

export type Verb = "build" | "update";

/** The Helms whose dependencies ours are held against. */
export async function judgesFor(t: TestContext): Promise<readonly Helm[] | undefined> {
  const helms = [await helmFor(t, "3.17.3"), await helmFor(t, "4.1.4")];
  return helms.every((helm) => helm !== undefined) ? helms : undefined;
}

/** `helm dependency build` or `update`, then `helm package`, in a copy of `root`. */
export async function buildWithHelm(
  t: TestContext,
  helm: Helm,
  root: string,
  words: readonly [Verb, ...string[]],
): Promise<Built> {
  const { copy, directory } = await copyOf(t, root);
  const { code, stderr } = await helm.run(["dependency", ...words, directory]);
  assert.equal(code, 0, stderr);
  return {
    root: copy,
    directory,
    archive: await packageWithHelm(helm, directory, await temporaryDirectory(t)),
  };
}

/** What `publish` makes of the chart in a copy of `root`. */
export async function buildWithOurs(
  t: TestContext,
  registry: string,
  root: string,
  mode: Verb | "auto",
  variables: Readonly<Record<string, string>> = {},
): Promise<Built> {
  const { copy, directory } = await copyOf(t, root);
  const before = await contentsOf(directory);
  const output = await temporaryDirectory(t);
  const place = ["--registry", `oci://${registry}/${path.basename(output).toLowerCase()}`];
  const words = ["publish", directory, ...place, "--dependencies", mode, "--output-dir", output, "--json"];
  const { code, stdout, stderr } = await runCommand(words, variables);
  assert.equal(code, 0, stderr);
  const [published] = JSON.parse(stdout).charts;
  if (mode !== "update") assert.deepEqual(await contentsOf(directory), before, "the work tree is untouched");
  return { root: copy, directory, archive: path.resolve(directory, published.package) };
}

/** Both archives say the same, dependencies, locks and all, and every Helm renders them the same. */
export async function assertSame(helms: readonly Helm[], ours: Built, theirs: Built): Promise<void> {
  const [a, b] = await Promise.all([ours, theirs].map(({ archive }) => readFile(archive)));
  assert.ok(a && b);
  const content = (bytes: Uint8Array) => contentOf(readArchive(bytes, "a.tgz"), readArchive);
  const differing = differingPaths(content(a), content(b));
  // Its time of generation is one of its bytes here; assertSameTree looks at the rest.
  assert.deepEqual(
    differing.filter((file) => file !== "requirements.lock"),
    [],
  );
  for (const helm of helms) {
    const [rendered = "", expected = "", again = ""] = await Promise.all(
      [ours, theirs, theirs].map(async ({ archive }) => {
        const { code, stdout, stderr } = await helm.run(["template", "r", archive]);
        // A v2 chart's requirements.yaml, which Helm moves to Chart.yaml and we keep, is mentioned.
        return `${code} ${stderr.replace(/^.*Warning: Dependencies are handled.*\n/m, "")}${stdout}`;
      }),
    );
    assert.equal(withoutChance(rendered, expected, again), withoutChance(expected, expected, again));
  }
}

/** The lines of `text` that do not change from one rendering to the next: some charts make up passwords. */
function withoutChance(text: string, one: string, other: string): string {
  const [first, second] = [one.split("\n"), other.split("\n")];
  assert.equal(first.length, second.length);
  return text
    .split("\n")
    .filter((_, index) => first[index] === second[index])
    .join("\n");
}

/** Both work trees hold the same lock, but for its time, and the same archives. */
export async function assertSameTree(ours: Built, theirs: Built): Promise<void> {
  const [a, b] = await Promise.all([locksIn(ours), locksIn(theirs)]);
  assert.deepEqual(a, b);
  const [archives, expected] = await Promise.all(
    [ours, theirs].map(({ directory }) => readdir(path.join(directory, "charts"))),
  );
  assert.deepEqual(archives?.sort(), expected?.sort());
}

/** The charts as a clone has them that leaves out the archives: locked, but not vendored. */
export async function withoutArchives(t: TestContext, { root }: Built): Promise<string> {
  const { copy, directory } = await copyOf(t, root);
  const charts = path.join(directory, "charts");
  const archives = (await readdir(charts)).filter((name) => name.endsWith(".tgz"));
  await Promise.all(archives.map((name) => rm(path.join(charts, name))));
  return copy;
}

async function locksIn({ directory }: Built): Promise<Record<string, string>> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".lock"));
  const texts = names.map(async (name) => {
    const text = await readFile(path.join(directory, name), "utf8");
    return [name, text.replace(/^generated: ".*"\n/m, "")] as const;
  });
  return Object.fromEntries(await Promise.all(texts));
}

async function copyOf(t: TestContext, root: string): Promise<{ copy: string; directory: string }> {
  const copy = await temporaryDirectory(t);
  await cp(root, copy, { recursive: true });
  return { copy, directory: path.join(copy, "app") };
}

async function contentsOf(directory: string): Promise<Record<string, string>> {
  const files = await readdir(directory, { recursive: true, withFileTypes: true });
  const contents = files
    .filter((file) => file.isFile())
    .map(async (file) => {
      const place = path.join(file.parentPath, file.name);
      return [path.relative(directory, place), await readFile(place, "base64")] as const;
    });
  return Object.fromEntries(await Promise.all(contents));
}
