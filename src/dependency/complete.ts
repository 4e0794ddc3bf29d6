import { realpath } from "node:fs/promises";
import { nestedReader, readArchive } from "../archive/unpack.ts";
import type { ChartFile } from "../chart/chart.ts";
import type { Dependency } from "../chart/metadata.ts";
import { readChart } from "../chart/read-chart.ts";
import { problemWith } from "../chart/validate.ts";
import { mapLimit } from "../concurrency.ts";
import { messageOf, type Problem, PublishError, RegistryError, withoutStop } from "../errors.ts";
import { shellWord } from "../shell.ts";
import { helm2LockDigest, lockDigest } from "./lock-digest.ts";
import { formatLock, lockFileName } from "./lock-file.ts";
import { type Obtained, obtain, type Parent } from "./obtain.ts";
import { outdatedArchives } from "./outdated.ts";
import { withRepositoryUrls } from "./repository-names.ts";
import { dependencyProblem, type Requirements, readRequirements } from "./requirements.ts";
import type { Completion } from "./sources.ts";
import { vendoredWarnings } from "./vendored.ts";
import { writeCompletion } from "./write-completion.ts";

/** Where dependencies are taken from; see the option of that name. */
export type DependencyMode = "auto" | "build" | "update" | "skip";

/** How a chart comes by its dependencies. */
export interface CompletionRequest extends Omit<Parent, "trail" | "files" | "complete"> {
  readonly mode: DependencyMode;
  /** When a lock that is written to disk says it was made, in seconds since 1970. */
  readonly lockTime: number;
  /** Told of what is vendored and taken as it is, though it is not what is asked for. */
  readonly warn: (problem: Problem) => void;
}

/** Dependencies of one chart looked for at once. */
const lookupsAtOnce = 8;

/**
 * A chart's files with its dependencies among them, as after `helm dependency build` or `update` (Helm v4.1.4
 * `pkg/downloader/manager.go`). Nothing on disk changes but in mode `update`. Throws PublishError with all that is
 * missing, each at its line of Chart.yaml.
 */
export async function completeChart(
  files: readonly ChartFile[],
  request: CompletionRequest,
): Promise<readonly ChartFile[]> {
  const { directory, mode, sources } = request;
  const requirements = readRequirements(files, directory);
  if (requirements === undefined) return files;
  if (mode === "skip" || (mode === "auto" && isVendored(requirements, files, directory))) {
    for (const problem of vendoredWarnings(requirements, files, directory)) request.warn(problem);
    return files;
  }
  const real = await realpath(directory);
  const known = sources.completions.get(real);
  const completion =
    known ?? completeDirectory(requirements, { ...request, files, trail: [real], complete: completeNested });
  sources.completions.set(real, completion);
  return withCompletion(files, await completion);
}

/** The same for the chart of a `file://` dependency, which is never changed on disk. */
async function completeNested(parent: Parent): Promise<readonly ChartFile[]> {
  const { files, directory } = parent;
  const requirements = readRequirements(files, directory);
  if (requirements === undefined || isVendored(requirements, files, directory)) return files;
  return withCompletion(files, await findCompletion(requirements, parent, "auto", parent.mtime));
}

async function completeDirectory(
  requirements: Requirements,
  request: CompletionRequest & Parent,
): Promise<Completion> {
  const { mode, lockTime, mtime, directory } = request;
  const isWritten = mode === "update";
  const completion = await findCompletion(requirements, request, mode, isWritten ? lockTime : mtime);
  if (isWritten) await writeCompletion(directory, completion);
  return completion;
}

/** By name alone, as Helm looks at what it packages. */
function isVendored({ dependencies }: Requirements, files: readonly ChartFile[], source: string): boolean {
  const place = { source, readArchive: nestedReader(readArchive), depth: 0 };
  const { subcharts } = readChart(files, place);
  return dependencies.every(({ name }) => subcharts.includes(name));
}

function withCompletion(files: readonly ChartFile[], { added, removed }: Completion): readonly ChartFile[] {
  const replaced = new Set([...removed, ...added.map((file) => file.path)]);
  return [...files.filter((file) => !replaced.has(file.path)), ...added];
}

async function findCompletion(
  requirements: Requirements,
  parent: Parent,
  mode: DependencyMode,
  lockTime: number,
): Promise<Completion> {
  const { lock, draft } = requirements;
  const dependencies = await withRepositoryUrls(requirements, parent.sources, parent.directory);
  const isLocked = mode !== "update" && lock !== undefined;
  if (isLocked) checkLock(requirements, dependencies, parent.directory);
  const found = await obtainAll(
    requirements,
    { wanted: isLocked ? lock.dependencies : dependencies, isLocked },
    parent,
  );
  // Two aliases of one chart share an archive.
  const archives = new Map(
    found.flatMap(({ archive }) => (archive ? [[archive.fileName, archive.bytes]] : [])),
  );
  const added = [...archives].map(([fileName, bytes]) => ({ path: `charts/${fileName}`, bytes }));
  const removed = outdatedArchives(parent.files, added, dependencies);
  if (isLocked) return { added, removed };
  const locked = found.map((one) => one.locked);
  const digest = lockDigest(dependencies, locked);
  if (digest === lock?.digest) return { added, removed };
  const generated = new Date(lockTime * 1000).toISOString().replace(".000Z", "Z");
  const file = {
    path: lockFileName(draft.metadata.apiVersion),
    bytes: formatLock({ generated, digest, dependencies: locked }),
  };
  return { added: [...added, file], removed };
}

function checkLock(
  { draft, dependencies, lock }: Requirements,
  requested: readonly Dependency[],
  directory: string,
): void {
  const isV1 = draft.metadata.apiVersion === "v1";
  const digests = [
    lockDigest(requested, lock?.dependencies ?? []),
    ...(isV1 ? [helm2LockDigest(dependencies)] : []),
  ];
  if (digests.some((digest) => digest === lock?.digest)) return;
  const [lockName, name] = isV1 ? ["requirements.lock", "requirements.yaml"] : ["Chart.lock", "Chart.yaml"];
  const message = `the lock file (${lockName}) is out of sync with the dependencies file (${name}). Please update the dependencies`;
  const hint = `run \`helm dependency update ${shellWord(directory)}\` and commit ${lockName}, or set dependencies: update`;
  const problems = [problemWith(draft, "dependencies", message, hint)];
  throw new PublishError("CHART_INVALID", `Could not take the dependencies of ${directory} from its lock`, {
    problems,
  });
}

async function obtainAll(
  requirements: Requirements,
  { wanted, isLocked }: { readonly wanted: readonly Dependency[]; readonly isLocked: boolean },
  parent: Parent,
): Promise<readonly Obtained[]> {
  const errors: PublishError[] = [];
  const problems: Problem[] = [];
  const found = await mapLimit(wanted, lookupsAtOnce, async (dependency, index) => {
    try {
      return await obtain(dependency, isLocked, parent);
    } catch (error) {
      parent.signal.throwIfAborted();
      if (!(error instanceof PublishError)) throw error;
      errors.push(error);
      problems.push(...problemsOf(requirements, index, isLocked ? lockedAway(error) : error));
      return undefined;
    }
  });
  const [first] = errors;
  if (first === undefined) return found.filter((one) => one !== undefined);
  const what = `Could not complete the dependencies of ${parent.directory}`;
  throw new PublishError(first.code, what, { problems, cause: first });
}

/** A version that is gone is not to be mended in Chart.yaml where the lock chose it. */
function lockedAway(error: PublishError): PublishError {
  if (error.code !== "NOT_FOUND" || error instanceof RegistryError) return error;
  const hint = "the lock chose that version, which is not there; set dependencies: update to choose again";
  return new PublishError(error.code, error.doing, { hint, cause: error });
}

/** Faults of another chart stand in that chart; every other one is told where the dependency is asked for. */
function problemsOf(requirements: Requirements, index: number, error: PublishError): Problem[] {
  const name = requirements.dependencies[index]?.name ?? "";
  const located = error.problems.filter(({ location }) => location?.line !== undefined);
  if (located.length > 0) {
    return error.problems.map((problem) => ({
      ...problem,
      message: `in dependency ${name}: ${problem.message}`,
    }));
  }
  const message = withoutStop(messageOf(error)).replace(/^Could/, "could");
  return [
    dependencyProblem(requirements, index, {
      message,
      hint: error.hint ?? "check its `repository` and `version`",
    }),
  ];
}
