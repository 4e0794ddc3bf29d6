import path from "node:path";
import type { Exec, ExecResult } from "../io.ts";

/** A commit, as far as what is published needs to know. */
export interface Commit {
  readonly id: string;
  /** Committer's time, in seconds since 1970. */
  readonly time: number;
}

/** What one walk of the history found. */
export interface Walked {
  /** The commit that is checked out; absent before the first one, and where git does not read the repository. */
  readonly head?: Commit;
  /** The last commit that touched each path, merges left out; a path that no commit touched is missing. */
  readonly lastCommits: ReadonlyMap<string, Commit>;
  readonly stderr: string;
}

/** More pathspecs than this slow git down, which tries each on every entry of a tree. */
const maxPathspecs = 16;

/**
 * Every commit, also those that touch none of the paths, so that HEAD comes first; paths only limit which names are
 * listed with it, and so how much of the trees git reads. No parent is left out, as git would to simplify the history,
 * so the order of the commits is the same whatever the paths. The settings are those a user may have changed.
 */
const logOptions = [
  ...["-c", "log.showRoot=true", "-c", "log.follow=false", "log", "--full-history", "--sparse"],
  ...["--no-renames", "--no-show-signature", "-z", "--name-only", "--format=%x00%H %ct"],
];

/**
 * Walks the history of the repository at `root` from HEAD, in one run of git that ends as soon as every one of `paths`
 * (absolute; a file or a directory) was met.
 */
export async function walkHistory(exec: Exec, root: string, paths: readonly string[]): Promise<Walked> {
  const prefixes = paths.map((file) => path.relative(root, file).replaceAll(path.sep, "/"));
  const reader = createLogReader(prefixes);
  const limit = prefixes.length === 0 ? ["-1"] : ["--", ...pathspecsOf(prefixes)];
  const { stdout, stderr }: ExecResult = await exec("git", [...logOptions, ...limit], {
    directory: root,
    onOutput: reader.read,
  });
  reader.read(`${stdout}\0`);
  const lastCommits = new Map<string, Commit>();
  for (const [index, file] of paths.entries()) {
    const commit = reader.commits.get(prefixes[index] ?? "");
    if (commit !== undefined) lastCommits.set(file, commit);
  }
  return { ...(reader.head && { head: reader.head }), lastCommits, stderr };
}

/** What limits the walk to the paths: themselves, or the directories around them where they are many. */
function pathspecsOf(prefixes: readonly string[]): string[] {
  let places = new Set(prefixes);
  while (places.size > maxPathspecs) places = new Set([...places].map(parentOf));
  return places.has("") ? [] : [...places].map((place) => `:(literal)${place}`);
}

const parentOf = (place: string): string => place.slice(0, Math.max(0, place.lastIndexOf("/")));

/** Understands `git log` as it comes in. */
interface LogReader {
  readonly head: Commit | undefined;
  readonly commits: ReadonlyMap<string, Commit>;
  /** Takes the next piece; returns whether everything that was looked for is found. */
  readonly read: (piece: string) => boolean;
}

/** Each commit is an empty field, its id and time, and the names that it touched; a NUL ends each of them. */
function createLogReader(prefixes: readonly string[]): LogReader {
  const missing = new Set(prefixes);
  const commits = new Map<string, Commit>();
  let head: Commit | undefined;
  let current: Commit | undefined;
  let previous: "gap" | "commit" | "name" = "name";
  let rest = "";
  const find = (place: string): void => {
    if (current !== undefined && missing.delete(place)) commits.set(place, current);
  };
  const readField = (field: string): void => {
    if (field === "") {
      previous = "gap";
    } else if (previous === "gap") {
      current = parseCommit(field);
      head ??= current;
      previous = "commit";
    } else {
      // Between the format and the names git begins a new line, whatever ends a field.
      const name = previous === "commit" ? field.replace(/^\n/, "") : field;
      for (let place = name; place !== ""; place = parentOf(place)) find(place);
      find("");
      previous = "name";
    }
  };
  return {
    get head() {
      return head;
    },
    commits,
    read(piece) {
      const fields = (rest + piece).split("\0");
      rest = fields.pop() ?? "";
      fields.forEach(readField);
      return head !== undefined && missing.size === 0;
    },
  };
}

function parseCommit(text: string): Commit | undefined {
  const match = /^([0-9a-f]{40}|[0-9a-f]{64}) (\d+)$/.exec(text);
  return match ? { id: match[1] ?? "", time: Number(match[2]) } : undefined;
}
