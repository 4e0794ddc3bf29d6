import path from "node:path";
import {
  type Cache,
  exportFromCache,
  listCache,
  pullToCache,
  pushFromCache,
  removeFromCache,
} from "../commands/cache.ts";
import { PublishError } from "../errors.ts";
import { formatReference, type Reference } from "../oci/reference.ts";
import { lineOf } from "../report/lines.ts";
import { digestRefOf, type Outcome } from "../report/report.ts";
import { exitCodeOf, tellFailures } from "../report/tell.ts";
import { type CommandRun, cacheOf, clientsFor, referencesOf } from "./command-run.ts";

/** Prints the charts of the cache: reference and digest, or JSON. */
export async function runList(run: CommandRun): Promise<number> {
  if (run.operands.length > 0) {
    throw new PublishError("USAGE", "Could not read the command line: list takes no chart.", {
      hint: "Leave it out: every chart of the local cache is listed.",
    });
  }
  const charts = await listCache(await cacheOf(run));
  const lines = charts.map(({ ref, digest }) => `${ref} ${digest}\n`).join("");
  run.terminal.stdout.write(run.options.json ? `${JSON.stringify({ charts }, undefined, 2)}\n` : lines);
  return 0;
}

/** Fetches charts into the cache; with `--verify` only those that pass. */
export async function runPull(run: CommandRun): Promise<number> {
  const references = referencesOf(run);
  const verify = run.options.verification && (await (await import("./verify-command.ts")).verifierFor(run));
  const cache = await cacheOf(run);
  for (const reference of references) {
    await using clients = clientsFor(run, reference.host, "pull");
    const { facts } = await pullToCache(cache, clients.registry, reference, {
      signal: run.terminal.signal,
      ...(verify && { verify: (stored) => verify(stored, clients.registry) }),
    });
    run.reporter.info(`✓ pulled ${formatReference(reference)}`);
    run.terminal.stdout.write(`${digestRefOf(facts)}\n`);
  }
  return 0;
}

/** Pushes charts of the cache to their registries. */
export async function runPush(run: CommandRun): Promise<number> {
  const cache = await cacheOf(run);
  const outcomes: Outcome[] = [];
  for (const reference of referencesOf(run)) {
    const outcome = await pushOne(run, cache, reference);
    outcomes.push(outcome);
    run.reporter.info(lineOf(outcome));
    const pinned = digestRefOf(outcome);
    if (pinned !== undefined) run.terminal.stdout.write(`${pinned}\n`);
  }
  tellFailures({ outcomes }, run.reporter);
  return exitCodeOf({ outcomes });
}

/** Pushes one chart; what fails does not keep the others back, but for wrong use and a cancelled run. */
async function pushOne(run: CommandRun, cache: Cache, reference: Reference): Promise<Outcome> {
  const { signal } = run.terminal;
  await using clients = clientsFor(run, reference.host, "push");
  try {
    return await pushFromCache(cache, clients.registry, reference, { policy: run.options.ifExists, signal });
  } catch (error) {
    if (!(error instanceof PublishError) || error.code === "USAGE" || signal.aborted) throw error;
    return { path: formatReference(reference), signatures: [], status: "failed", error };
  }
}

/** Unpacks charts of the cache. */
export async function runExport(run: CommandRun): Promise<number> {
  const { workingDirectory, destination } = run.options;
  const cache = await cacheOf(run);
  for (const reference of referencesOf(run)) {
    const target = path.resolve(workingDirectory, destination);
    const directory = await exportFromCache(cache, reference, target, run.terminal.signal);
    run.terminal.stdout.write(`${directory}\n`);
  }
  return 0;
}

/** Removes charts from the cache. */
export async function runRemove(run: CommandRun): Promise<number> {
  const cache = await cacheOf(run);
  for (const reference of referencesOf(run)) {
    await removeFromCache(cache, reference);
    run.reporter.info(`✓ removed ${formatReference(reference)}`);
  }
  return 0;
}
