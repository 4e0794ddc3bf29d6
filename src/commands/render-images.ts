import type { ValuesFile } from "../lint/linted-chart.ts";
import { imagesIn, type NamedImage } from "../lint/rendered-images.ts";
import type { Clients } from "./clients.ts";
import { renderText } from "./render-chart.ts";
import { openScratch } from "./scratch.ts";

/** What a chart is rendered with. */
export interface Rendering {
  /** The chart's name. */
  readonly name: string;
  /** Where it lies, as messages name it. */
  readonly source: string;
  readonly values: readonly ValuesFile[];
}

/**
 * The images of what Helm makes of a chart's archive by default and with each values file. Where it makes nothing of it
 * that is noted: to say what is wrong is linting's business.
 */
export async function renderImages(
  archive: Uint8Array,
  { name, source, values }: Rendering,
  { exec, reporter, signal }: Pick<Clients, "exec" | "reporter" | "signal">,
): Promise<NamedImage[]> {
  await using scratch = await openScratch();
  const chart = await scratch.write("chart.tgz", archive);
  const found: NamedImage[] = [];
  for (const [index, file] of [undefined, ...values].entries()) {
    signal.throwIfAborted();
    // Under names of ours: Helm would split theirs at a comma.
    const given = file && { values: await scratch.write(`values-${index}.yaml`, file.bytes) };
    const rendered = await renderText(exec, { name, archive: chart, ...given });
    if ("text" in rendered)
      found.push(
        ...imagesIn(rendered.text).map((image) => ({ ...image, ...(file && { values: file.file }) })),
      );
    else
      reporter.info(
        `${source}: not rendered with ${file?.file ?? "its defaults"}, so images are not looked up`,
      );
  }
  return found;
}
