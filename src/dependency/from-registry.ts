import { readChartManifest } from "../artifact/read.ts";
import { isStrictVersion } from "../chart/version.ts";
import { digestOf } from "../digest.ts";
import { PublishError, RegistryError } from "../errors.ts";
import { tagOf } from "../oci/name.ts";
import { formatReference, type Reference, type Repository } from "../oci/reference.ts";
import { parseRegistry, repositoryIn } from "../oci/target.ts";
import { bareDigest, replacedHint } from "../repository/indexed-digest.ts";
import { dependencyArchive } from "./archive.ts";
import type { Obtained, Parent, Wanted } from "./obtain.ts";
import { isInRange, rangeHint } from "./range.ts";
import type { DependencySources, PullRegistry } from "./sources.ts";
import { compareVersions, parseVersion } from "./version.ts";

/**
 * A dependency in an OCI registry: a version is taken as it is written, a range is answered by the repository's tags
 * (Helm v4.1.4 `internal/resolver/resolver.go`, `pkg/registry/client.go` Tags).
 */
export async function obtainFromRegistry(wanted: Wanted, { sources, signal }: Parent): Promise<Obtained> {
  const { name, repository: place } = wanted;
  const repository = repositoryIn(parseRegistry(place), name);
  const version =
    parseVersion(wanted.text) === undefined ? await newest(wanted, repository, sources, signal) : wanted.text;
  const reference = { ...repository, tag: tagOf(version) };
  const where = formatReference(reference);
  const bytes = await sources.once(`oci://${where}`, () => pullChart(reference, sources.registry, signal));
  return { locked: { name, repository: place, version }, archive: dependencyArchive(bytes, where, name) };
}

async function newest(
  { name, text, range }: Wanted,
  repository: Repository,
  { registry }: DependencySources,
  signal: AbortSignal,
): Promise<string> {
  const where = formatReference(repository);
  const tags = await reading(repository, () => registry.listTags(repository, signal));
  const versions = tags
    .map((tag) => tag.replaceAll("_", "+"))
    .filter(isStrictVersion)
    .flatMap((version) => parseVersion(version) ?? [])
    .sort((a, b) => compareVersions(b, a));
  const fitting = versions.find((version) => isInRange(version, range));
  if (fitting !== undefined) return fitting.text;
  const [highest] = versions;
  if (highest === undefined) {
    throw new PublishError("NOT_FOUND", `Could not find ${name}: ${where} has no tag that is a version.`, {
      hint: "Check `repository`, to which the name is added; and the login, for some registries hide what is private.",
    });
  }
  const fault = `of the ${versions.length} versions in ${where} none satisfies ${JSON.stringify(text)}; the newest is ${highest.text}`;
  throw new PublishError("NOT_FOUND", `Could not find ${name}: ${fault}.`, {
    hint: rangeHint,
  });
}

/**
 * The archive of a chart in a registry; `wanted` is the digest that an index gives, of the archive or of the manifest.
 * Throws NOT_FOUND, ARCHIVE_INVALID for what is no chart, and INTEGRITY for another one than is wanted.
 */
export async function pullChart(
  reference: Reference,
  registry: PullRegistry,
  signal: AbortSignal,
  wanted?: string,
): Promise<Uint8Array> {
  const where = formatReference(reference);
  const manifest = await reading(reference, () =>
    registry.fetchManifest(reference, reference.digest ?? reference.tag ?? "", signal),
  );
  if (manifest === undefined) {
    throw new PublishError("NOT_FOUND", `Could not find ${where}: its registry does not have it.`, {
      hint: "Check `repository`, to which the name is added, and `version`.",
    });
  }
  const parts = readChartManifest(manifest.bytes);
  if (parts === undefined) {
    throw new PublishError("ARCHIVE_INVALID", `Could not use ${where}: it is no Helm chart.`, {
      hint: "Check `repository`, to which the name is added.",
    });
  }
  const found = [parts.chart.digest, digestOf(manifest.bytes)].map(bareDigest);
  if (wanted !== undefined && !found.includes(bareDigest(wanted))) {
    const what = `Could not use ${where}: it has the digest ${found[0]}, the index says ${bareDigest(wanted)}.`;
    throw new PublishError("INTEGRITY", what, { hint: replacedHint });
  }
  return await reading(reference, () => registry.fetchBlob(reference, parts.chart, signal));
}

/** The registries' own hints are for who publishes there; of those who read we know that they lack a login, or a right. */
async function reading<T>({ host, name }: Repository, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const isRefused = error instanceof RegistryError && ["UNAUTHORIZED", "DENIED"].includes(error.code);
    if (!isRefused) throw error;
    const [account = ""] =
      / \((?:no )?credentials [^()]*(?:\([^()]*\)[^()]*)*\)$/.exec(error.hint ?? "") ?? [];
    const hint = `give a login for ${host} that may read ${name} in registry-auth${account}`;
    throw new RegistryError(error.code, error.doing, { ...error, hint, cause: error });
  }
}
