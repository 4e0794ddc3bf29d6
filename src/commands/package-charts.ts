import { mapLimit } from "../concurrency.ts";
import type { Context } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import { packagedLine } from "../report/lines.ts";
import { tellWarnings } from "../report/tell.ts";
import type { Clients } from "./clients.ts";
import type { ChartSource } from "./find-charts.ts";
import { readHistories } from "./history.ts";
import type { OutputDirectory } from "./output-directory.ts";
import { prepare } from "./prepare.ts";
import { type Attempt, countOf, outcomeOf } from "./publish-all.ts";
import { lookUp } from "./publish-chart.ts";
import { createRetention } from "./retention.ts";
import type { Targets } from "./target.ts";

/** Charts packaged at once: one may wait for the disk while the other is compressed. */
const packagingLimit = 2;

/** How charts are packaged, and where for. */
export interface Packaging {
  readonly options: Options;
  readonly context: Context;
  /** The main one first. */
  readonly targets: Targets;
  /** That relative paths start from, absolute. */
  readonly directory: string;
  readonly output: OutputDirectory | undefined;
}

/**
 * Loads and packages charts, and asks for their tags meanwhile; keeps them in `output`. What is wrong with one chart is
 * its outcome.
 */
export async function packageCharts(
  sources: readonly ChartSource[],
  { options, context, targets, directory, output }: Packaging,
  clients: Clients,
): Promise<Attempt[]> {
  const { signal, reporter } = clients;
  const signer = await clients.openProvenanceSigner?.();
  if (signer) {
    reporter.info(`Signing with PGP key ${signer.fingerprint}`);
    tellWarnings(signer.warnings, reporter);
  }
  const histories = await readHistories(clients, sources, directory);
  const keep = createRetention();
  const prepareOne = async (source: ChartSource): Promise<readonly Attempt[]> => {
    const history = histories.get(source.absolutePath);
    const { built, facts, warnings, places } = await prepare(source, targets, {
      options,
      context,
      history,
      dependencies: clients.dependencies,
      ...(signer && { signer }),
      signal,
    });
    tellWarnings(warnings, reporter);
    const at = places.flatMap((place) => ("target" in place ? [place.target] : []));
    const files = (await output?.keep(at, built, signal)) ?? {};
    reporter.info(packagedLine(facts));
    const keepAt = keep(built, at.length);
    return places.map((place): Attempt => {
      if (!("target" in place)) return place;
      const existing = lookUp(clients.registry, place.target, signal);
      return { prepared: keepAt({ ...place, facts: { ...place.facts, ...files } }), existing };
    });
  };
  const charts = await reporter.group(`Packaging ${countOf(sources)}`, () =>
    mapLimit(sources, packagingLimit, (source) =>
      outcomeOf({ path: source.path, signatures: [] }, clients, () => prepareOne(source)),
    ),
  );
  return charts.flat();
}
