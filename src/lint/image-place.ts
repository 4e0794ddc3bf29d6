import { fileIn } from "../chart/file-path.ts";
import type { Problem } from "../errors.ts";
import { type LintedChart, problemIn, problemInBytes, type ValuesFile } from "./linted-chart.ts";
import type { NamedImage } from "./rendered-images.ts";

/** What is wrong with an image. */
export interface ImageFault {
  readonly message: string;
  readonly hint: string;
}

/**
 * The fault where the image is written: whole, or without its tag, in its template, the values files, values.yaml or
 * Chart.yaml; else at the only line of the template that is about an image; else in Chart.yaml.
 */
export function placeImage(
  chart: LintedChart,
  { image, template }: NamedImage,
  values: readonly ValuesFile[],
  { message, hint }: ImageFault,
): Problem {
  const own = [template, "values.yaml", "Chart.yaml"].flatMap((path): ValuesFile[] => {
    const bytes = chart.files.find((file) => file.path === path)?.bytes;
    return path === undefined || bytes === undefined ? [] : [{ file: path, bytes }];
  });
  for (const fits of waysToWrite(image)) {
    for (const file of [...own.slice(0, -1), ...values, ...own.slice(-1)]) {
      const spot = spotOf(file, fits);
      if (spot === undefined) continue;
      return own.includes(file)
        ? problemIn(chart, { path: file.file, ...spot }, message, hint)
        : problemInBytes(file, spot, message, hint);
    }
  }
  const [only] = own.filter(({ file }) => file === template);
  const spot = only && spotOf(only, (text) => /^\s*(- )?image:/.test(text));
  if (template !== undefined) return problemIn(chart, { path: template, ...spot }, message, hint);
  return {
    message,
    location: { file: chart.kind === "archive" ? chart.source : fileIn(chart.source, "Chart.yaml") },
    hint,
  };
}

type Fits = (line: string) => boolean;

/** Lines that hold the image, and those whose value is the image without tag and digest, or without the host as well. */
function waysToWrite(image: string): Fits[] {
  const repository = image.replace(/@.*$/, "").replace(/:[^/:]*$/, "");
  const [first = "", ...rest] = repository.split("/");
  const name = /[.:]/.test(first) && rest.length > 0 ? rest.join("/") : repository;
  return [
    (line) => line.includes(image) && !/^[\w.@/-]/.test(line.slice(line.indexOf(image) + image.length)),
    (line) => textBehindKey(line) === repository,
    (line) => textBehindKey(line) === name,
  ];
}

const textBehindKey = (line: string): string | undefined =>
  /^\s*(?:- +)?[\w.-]+:\s+["']?([^\s"']+)["']?\s*(#.*)?$/.exec(line)?.[1];

/** The one line that fits, where its text begins: of several nobody knows which. */
function spotOf(
  { bytes }: ValuesFile,
  fits: Fits,
): { readonly line: number; readonly column: number } | undefined {
  const lines = Buffer.from(bytes).toString("utf8").split("\n");
  const [found, ...others] = lines.flatMap((text, index) => {
    const isComment = /^\s*#/.test(text);
    return fits(text) && !isComment ? [{ line: index + 1, column: text.search(/\S/) + 1 }] : [];
  });
  return others.length === 0 ? found : undefined;
}
