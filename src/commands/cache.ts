import { mkdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import compareBuild from "semver/functions/compare-build.js";
import parse from "semver/functions/parse.js";
import { contentOf } from "../archive/compare.ts";
import { readArchive } from "../archive/unpack.ts";
import { messageOf, PublishError } from "../errors.ts";
import { formatReference, type Reference } from "../oci/reference.ts";
import type { Registry } from "../oci/registry.ts";
import { openLayout } from "../oci/store/layout.ts";
import { Repositories } from "../oci/store/repositories.ts";
import type { Store } from "../oci/store/store.ts";
import { createStoreRegistry, storedName } from "../oci/store/store-registry.ts";
import type { IfExists } from "../options/table.ts";
import type { Outcome } from "../report/report.ts";
import { lookUp, publishChart } from "./publish-chart.ts";
import { pushArtifact } from "./push-artifact.ts";
import { fetchChart, type StoredChart, wantedOf } from "./stored-chart.ts";

/** The local cache: an OCI image layout whose charts have the names they have in their registries. */
export interface Cache {
  readonly store: Store;
  readonly registry: Registry;
}

/** Opens the cache, made if it is not there. */
export async function openCache(directory: string): Promise<Cache> {
  const store = await openLayout(directory);
  return { store, registry: createStoreRegistry(store) };
}

/** One line of `list`. */
export interface CachedChart {
  readonly ref: string;
  readonly digest: string;
}

/** Every tagged chart of the cache, by name, the newest version of each first. */
export async function listCache({ store }: Cache): Promise<readonly CachedChart[]> {
  const entries = await store.entries();
  return entries
    .flatMap(({ repository, tag, descriptor }) =>
      tag === undefined ? [] : [{ repository, tag, descriptor }],
    )
    .sort((a, b) => compareNames(a.repository, b.repository) || compareVersions(b.tag, a.tag))
    .map(({ repository, tag, descriptor }) => ({ ref: `${repository}:${tag}`, digest: descriptor.digest }));
}

const compareNames = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** By SemVer § 11 and then by build metadata; what is no version comes before all that are. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((tag) => parse(tag.replaceAll("_", "+")));
  if (left && right) return compareBuild(left, right);
  return Number(Boolean(left)) - Number(Boolean(right)) || compareNames(a, b);
}

/** How a chart is pulled. */
export interface PullSettings {
  readonly signal: AbortSignal;
  /** Throws where the chart must not be kept. */
  readonly verify?: (stored: StoredChart) => Promise<void>;
}

/** Fetches a chart from its registry into the cache, where it gets only after it was verified. */
export async function pullToCache(
  cache: Cache,
  remote: Registry,
  reference: Reference,
  { signal, verify }: PullSettings,
): Promise<StoredChart> {
  const stored = await fetchChart(remote, reference, signal);
  await verify?.(stored);
  await pushArtifact(cache.registry, reference, stored.built.artifact, signal);
  return stored;
}

/** Pushes a chart of the cache to its registry, under the same rules as `publish`. */
export async function pushFromCache(
  cache: Cache,
  remote: Registry,
  reference: Reference,
  { policy, signal }: { readonly policy: IfExists; readonly signal: AbortSignal },
): Promise<Outcome> {
  const { chart, facts, built } = await fetchChart(cache.registry, reference, signal, "the local cache");
  const { tag } = reference;
  if (tag === undefined) {
    throw new PublishError("USAGE", `Could not push ${formatReference(reference)}: it has no tag.`, {
      hint: "Name it by its version: host/path/web:1.4.0.",
    });
  }
  const target = { ...reference, tag };
  const hint = "Save the chart under a new version, or set if-exists: overwrite.";
  const prepared = {
    target,
    facts,
    build: async () => built,
    readContent: async () => contentOf(chart.files, readArchive),
    whenTaken: { hint },
  };
  const settings = { registry: remote, policy, push: true, signal };
  return publishChart(prepared, lookUp(remote, target, signal), settings);
}

/** Unpacks a chart of the cache into `<destination>/<name>`; says where. Throws IO where something is there already. */
export async function exportFromCache(
  cache: Cache,
  reference: Reference,
  destination: string,
  signal: AbortSignal,
): Promise<string> {
  const { chart, facts } = await fetchChart(cache.registry, reference, signal, "the local cache");
  const target = path.join(destination, facts.name);
  if (await stat(target).catch(() => undefined)) {
    throw new PublishError(
      "IO",
      `Could not export ${formatReference(reference)}: ${target} exists already.`,
      {
        hint: "Remove it, or set --destination to another directory.",
      },
    );
  }
  try {
    for (const file of chart.files) {
      const to = path.join(target, file.path);
      await mkdir(path.dirname(to), { recursive: true });
      await writeFile(to, file.bytes);
    }
  } catch (cause) {
    throw new PublishError("IO", `Could not export ${formatReference(reference)}: ${messageOf(cause)}`, {
      hint: "Set --destination to a directory that may be written to.",
      cause,
    });
  }
  return target;
}

/** Removes a chart from the cache, and what nothing else in it needs. Throws NOT_FOUND. */
export async function removeFromCache({ store }: Cache, reference: Reference): Promise<void> {
  wantedOf(reference);
  const repositories = new Repositories(store);
  const name = storedName(reference);
  const entries = (await store.entries()).filter(({ repository }) => repository === name);
  const isNamed = (tag: string | undefined): boolean => tag !== undefined && tag === reference.tag;
  const entry = entries.find(({ tag, descriptor }) => isNamed(tag) || descriptor.digest === reference.digest);
  if (entry === undefined) throw notCached(reference);
  const { digest } = entry.descriptor;
  const hasOtherTag = entries.some(
    ({ tag, descriptor }) => descriptor.digest === digest && tag && !isNamed(tag),
  );
  if (reference.tag !== undefined && hasOtherTag) await repositories.removeTag(name, reference.tag);
  else await repositories.removeManifest(name, digest);
  await repositories.collectGarbage();
}

function notCached(reference: Reference): PublishError {
  return new PublishError(
    "NOT_FOUND",
    `Could not remove ${formatReference(reference)}: it is not in the local cache.`,
    {
      hint: "See `list` for what is there.",
    },
  );
}
