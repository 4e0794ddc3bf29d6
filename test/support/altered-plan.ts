import assert from "node:assert/strict";
import { readFile, rename, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { digestOf } from "../../src/digest.ts";
import { type PlannedRun, planFor } from "./plan.ts";
import { registryFor } from "./registry.ts";

/** JSON that a test takes apart. */
// biome-ignore lint/suspicious/noExplicitAny: any document may be altered in any way
export type Document = any;

/** Changes a JSON file of the plan; whatever `change` returns takes the document's place. */
export async function alterJson(
  plan: PlannedRun,
  name: string,
  change: (document: Document) => unknown,
): Promise<void> {
  const file = path.join(plan.directory, name);
  const document = JSON.parse(await readFile(file, "utf8"));
  await writeFile(file, JSON.stringify(change(document) ?? document));
}

/** Changes the first chart in plan.json. */
export function alterChart(plan: PlannedRun, fields: Readonly<Record<string, unknown>>): Promise<void> {
  return alterJson(plan, "plan.json", ({ charts }) => void Object.assign(charts[0], fields));
}

/** Flips a bit of a blob. */
export async function flipBit(plan: PlannedRun, digest: string): Promise<void> {
  const bytes = await readFile(plan.blob(digest));
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await writeFile(plan.blob(digest), bytes);
}

/** Moves a file or a directory away and leaves a link to it. */
export async function replaceByLink(file: string): Promise<void> {
  await rename(file, `${file}.moved`);
  await symlink(`${file}.moved`, file);
}

/** The manifest of the first chart. */
export async function firstManifest(plan: PlannedRun): Promise<Document> {
  return JSON.parse(await readFile(plan.blob(plan.charts[0]?.layoutDigest ?? ""), "utf8"));
}

/** Adds a blob to the layout; gives its descriptor. */
export async function addBlob(plan: PlannedRun, mediaType: string, bytes: Buffer) {
  const digest = digestOf(bytes);
  await writeFile(plan.blob(digest), bytes);
  return { mediaType, digest, size: bytes.length };
}

/** Puts another manifest in the place of the first chart's, so that every digest agrees with it. */
export async function forge(plan: PlannedRun, change: (manifest: Document) => unknown): Promise<void> {
  const manifest = await firstManifest(plan);
  const bytes = Buffer.from(JSON.stringify((await change(manifest)) ?? manifest));
  const descriptor = await addBlob(plan, "application/vnd.oci.image.manifest.v1+json", bytes);
  await alterJson(plan, "oci/index.json", ({ manifests }) => {
    const listed = manifests.find((m: Document) => m.digest === plan.charts[0]?.layoutDigest);
    Object.assign(listed, descriptor);
  });
  const archive = manifest.layers?.find((layer: Document) => layer.mediaType.endsWith("tar+gzip"));
  await alterChart(plan, {
    layoutDigest: descriptor.digest,
    ...(archive && { chartDigest: archive.digest }),
  });
}

/** What may befall a plan on its way. */
export interface Alteration {
  /** What it does or is: `is no JSON`. */
  readonly name: string;
  alter(plan: PlannedRun): Promise<unknown>;
  readonly says: RegExp;
  /** 1 where something was altered, 2 where this is no plan for this run. */
  readonly code: 1 | 2;
}

/** A test of each alteration: refused in words, without a single request. web has the `files` besides its own. */
export function testRefusals(
  what: string,
  alterations: readonly Alteration[],
  files: Readonly<Record<string, string>> = {},
): void {
  test(`${what} is refused before the registry is asked`, async (t) => {
    const registry = await registryFor(t);
    const original = await planFor(t, registry.host, {}, files);
    registry.takeLog();
    for (const { name, alter, says, code } of alterations) {
      await t.test(name, async (t) => {
        const plan = await original.copy(t);
        await alter(plan);
        const result = await plan.publish();
        assert.equal(result.code, code, result.stderr);
        assert.match(result.stderr, says);
        assert.match(result.stderr, /^error: Could not (?:use|read|publish by) the plan/m);
        assert.match(result.stderr, /^Fix: /m);
        assert.equal(result.stdout, "");
        assert.doesNotMatch(result.stderr, /^(?: +at |::)/m);
        assert.deepEqual(registry.takeLog(), []);
      });
    }
  });
}
