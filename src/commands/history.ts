import { realpath } from "node:fs/promises";
import path from "node:path";
import { findCheckout } from "../changes/git.ts";
import type { Commit } from "../changes/history-walk.ts";
import type { Clients } from "./clients.ts";
import type { ChartSource } from "./find-charts.ts";

/** What git knows of one chart. */
export interface History {
  /** Top of the work tree: symbolic links may lead anywhere below it. */
  readonly root: string;
  /** The chart, links resolved. */
  readonly realPath: string;
  /** The commit that the published time stamp and revision come from. */
  readonly commit: Commit;
  /** The commit that is checked out, whose image `{sha}` may name. */
  readonly head: string;
  /** The history is cut off. */
  readonly isShallow: boolean;
  /** Web address of the repository. */
  readonly url?: string;
}

interface Place {
  readonly source: ChartSource;
  readonly realPath: string;
}

/** The history of every chart by its absolute path; charts outside git have none. */
export async function readHistories(
  clients: Pick<Clients, "exec" | "reporter">,
  sources: readonly ChartSource[],
  directory: string,
): Promise<ReadonlyMap<string, History>> {
  const histories = new Map<string, History>();
  let rest: Place[] = await Promise.all(
    sources.map(async (source) => ({ source, realPath: await realpath(source.absolutePath) })),
  );
  rest = await claim(clients, directory, rest, histories);
  while (rest[0] !== undefined) {
    const [{ source, realPath }, ...others] = rest as [Place, ...Place[]]; // not empty, see the loop
    const around = source.kind === "directory" ? realPath : path.dirname(realPath);
    const left = await claim(clients, around, rest, histories);
    rest = left.length < rest.length ? left : others;
  }
  return histories;
}

/** Reads the commits of the charts that lie in the checkout around `directory`; returns the other charts. */
async function claim(
  { exec, reporter }: Pick<Clients, "exec" | "reporter">,
  directory: string,
  places: Place[],
  histories: Map<string, History>,
): Promise<Place[]> {
  if (places.length === 0) return places;
  const isIn = (root: string, { realPath }: Place): boolean =>
    realPath === root || realPath.startsWith(root + path.sep);
  const checkout = await findCheckout(exec, directory, reporter, (root) =>
    places.filter((place) => isIn(root, place)).map(({ realPath }) => realPath),
  );
  if (checkout === undefined) return places;
  const { root, head, isShallow, url } = checkout;
  for (const { source, realPath } of places) {
    const commit = checkout.lastCommits.get(realPath);
    if (commit === undefined) continue;
    const known = { root, realPath, commit, head: head.id, isShallow };
    histories.set(source.absolutePath, { ...known, ...(url !== undefined && { url }) });
  }
  return places.filter((place) => !isIn(root, place));
}
