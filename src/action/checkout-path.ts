import { existsSync } from "node:fs";
import path from "node:path";

/**
 * The path by which GitHub knows a file: from the top of its checkout, which is the workspace, or lies in it where
 * actions/checkout was given a `path`. A file outside of the workspace keeps its name.
 */
export function checkoutPath(file: string, workspace: string): string {
  const absolute = path.resolve(file);
  if (!isBelow(absolute, workspace)) return file;
  let top = path.dirname(absolute);
  while (isBelow(top, workspace) && !existsSync(path.join(top, ".git"))) top = path.dirname(top);
  return path.relative(top, absolute).replaceAll(path.sep, "/");
}

function isBelow(place: string, directory: string): boolean {
  const relative = path.relative(directory, place);
  return relative !== "" && relative.split(path.sep)[0] !== ".." && !path.isAbsolute(relative);
}
