import assert from "node:assert/strict";
import { mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { packageChart } from "../../src/archive/package.ts";
import { readArchive } from "../../src/archive/unpack.ts";
import { loadFiles } from "../../src/chart/load.ts";
import type { DependencyArchive } from "../../src/dependency/archive.ts";
import { createDownloadCache, type DownloadCache } from "../../src/dependency/download-cache.ts";
import type { LockedDependency } from "../../src/dependency/sources.ts";
import { digestOf } from "../../src/digest.ts";
import { chartFiles, temporaryDirectory } from "../support/chart.ts";

const asked: LockedDependency = { name: "lib", repository: "oci://registry.test/charts", version: "1.0.0" };

async function archiveOf(name: string, version: string): Promise<DependencyArchive> {
  const files = Object.entries(chartFiles(name, version)).map(([file, text]) => ({
    path: file,
    bytes: Buffer.from(text),
  }));
  return packageChart(loadFiles(files, name, readArchive), { mtime: 315_532_800 });
}

interface Stage {
  readonly directory: string;
  readonly archive: DependencyArchive;
  readonly warnings: string[];
  /** Another process with the same folder. */
  open(): DownloadCache;
  /** The one file of the folder with that extension. */
  file(extension: ".tgz" | ".json"): Promise<string>;
}

/** A folder that holds lib 1.0.0. */
async function makeStage(t: TestContext): Promise<Stage> {
  const directory = path.join(await temporaryDirectory(t), "cache");
  const warnings: string[] = [];
  const open = () =>
    createDownloadCache(directory, { debug: () => undefined, warn: (message) => warnings.push(message) });
  const archive = await archiveOf("lib", "1.0.0");
  await open().write(asked, archive);
  const file = async (extension: string): Promise<string> => {
    const names = (await readdir(directory)).filter((name) => name.endsWith(extension));
    assert.equal(names.length, 1);
    return path.join(directory, names[0] ?? "");
  };
  return { directory, archive, warnings, open, file };
}

test("what one process wrote another reads, byte for byte", async (t) => {
  const { open, archive, warnings, file } = await makeStage(t);
  const cache = open();
  const kept = await cache.read(asked);
  assert.equal(kept?.fileName, "lib-1.0.0.tgz");
  assert.deepEqual(Buffer.from(kept.bytes), Buffer.from(archive.bytes));
  assert.equal(path.basename(await file(".tgz")), `${digestOf(archive.bytes).slice(7)}.tgz`);
  assert.deepEqual(warnings, []);
  const names = [path.basename(await file(".json")), path.basename(await file(".tgz"))];
  assert.deepEqual([...cache.used], names);
  assert.deepEqual([...cache.written], []);
});

for (const [what, other] of [
  ["name", { ...asked, name: "web" }],
  ["repository", { ...asked, repository: "oci://registry.test/other" }],
  ["version", { ...asked, version: "1.0.1" }],
] as const) {
  test(`another ${what} is another dependency`, async (t) => {
    const { open, warnings } = await makeStage(t);
    assert.equal(await open().read(other), undefined);
    assert.deepEqual(warnings, []);
  });
}

interface Poison {
  readonly name: string;
  readonly spoil: (stage: Stage) => Promise<void>;
  readonly extension: ".tgz" | ".json";
  readonly why: RegExp;
}

/** Puts an archive, and a record that says it is lib 1.0.0, as one does who knows how they are made. */
async function forge({ file, directory, archive: { bytes } }: Stage, forged: Uint8Array): Promise<void> {
  const record = await file(".json");
  await rm(await file(".tgz"));
  const digest = digestOf(forged);
  await writeFile(path.join(directory, `${digest.slice(7)}.tgz`), forged);
  const text = await readFile(record, "utf8");
  await writeFile(record, text.replace(digestOf(bytes), digest));
}

const poisons: readonly Poison[] = [
  {
    name: "an archive with other bytes",
    spoil: async ({ file }) => writeFile(await file(".tgz"), (await archiveOf("lib", "6.6.6")).bytes),
    extension: ".tgz",
    why: /it has the digest sha256:[0-9a-f]{64}\. lib 1\.0\.0 of oci:\/\/registry\.test\/charts is fetched again/,
  },
  {
    name: "half an archive",
    spoil: async ({ file }) => truncate(await file(".tgz"), 100),
    extension: ".tgz",
    why: /it has the digest sha256/,
  },
  {
    name: "another version under a digest of its own",
    spoil: async (stage) => forge(stage, (await archiveOf("lib", "1.0.1")).bytes),
    extension: ".tgz",
    why: /it holds "lib-1\.0\.1\.tgz"/,
  },
  {
    name: "another chart under a digest of its own",
    spoil: async (stage) => forge(stage, (await archiveOf("evil", "1.0.0")).bytes),
    extension: ".tgz",
    why: /it holds "evil 1\.0\.0"/,
  },
  {
    name: "what is no archive, under a digest of its own",
    spoil: async (stage) => forge(stage, Buffer.from("<html>")),
    extension: ".tgz",
    why: /Dropped/,
  },
  {
    name: "a record of another dependency",
    spoil: async ({ file }) => {
      const text = await readFile(await file(".json"), "utf8");
      await writeFile(await file(".json"), text.replace("1.0.0", "0.9.0"));
    },
    extension: ".json",
    why: /it is no record of that dependency/,
  },
  {
    name: "a record that leads out of the folder",
    spoil: async ({ file }) =>
      writeFile(await file(".json"), JSON.stringify({ ...asked, digest: "sha256:../../etc/passwd" })),
    extension: ".json",
    why: /it is no record of that dependency/,
  },
  {
    name: "a record that is no JSON",
    spoil: async ({ file }) => writeFile(await file(".json"), "{"),
    extension: ".json",
    why: /it is no record of that dependency/,
  },
];

for (const { name, spoil, extension, why } of poisons) {
  test(`${name} is told, dropped and not used; what is fetched instead is kept`, async (t) => {
    const stage = await makeStage(t);
    await spoil(stage);
    const wrong = await stage.file(extension);
    assert.equal(await stage.open().read(asked), undefined);
    assert.equal(stage.warnings.length, 1);
    assert.match(stage.warnings[0] ?? "", why);
    assert.ok(stage.warnings[0]?.includes(wrong));
    const left = await readdir(stage.directory);
    assert.ok(!left.includes(path.basename(wrong)));
    await stage.open().write(asked, stage.archive);
    assert.equal((await stage.open().read(asked))?.fileName, "lib-1.0.0.tgz");
    assert.equal(stage.warnings.length, 1);
  });
}

test("an archive that calls itself otherwise than its lock does is not kept", async (t) => {
  const { directory, open } = await makeStage(t);
  await rm(directory, { recursive: true });
  const cache = open();
  await cache.write(asked, await archiveOf("lib", "v1.0.0"));
  assert.deepEqual([...cache.written], []);
  await assert.rejects(readdir(directory), { code: "ENOENT" });
});

test("a link in the folder is replaced, and what it leads to stays", async (t) => {
  const { directory, open, archive, file } = await makeStage(t);
  const elsewhere = path.join(directory, "../elsewhere");
  const name = await file(".tgz");
  await rm(name);
  await symlink(elsewhere, name);
  assert.equal(await open().read(asked), undefined);
  await open().write(asked, archive);
  await assert.rejects(readFile(elsewhere), { code: "ENOENT" });
  assert.ok(await open().read(asked));
});

test("what is no file is not read: it may have no end", {
  skip: process.platform === "win32" && "Windows has no /dev/zero",
}, async (t) => {
  const { open, file, warnings } = await makeStage(t);
  const name = await file(".tgz");
  await rm(name);
  await symlink("/dev/zero", name);
  assert.equal(await open().read(asked), undefined);
  assert.deepEqual(warnings, []);
});

test("many at once leave whole files, and nothing else", async (t) => {
  const { directory, open, archive, warnings } = await makeStage(t);
  await rm(directory, { recursive: true });
  const runs = Array.from({ length: 20 }, async () => {
    const cache = open();
    const kept = await cache.read(asked);
    if (kept === undefined) await cache.write(asked, archive);
    assert.ok(await cache.read(asked));
  });
  await Promise.all(runs);
  assert.equal((await readdir(directory)).length, 2);
  assert.deepEqual(warnings, []);
});

test("a folder that cannot be used is as good as an empty one", async (t) => {
  const directory = await temporaryDirectory(t);
  await writeFile(path.join(directory, "file"), "");
  const said: string[] = [];
  const say = (message: string) => said.push(message);
  const cache = createDownloadCache(path.join(directory, "file/cache"), { debug: say, warn: assert.fail });
  assert.equal(await cache.read(asked), undefined);
  await cache.write(asked, await archiveOf("lib", "1.0.0"));
  assert.match(said.join("\n"), /Could not write the cache of dependencies in .*file\/cache/);
  const inTheWay = path.join(directory, "cache");
  await mkdir(path.join(inTheWay, `${digestOf((await archiveOf("lib", "1.0.0")).bytes).slice(7)}.tgz`), {
    recursive: true,
  });
  const other = createDownloadCache(inTheWay, { debug: say, warn: assert.fail });
  await other.write(asked, await archiveOf("lib", "1.0.0"));
  assert.deepEqual([...other.written], []);
});
