import { readFile } from "node:fs/promises";
import path from "node:path";
import { archiveName } from "../archive/package.ts";
import { changesSince, isSameAt, type Place, tagsOf } from "../changes/since-tag.ts";
import type { Digest } from "../digest.ts";
import { messageOf, type Problem, PublishError, withoutStop } from "../errors.ts";
import type { ReleaseMaker } from "../github/ensure-release.ts";
import type { Options } from "../options/parse.ts";
import { fillRelease } from "../options/release-options.ts";
import { digestRefOf, type Outcome } from "../report/report.ts";
import type { Clients } from "./clients.ts";
import type { Publishable } from "./prepare.ts";
import { maxChanges, previousTag, renderNotes } from "./release-notes.ts";
import { bundleFiles, type PublishedChart, publishedChart } from "./released-files.ts";
import type { Releasable, Releases } from "./releases.ts";

/** GitHub takes notes of so many characters. */
const maxNotes = 125_000;

/** What releasing takes. */
export interface ReleaseSettings
  extends Pick<Clients, "registry" | "proofs" | "exec" | "reporter" | "signal"> {
  readonly options: Pick<Options, "releaseTag" | "releaseNotes" | "makeLatest" | "workingDirectory">;
  readonly maker: ReleaseMaker;
  /** Page of the repository: `https://github.com/acme/charts`. */
  readonly repositoryUrl: string;
  /** The commit of the run, for charts outside git. */
  readonly commit?: string;
}

/** A chart that is in the registry. */
interface Released {
  readonly outcome: Outcome & { readonly status: "published" | "unchanged" };
  readonly digest: Digest;
  readonly prepared: Publishable;
  readonly history: Releasable["history"];
  readonly tag: string;
}

/** Releases by `maker`. One after the other: GitHub asks for that, and the last one stays the latest. */
export function releasingCharts(settings: ReleaseSettings): Releases {
  const { options, reporter, signal } = settings;
  return {
    check: (charts) => checkNotes(settings, charts),
    async release(charts) {
      const outcomes: Outcome[] = [];
      // What refuses one chart for its token or its rate refuses all.
      let blocked: unknown;
      for (const chart of charts) {
        const released = releasedOf(chart, options.releaseTag);
        if (released === undefined) {
          outcomes.push(chart.outcome);
          continue;
        }
        try {
          if (blocked !== undefined) throw blocked;
          const { status, url } = await releaseChart(released, settings);
          reporter.info(`${titleOf(released)}: release ${released.tag} ${status} ${url}`);
          outcomes.push({ ...released.outcome, releaseUrl: url });
        } catch (cause) {
          if (isForAll(cause)) blocked = cause;
          const { digest: _, ...facts } = released.outcome;
          outcomes.push({ ...facts, status: "failed", error: failure(released, cause, signal) });
        }
      }
      return outcomes;
    },
  };
}

function releasedOf({ outcome, prepared, history }: Releasable, releaseTag: string): Released | undefined {
  if (outcome.status !== "published" && outcome.status !== "unchanged") return undefined;
  const { digest } = outcome;
  if (digest === undefined || prepared === undefined) return undefined;
  return { outcome, digest, prepared, history, tag: fillRelease(releaseTag, prepared.facts) };
}

async function releaseChart(released: Released, settings: ReleaseSettings) {
  const { registry, proofs, maker, signal, options, exec } = settings;
  const { prepared, digest, history, tag } = released;
  const { target, facts } = prepared;
  const published = await publishedChart(prepared, digest, registry, signal);
  const bundles = (await proofs?.attach(target, digest))?.bundles ?? [];
  const commit = history?.head ?? settings.commit;
  const place = history && { root: history.root, directory: history.realPath };
  return maker.ensure(
    {
      tag,
      ...(commit !== undefined && { commit }),
      isPrerelease: facts.version.replace(/\+.*/, "").includes("-"),
      latest: options.makeLatest,
      assets: [...published.files, ...bundleFiles(archiveName(facts), bundles)],
      writeNotes: (others) => writeNotes(released, { published, place, others }, settings),
      isSameAt: async (other) => place !== undefined && (await isSameAt(exec, other, place)),
    },
    signal,
  );
}

async function writeNotes(
  { prepared, outcome, tag }: Released,
  known: { published: PublishedChart; place: Place | undefined; others: readonly string[] },
  settings: ReleaseSettings,
): Promise<string> {
  const { options, exec, repositoryUrl } = settings;
  const { facts } = prepared;
  if (options.releaseNotes !== undefined) return readFile(notesFile(settings, facts), "utf8");
  const { published, place, others } = known;
  const tags = place === undefined ? [] : await tagsOf(exec, place.root);
  const tagOf = (version: string): string => fillRelease(options.releaseTag, { name: facts.name, version });
  const previous = previousTag(facts.version, new Set([...tags, ...others]), tagOf);
  const isHere = previous !== undefined && place !== undefined && tags.includes(previous);
  const changes = isHere ? await changesSince(exec, previous, place, maxChanges + 1) : undefined;
  const description = await published.readDescription();
  return renderNotes({
    facts: outcome,
    tag,
    repositoryUrl,
    ...(description !== undefined && { description }),
    ...(previous !== undefined && { previousTag: previous }),
    ...(changes !== undefined && { changes }),
  });
}

function notesFile({ options }: ReleaseSettings, facts: Publishable["facts"]): string {
  return path.resolve(options.workingDirectory, fillRelease(options.releaseNotes ?? "", facts));
}

/** Notes that are found missing when the chart is published are found too late. */
async function checkNotes(settings: ReleaseSettings, charts: readonly Publishable[]): Promise<void> {
  if (settings.options.releaseNotes === undefined) return;
  const problems: Problem[] = [];
  for (const { facts } of charts) {
    const file = notesFile(settings, facts);
    try {
      const { length } = await readFile(file, "utf8");
      if (length > maxNotes)
        problems.push({ message: `${file} has ${length} characters; GitHub takes ${maxNotes}` });
    } catch (cause) {
      problems.push({
        message: `release-notes of ${facts.name}: ${messageOf(cause)}`,
        hint: "Write the file, or leave release-notes out to have notes made.",
      });
    }
  }
  if (problems.length > 0) throw new PublishError("USAGE", "Could not plan the releases.", { problems });
}

function isForAll(cause: unknown): boolean {
  return cause instanceof PublishError && ["UNAUTHORIZED", "DENIED", "THROTTLED"].includes(cause.code);
}

/** Says what is there by now, and whether another run does the rest. */
function failure(released: Released, cause: unknown, signal: AbortSignal): PublishError {
  const { outcome, tag } = released;
  const message = `${titleOf(released)} is published (${digestRefOf(outcome)}), but not its release ${tag} on GitHub: ${messageOf(cause)}`;
  const again = "Run again: what is there stays, and only what is missing is added.";
  if (signal.aborted) return new PublishError("CANCELLED", message, { cause, hint: again });
  if (!(cause instanceof PublishError)) return new PublishError("RELEASE", message, { cause, hint: again });
  const { hint, excerpt, code } = cause;
  const isFinal = code === "CONFLICT";
  const advice =
    hint === undefined
      ? again
      : isFinal
        ? hint
        : `${withoutStop(hint)}. Then run again: what is there stays, and only what is missing is added.`;
  return new PublishError("RELEASE", message, {
    cause,
    hint: advice,
    ...(excerpt !== undefined && { excerpt }),
  });
}

function titleOf({ prepared: { facts } }: Released): string {
  return `${facts.name} ${facts.version}`;
}
