import path from "node:path";

const scheme = "file://";

/** Whether a dependency comes from a directory. */
export function isLocal({ repository }: { readonly repository: string }): boolean {
  return repository.startsWith(scheme);
}

/** The directory that a `file://` repository means in a chart at `from`. */
export function localDirectory(repository: string, from: string): string {
  const place = repository.slice(scheme.length);
  return path.isAbsolute(place) ? path.normalize(place) : path.join(from, place);
}
