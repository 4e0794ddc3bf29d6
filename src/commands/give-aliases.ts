import { readChartManifest } from "../artifact/read.ts";
import { messageOf, PublishError, withoutStop } from "../errors.ts";
import { tagOf } from "../oci/name.ts";
import type { Manifest } from "../oci/registry.ts";
import type { AliasKind } from "../options/version-options.ts";
import type { Outcome } from "../report/report.ts";
import { type Alias, aliasesOf, highestFor } from "./alias-tags.ts";
import type { Clients } from "./clients.ts";
import type { Publishable } from "./prepare.ts";

type There = Outcome & { readonly status: "published" | "unchanged" };
type Place = Pick<Publishable, "target" | "facts">;
type Means = Pick<Clients, "registry" | "reporter" | "signal">;

/** A chart that is in the registry, and what is known of the others of its name. */
interface Subject extends Place {
  readonly digest: NonNullable<There["digest"]>;
  /** Every version of the chart that the run has, for some may be on their way. */
  readonly versions: readonly string[];
}

/**
 * Returns a function that gives a chart that is there its alias tags, and adds to its outcome which it has. `run` is
 * every chart of the run: whichever is published last, an alias goes to the highest version.
 */
export function aliasing(
  kinds: readonly AliasKind[],
  run: readonly { readonly prepared: Place }[],
  means: Means,
): (chart: Place, outcome: There) => Promise<There> {
  return async ({ target, facts }, outcome) => {
    const { digest } = outcome;
    if (kinds.length === 0 || digest === undefined) return outcome;
    const aliases = aliasesOf(facts.version, kinds);
    if (aliases.length === 0)
      means.reporter.info(`${facts.name} ${facts.version} gets no alias tags, which are for stable versions`);
    const isSibling = ({ prepared }: { readonly prepared: Place }): boolean =>
      prepared.target.host === target.host && prepared.target.name === target.name;
    const versions = run.filter(isSibling).map(({ prepared }) => prepared.facts.version);
    return { ...outcome, aliases: await giveAliases({ target, facts, digest, versions }, aliases, means) };
  };
}

/** Points each alias at the digest, unless it is for a higher version; returns those that point there now. */
async function giveAliases(
  subject: Subject,
  aliases: readonly Alias[],
  means: Means,
): Promise<readonly string[]> {
  const { target, facts, digest, versions } = subject;
  const { registry, reporter, signal } = means;
  let published: readonly string[] | undefined;
  let manifest: Manifest | undefined;
  const given: string[] = [];
  for (const alias of aliases) {
    try {
      const held = await registry.resolve(target, alias.tag, signal);
      if (held?.digest !== digest) {
        published ??= (await registry.listTags(target, signal)).map((tag) => tag.replaceAll("_", "+"));
        const highest = highestFor(alias, facts.version, [...published, ...versions]);
        if (highest !== facts.version) {
          reporter.info(`${facts.name} ${facts.version}: the tag ${alias.tag} is left to ${highest}`);
          continue;
        }
        if (held !== undefined) await refuseOthers(subject, alias.tag, means);
        manifest ??= await fetchPublished(subject, means);
        await registry.pushManifest(target, alias.tag, manifest, signal);
      }
      given.push(alias.tag);
    } catch (cause) {
      if (signal.aborted) throw cause;
      throw notGiven(facts, alias.tag, cause);
    }
  }
  return given;
}

/** The very bytes that the version's tag has, so that the digest, and all that is signed of it, is the same. */
async function fetchPublished({ target, digest }: Subject, { registry, signal }: Means): Promise<Manifest> {
  const manifest = await registry.fetchManifest(target, digest, signal);
  if (manifest !== undefined) return manifest;
  throw new PublishError("NOT_FOUND", `the registry does not find ${digest}`);
}

/** Throws CONFLICT where the tag is no alias of the chart: an image, or a version that Helm takes though it is short. */
async function refuseOthers({ target }: Subject, tag: string, { registry, signal }: Means): Promise<void> {
  const manifest = await registry.fetchManifest(target, tag, signal);
  if (manifest === undefined) return;
  const chart = readChartManifest(manifest.bytes);
  if (chart === undefined)
    throw new PublishError("CONFLICT", "it holds something that is no Helm chart", {
      hint: "Leave the alias out of alias-tags, or publish charts to a repository of their own.",
    });
  const version = versionIn(await registry.fetchBlob(target, chart.config, signal));
  if (version !== undefined && tagOf(version) === tag)
    throw new PublishError("CONFLICT", `it is the tag of version ${version} itself`, {
      hint: "Leave the alias out of alias-tags.",
    });
}

function versionIn(config: Uint8Array): string | undefined {
  try {
    const metadata: unknown = JSON.parse(new TextDecoder().decode(config));
    const isObject = typeof metadata === "object" && metadata !== null && "version" in metadata;
    return isObject && typeof metadata.version === "string" ? metadata.version : undefined;
  } catch {
    // A config that says nothing names no version of its own.
    return undefined;
  }
}

function notGiven({ name, version, repository }: Place["facts"], tag: string, cause: unknown): PublishError {
  const known = cause instanceof PublishError ? cause : undefined;
  const hint = known?.hint === undefined ? "" : `${withoutStop(known.hint)}. `;
  return new PublishError(
    known?.code ?? "IO",
    `${name} ${version} is published, but the tag ${tag} of ${repository} could not be set: ${messageOf(cause)}`,
    { cause, hint: `${hint}Then run again: what is there stays, and only what is missing is added.` },
  );
}
