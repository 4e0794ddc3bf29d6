import type { Digest } from "../digest.ts";
import { PublishError } from "../errors.ts";
import { type Missing, missingAssets } from "./missing-assets.ts";
import { GitHubError, immutable } from "./refusal.ts";
import type { Release } from "./release.ts";
import type { MakeLatest, Releases } from "./releases.ts";

/** A file that a release is to hold. */
export interface WantedAsset {
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  readonly digest: Digest;
  /** In bytes. */
  readonly size: number;
  /** Its bytes; called only where they are to be uploaded. */
  readonly read: () => Promise<Uint8Array>;
}

/** A release that is to be there. */
export interface WantedRelease {
  readonly tag: string;
  /** What the tag is to point at; GitHub takes the default branch where it is left out. */
  readonly commit?: string;
  readonly isPrerelease: boolean;
  readonly latest: MakeLatest;
  readonly assets: readonly WantedAsset[];
  /** Writes the notes, in Markdown, knowing the tags of what is released already. */
  readonly writeNotes: (released: readonly string[]) => Promise<string>;
  /** Whether what is released was the same at another commit. */
  readonly isSameAt: (commit: string) => Promise<boolean>;
}

/** What was done for it, and its page. */
export interface EnsuredRelease {
  readonly status: "released" | "completed" | "unchanged";
  readonly url: string;
}

/** How often all is looked at anew where a request may have been carried out or not. */
const rounds = 4;

/** Makes releases of one repository. */
export interface ReleaseMaker {
  /**
   * Makes a release as it is wanted: a draft, its assets, then published. What is there already is completed, and what is
   * complete is left alone; nothing is replaced. Throws CONFLICT where an asset or the tag is another's.
   */
  ensure(wanted: WantedRelease, signal: AbortSignal): Promise<EnsuredRelease>;
}

/** A maker over the releases of a repository; `settle` waits before it looks again. */
export function createReleaseMaker(
  releases: Releases,
  settle: (round: number, signal: AbortSignal) => Promise<void>,
): ReleaseMaker {
  // Drafts are found in the list of all releases alone, which many charts need but once.
  let listed: Promise<readonly Release[]> | undefined;
  const list = (signal: AbortSignal): Promise<readonly Release[]> => {
    listed ??= releases.list(signal);
    return listed;
  };
  return {
    async ensure(wanted, signal) {
      const made: number[] = [];
      for (let round = 1; ; round++) {
        try {
          return await ensureOnce({ releases, list, made }, wanted, signal);
        } catch (error) {
          if (round === rounds || signal.aborted || !isUncertain(error)) throw error;
          listed = undefined;
          await settle(round, signal);
        }
      }
    },
  };
}

/** Whether the request may have been carried out, by this run or by another: what is there now has to tell. */
function isUncertain(error: unknown): boolean {
  if (error instanceof GitHubError) return error.status >= 500 || error.faults.includes("already_exists");
  return error instanceof PublishError && (error.code === "NETWORK" || error.code === "TIMEOUT");
}

interface Surroundings {
  readonly releases: Releases;
  readonly list: (signal: AbortSignal) => Promise<readonly Release[]>;
  /** Drafts that this run made for this release. */
  readonly made: number[];
}

async function ensureOnce(
  { releases, list, made }: Surroundings,
  wanted: WantedRelease,
  signal: AbortSignal,
): Promise<EnsuredRelease> {
  const { tag } = wanted;
  const published = await releases.byTag(tag, signal);
  if (published !== undefined) {
    // Whoever was faster has published the tag; two releases of it cannot be.
    for (const id of made.filter((one) => one !== published.id)) await releases.deleteRelease(id, signal);
    return complete(releases, published, wanted, signal);
  }
  await refuseForeignTag(releases, wanted, signal);
  const all = await list(signal);
  const draft =
    all.filter((one) => one.isDraft && one.tag === tag).sort((a, b) => a.id - b.id)[0] ??
    (await makeDraft(releases, all, wanted, signal));
  if (!all.includes(draft)) made.push(draft.id);
  await addAssets(releases, draft, wanted, signal);
  const { url } = await releases.publish(draft, latestOf(wanted), signal);
  return { status: "released", url };
}

async function makeDraft(
  releases: Releases,
  all: readonly Release[],
  wanted: WantedRelease,
  signal: AbortSignal,
): Promise<Release> {
  const released = all.filter(({ isDraft }) => !isDraft).map(({ tag }) => tag);
  return releases.createDraft({ ...wanted, notes: await wanted.writeNotes(released) }, signal);
}

/** A release that is out: what it lacks is added, if GitHub lets it be. */
async function complete(
  releases: Releases,
  release: Release,
  wanted: WantedRelease,
  signal: AbortSignal,
): Promise<EnsuredRelease> {
  const { tag, url, isImmutable } = release;
  const missing = missingAssets(release, wanted.assets);
  if (missing.length === 0) return { status: "unchanged", url };
  if (isImmutable) {
    const names = missing.map(({ asset }) => asset.name).join(", ");
    throw new PublishError(
      "CONFLICT",
      `Could not add ${names} to release ${tag} (${url}): it is immutable.`,
      immutable,
    );
  }
  await upload(releases, release, missing, signal);
  return { status: "completed", url };
}

async function addAssets(
  releases: Releases,
  release: Release,
  { assets }: WantedRelease,
  signal: AbortSignal,
): Promise<void> {
  await upload(releases, release, missingAssets(release, assets), signal);
}

async function upload(
  releases: Releases,
  release: Release,
  missing: readonly Missing[],
  signal: AbortSignal,
): Promise<void> {
  for (const { asset, broken } of missing) {
    if (broken !== undefined) await releases.deleteAsset(broken, signal);
    const bytes = await asset.read();
    const uploaded = await releases.upload(release, { ...asset, bytes }, signal);
    missingAssets({ ...release, assets: [uploaded] }, [asset]);
  }
}

/** A pre-release cannot be the latest release; GitHub refuses to make it so. */
function latestOf({ isPrerelease, latest }: WantedRelease): MakeLatest {
  return isPrerelease ? "false" : latest;
}

/** A tag that is there keeps its commit, whatever the release says: then it has to be the commit of this chart. */
async function refuseForeignTag(
  releases: Releases,
  { tag, commit, isSameAt }: WantedRelease,
  signal: AbortSignal,
): Promise<void> {
  const existing = await releases.commitOf(tag, signal);
  if (existing === undefined || commit === undefined || existing === commit) return;
  if (await isSameAt(existing)) return;
  throw new PublishError(
    "CONFLICT",
    `Could not release ${tag}: the tag points at commit ${existing} already, and this run is of ${commit}, with another content of the chart.`,
    {
      hint: `Bump version in Chart.yaml; or publish from the tag's commit; or choose other tags with release-tag; or, if nobody relies on it, delete the tag: git push --delete origin ${tag}`,
    },
  );
}
