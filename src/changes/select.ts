/** A chart, as far as it takes to tell whether it changed. */
export interface Candidate {
  readonly id: string;
  /** Where its content lies: the chart's own directory or archive, and whatever links lead to or pass on the way. */
  readonly places: readonly Place[];
  /** Whether the chart leaves a file of that name out. */
  readonly isIgnored: (inChart: string) => boolean;
  /** The ids of the charts that it takes in. */
  readonly dependsOn: readonly string[];
}

export interface Place {
  /** Absolute, links resolved but for the last part. */
  readonly path: string;
  /** What it is called in the chart, `/` between the parts; empty for the chart itself. */
  readonly inChart: string;
}

/**
 * The ids of the charts that changed: a file of theirs was touched (absolute paths; written, made or deleted), or a
 * chart changed that they take in, directly or through others.
 */
export function selectChanged(
  touched: readonly string[],
  candidates: readonly Candidate[],
): ReadonlySet<string> {
  const dependents = new Map<string, string[]>();
  for (const { id, dependsOn } of candidates) {
    for (const other of dependsOn) dependents.set(other, [...(dependents.get(other) ?? []), id]);
  }
  const changed = new Set<string>();
  const waiting = candidates.filter((one) => touched.some((file) => touches(file, one))).map(({ id }) => id);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (changed.has(id)) continue;
    changed.add(id);
    waiting.push(...(dependents.get(id) ?? []));
  }
  return changed;
}

function touches(file: string, { places, isIgnored }: Candidate): boolean {
  return places.some(({ path, inChart }) => {
    // What stands above a place is a directory, unless a link or a file stood there, or took its place.
    if (isBelow(path, file)) return true;
    if (file !== path && !isBelow(file, path)) return false;
    const name = [inChart, file.slice(path.length + 1)].filter((part) => part !== "").join("/");
    // The rules say what is in the chart, whether they are in it themselves or not.
    return name === "" || name === ".helmignore" || !isIgnored(name);
  });
}

function isBelow(file: string, directory: string): boolean {
  return file.startsWith(directory.endsWith("/") ? directory : `${directory}/`);
}
