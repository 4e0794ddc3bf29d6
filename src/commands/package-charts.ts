import { mapLimit } from "../concurrency.ts";
import type { Target } from "../oci/target.ts";
import type { Context } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import { packagedLine } from "../report/lines.ts";
import { tellWarnings } from "../report/tell.ts";
import type { Clients } from "./clients.ts";
import type { ChartSource } from "./find-charts.ts";
import { readHistories } from "./history.ts";
import type { OutputDirectory } from "./output-directory.ts";
import { prepare } from "./prepare.ts";
import { type Attempt, type Candidate, countOf, outcomeOf } from "./publish-all.ts";
import { lookUp } from "./publish-chart.ts";
import { createRetention } from "./retention.ts";

/** Charts packaged at once: one may wait for the disk while the other is compressed. */
const packagingLimit = 2;

/** How charts are packaged, and where for. */
export interface Packaging {
  readonly options: Options;
  readonly context: Context;
  readonly target: Target;
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
  { options, context, target, directory, output }: Packaging,
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
  const prepareOne = async (source: ChartSource): Promise<Candidate> => {
    const history = histories.get(source.absolutePath);
    const { built, ...made } = await prepare(source, {
      options,
      context,
      registry: target,
      history,
      dependencies: clients.dependencies,
      ...(signer && { signer }),
      signal,
    });
    const existing = lookUp(clients.registry, made.target, signal);
    tellWarnings(made.warnings, reporter);
    const files = (await output?.keep(made.target, built, signal)) ?? {};
    reporter.info(packagedLine(made.facts));
    return { prepared: keep({ ...made, facts: { ...made.facts, ...files } }, built), existing };
  };
  return reporter.group(`Packaging ${countOf(sources)}`, () =>
    mapLimit(sources, packagingLimit, (source) =>
      outcomeOf({ path: source.path, signatures: [] }, clients, () => prepareOne(source)),
    ),
  );
}
