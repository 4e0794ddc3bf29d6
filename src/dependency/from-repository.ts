import { PublishError } from "../errors.ts";
import { safeUrl } from "../oci/http/http.ts";
import { tagOf } from "../oci/name.ts";
import { parseReference } from "../oci/reference.ts";
import type { IndexEntry, IndexedArchive } from "../repository/chart-index.ts";
import { refuseExcursion } from "../repository/repository-url.ts";
import { dependencyArchive } from "./archive.ts";
import { pullChart } from "./from-registry.ts";
import type { Obtained, Parent, Wanted } from "./obtain.ts";
import { isInRange, rangeHint } from "./range.ts";
import type { PullRegistry } from "./sources.ts";
import { compareVersions, parseVersion, type Version } from "./version.ts";

/** A dependency in a classic repository, chosen from its index (Helm v4.1.4 `internal/resolver/resolver.go`). */
export async function obtainFromRepository(wanted: Wanted, { sources, signal }: Parent): Promise<Obtained> {
  const { name, repository } = wanted;
  const index = await sources.repositories.fetchIndex(repository, signal);
  const entries = index.versionsOf(name);
  if (entries === undefined) {
    throw new PublishError(
      "NOT_FOUND",
      `Could not find ${name}: ${name} chart not found in repo ${shown(repository)}.`,
      {
        hint: "Check its `name`, which is the chart's own, and `repository`.",
      },
    );
  }
  const entry = choose(wanted, entries);
  const archive = entry.read();
  const [url = ""] = archive.urls;
  const bytes = await sources.once(`${repository} ${url}`, () =>
    url.startsWith("oci://")
      ? pullIndexed(new URL(repository), { ...archive, version: entry.version }, sources.registry, signal)
      : sources.repositories.fetchArchive(repository, archive, signal),
  );
  const source = `${name} ${entry.version} of ${shown(repository)}`;
  return {
    locked: { name, repository, version: entry.version },
    archive: dependencyArchive(bytes, source, name),
  };
}

/** What an index has in a registry; its tag is the version's where the index gives none, as Helm has it. */
async function pullIndexed(
  repository: URL,
  { urls: [url = ""], digest, version }: IndexedArchive & { readonly version: string },
  registry: PullRegistry,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const named = parseReference(url.replaceAll("+", "_"));
  const reference = named.tag || named.digest ? named : { ...named, tag: tagOf(version) };
  refuseExcursion(repository, new URL(`https://${reference.host}`), digest);
  return await pullChart(reference, registry, signal, digest);
}

/** The version that is locked, or the newest that fits; what has no URL is no entry. */
function choose(
  { name, repository, text, range, isLocked }: Wanted,
  entries: readonly IndexEntry[],
): IndexEntry {
  const offered = entries
    .flatMap((entry) => {
      const version = parseVersion(entry.version);
      return version === undefined ? [] : [{ entry, version }];
    })
    .sort((a, b) => compareVersions(b.version, a.version));
  const locked = isLocked ? parseVersion(text) : undefined;
  const fits = (version: Version): boolean =>
    locked === undefined ? isInRange(version, range) : compareVersions(version, locked) === 0;
  const fitting = offered.filter(({ version }) => fits(version));
  // Versions that differ in build metadata alone are equal to Helm; what was locked is told apart.
  const exact = isLocked ? fitting.find(({ entry }) => entry.version === text) : undefined;
  const chosen = (exact === undefined ? fitting : [exact]).find(({ entry }) => entry.read().urls.length > 0);
  if (chosen !== undefined) return chosen.entry;
  const newest =
    offered[0] === undefined ? "" : `; the newest of ${offered.length} is ${offered[0].version.text}`;
  const what = `Could not find ${name}: no version in ${shown(repository)} satisfies ${JSON.stringify(text)}${newest}.`;
  throw new PublishError("NOT_FOUND", what, {
    hint: rangeHint,
  });
}

/** Its URL may hold a login. */
const shown = (repository: string): string => safeUrl(new URL(repository));
