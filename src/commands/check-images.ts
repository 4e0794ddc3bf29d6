import { readArchive } from "../archive/unpack.ts";
import { invalidChart } from "../chart/invalid.ts";
import { mapLimit } from "../concurrency.ts";
import type { Problem } from "../errors.ts";
import { annotatedImages, imagesOfValues } from "../lint/declared-images.ts";
import { findHelm } from "../lint/helm.ts";
import { placeImage } from "../lint/image-place.ts";
import type { LintedChart, ValuesFile } from "../lint/linted-chart.ts";
import type { NamedImage } from "../lint/rendered-images.ts";
import { findValuesFiles } from "../lint/values-files.ts";
import type { Options } from "../options/parse.ts";
import { tellWarnings } from "../report/tell.ts";
import type { Built } from "./build-chart.ts";
import type { Clients } from "./clients.ts";
import type { ChartSource } from "./find-charts.ts";
import { createImageLookUp, type ImageState, type LookUpImage } from "./look-up-images.ts";
import { type Attempt, isCandidate, outcomeOf } from "./publish-all.ts";
import { renderImages } from "./render-images.ts";
import { areSettled } from "./settled.ts";

/** Charts looked at at once, and for each of them images. */
const chartLimit = 2;
const imageLimit = 8;

/** What images are checked by. */
interface ImageCheck {
  readonly options: Options;
  readonly look: LookUpImage;
  readonly hasHelm: boolean;
  readonly clients: Clients;
}

/**
 * Asks for the images of the charts that are not published yet, where that is wanted; with `fail`, a chart with an image
 * that is not there has failed. `charts` are the places of each source, in the order of the sources.
 */
export async function checkImages(
  charts: readonly (readonly Attempt[])[],
  { options, sources }: { readonly options: Options; readonly sources: readonly ChartSource[] },
  clients: Clients,
): Promise<readonly (readonly Attempt[])[]> {
  const { images, exec, reporter, signal } = clients;
  if (options.checkImages === "off" || images === undefined || !charts.flat().some(isCandidate))
    return charts;
  const hasHelm = (await findHelm(exec)) !== undefined;
  if (!hasHelm)
    reporter.info(
      "No Helm 3.8 or later on PATH: of images those of values.yaml and annotations are looked up",
    );
  const check = { options, look: createImageLookUp(images, signal), hasHelm, clients };
  return await mapLimit(charts, chartLimit, async (places, index) => {
    const source = sources[index];
    const candidates = places.filter(isCandidate);
    const [first] = candidates;
    if (source === undefined || first === undefined) return places;
    if (await areSettled(candidates, options.ifExists)) return places;
    const { path, name, version, signatures } = first.prepared.facts;
    const outcome = await outcomeOf({ path, name, version, signatures }, clients, async () => {
      await checkOne(await first.prepared.build(), source, check);
      return undefined;
    });
    return outcome === undefined ? places : [outcome];
  });
}

async function checkOne({ packaged }: Built, source: ChartSource, check: ImageCheck): Promise<void> {
  const { options, clients, look } = check;
  const { name, type } = packaged.metadata;
  const files = readArchive(packaged.bytes, packaged.fileName);
  const { shownPath, kind } = source;
  const chart: LintedChart = { source: shownPath, kind, name, isLibrary: type === "library", files };
  const values = await findValuesFiles(options.lint.values, chart);
  const named = [
    ...(await findImages(packaged, { chart, values }, check)),
    ...annotatedImages(packaged.metadata),
  ];
  const faults = await mapLimit(distinct(named), imageLimit, async (image) => {
    const fault = faultOf(image, await look(image.image));
    if (fault === undefined) return [];
    return [{ isSure: fault.isSure, problem: placeImage(chart, image, values, fault) }];
  });
  const fails = (fault: { readonly isSure: boolean }) => fault.isSure && options.checkImages === "fail";
  const told = (wanted: boolean): Problem[] =>
    faults.flat().flatMap((fault) => (fails(fault) === wanted ? [fault.problem] : []));
  tellWarnings(told(false), clients.reporter);
  if (told(true).length > 0) throw invalidChart(`Could not find the images of ${shownPath}`, told(true));
}

async function findImages(
  { bytes, metadata }: Built["packaged"],
  { chart, values }: { readonly chart: LintedChart; readonly values: readonly ValuesFile[] },
  { hasHelm, clients }: ImageCheck,
): Promise<readonly NamedImage[]> {
  if (chart.isLibrary) return [];
  if (!hasHelm) return imagesOfValues(chart, metadata.appVersion);
  return await renderImages(bytes, { name: chart.name, source: chart.source, values }, clients);
}

/** Each image once: as one that is sure where any is. */
function distinct(images: readonly NamedImage[]): NamedImage[] {
  const found = new Map<string, NamedImage>();
  for (const image of images) {
    if (found.get(image.image)?.isSure !== true) found.set(image.image, image);
  }
  return [...found.values()];
}

function faultOf({ image, isSure, values }: NamedImage, state: ImageState) {
  const by = values === undefined ? "" : ` (with ${values})`;
  const name = `${JSON.stringify(image.slice(0, 300))}${by}`;
  switch (state.kind) {
    case "there":
      return undefined;
    case "missing":
      return {
        isSure,
        message: `the image ${name} does not exist`,
        hint: "push it first, or correct its name or tag",
      };
    case "malformed":
      return { isSure, message: `${name} is no image`, hint: "write it as in ghcr.io/acme/web:1.4.0" };
    default: {
      const message = `nobody can tell whether the image ${name} exists: ${state.why}`;
      return {
        isSure: false,
        message,
        hint: state.hint ?? "log in to its registry, or set check-images: off",
      };
    }
  }
}
