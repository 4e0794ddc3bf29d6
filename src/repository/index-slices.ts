/** A map key alone on its line, plain or in quotes. */
const keyLine = /^(?:"([^"\\]+)"|'([^']+)'|([\p{L}\p{N}._/-]+)):\s*(?:#.*)?$/u;

/** An index.yaml cut up along its indentation, nothing of it parsed. */
export interface IndexSlices {
  readonly hasApiVersion: boolean;
  /** By the name of each chart, the YAML list of its versions. */
  readonly charts: ReadonlyMap<string, string>;
}

/**
 * Finds what an index says of each chart by the lines' indentation alone, as a full parse of twenty megabytes takes half
 * a minute. `undefined` where the text is not laid out as every program that makes an index does it, and where a name
 * comes twice; a full parse may tell more.
 */
export function sliceIndex(text: string): IndexSlices | undefined {
  const charts = new Map<string, string>();
  let hasApiVersion = false;
  let isInside = false;
  let indent = 0;
  let current: { readonly name: string; readonly from: number } | undefined;
  const finish = (end: number): void => {
    if (current !== undefined) charts.set(current.name, text.slice(current.from, end));
    current = undefined;
  };
  for (let at = 0, next = 0; at < text.length; at = next) {
    const newline = text.indexOf("\n", at);
    next = newline < 0 ? text.length : newline + 1;
    const depth = depthOf(text, at, next);
    if (depth === undefined) continue;
    if (depth === 0) {
      finish(at);
      const line = text.slice(at, next).trimEnd();
      isInside = /^entries:\s*(?:#.*)?$/.test(line);
      hasApiVersion ||= /^apiVersion:\s*\S/.test(line);
      if (isInside && charts.size > 0) return undefined;
      if (!isInside && !/^(?:(?!entries:)[A-Za-z]+:(?:\s|$)|---$|entries:\s*\{\}$)/.test(line))
        return undefined;
      indent = 0;
    } else if (isInside) {
      if (indent === 0) indent = depth;
      if (depth < indent) return undefined;
      if (depth > indent || text[at + depth] === "-") continue;
      finish(at);
      const [, double, single, plain] = keyLine.exec(text.slice(at + depth, next).trimEnd()) ?? [];
      const name = double ?? single ?? plain;
      if (name === undefined || charts.has(name)) return undefined;
      current = { name, from: next };
    }
  }
  finish(text.length);
  return { hasApiVersion, charts };
}

/** The entries of a chart's list, each with its dash; `undefined` where it is no block list. */
export function sliceList(text: string): readonly string[] | undefined {
  const starts: number[] = [];
  let indent: number | undefined;
  for (let at = 0, next = 0; at < text.length; at = next) {
    const newline = text.indexOf("\n", at);
    next = newline < 0 ? text.length : newline + 1;
    const depth = depthOf(text, at, next);
    if (depth === undefined) continue;
    indent ??= depth;
    if (depth < indent) return undefined;
    if (depth > indent) continue;
    if (!/^-\s/.test(text.slice(at + depth, at + depth + 2))) return undefined;
    starts.push(at);
  }
  return starts.map((start, index) => text.slice(start, starts[index + 1]));
}

/** How far a line is indented; `undefined` for one that is empty or a comment. */
function depthOf(text: string, at: number, next: number): number | undefined {
  let place = at;
  while (text[place] === " ") place++;
  const first = text[place];
  return place >= next || first === "\n" || first === "\r" || first === "#" ? undefined : place - at;
}
