import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { findCharts } from "../commands/find-charts.ts";
import { createDownloadCache } from "../dependency/download-cache.ts";
import type { DependencyCache } from "../dependency/sources.ts";
import { digestOf } from "../digest.ts";
import { messageOf } from "../errors.ts";
import type { Reporter } from "../io.ts";
import type { Options } from "../options/parse.ts";
import { createRunnerCache, type RunnerCacheOptions } from "./runner-cache.ts";

const prefix = "helm-oci-publish-dependencies-v1-";

/** Dependencies kept in the runner's cache service. */
export interface KeptDependencies {
  /** Restored when it is first asked for something: a job without locked dependencies never asks. */
  readonly cache: DependencyCache;
  /** Saves what this run used of it, where something had to be fetched that nobody has saved under these locks. */
  save(): Promise<void>;
}

/** `undefined` where nothing is to be kept. */
export function keptDependencies(
  options: Options,
  surroundings: RunnerCacheOptions & { readonly reporter: Reporter },
): KeptDependencies | undefined {
  const temp = surroundings.variables["RUNNER_TEMP"] ?? "";
  if (!options.cacheDependencies || temp === "") return undefined;
  const { reporter } = surroundings;
  const directory = path.join(temp, "helm-oci-publish-dependencies");
  const folder = createDownloadCache(directory, reporter);
  const service = createRunnerCache(directory, surroundings);
  const restore = async () => {
    const key = `${prefix}${await lockDigestOf(options)}`;
    return { key, isExact: await service.restore(key, prefix) };
  };
  let restoring: ReturnType<typeof restore> | undefined;
  return {
    cache: {
      async read(asked) {
        restoring ??= restore();
        await restoring;
        return folder.read(asked);
      },
      write: (asked, archive) => folder.write(asked, archive),
    },
    async save() {
      const restored = await restoring;
      if (restored === undefined || folder.written.size === 0) return;
      const { key, isExact } = restored;
      if (isExact) {
        reporter.info(
          `Cache ${key} lacks dependencies, and no cache is saved twice: delete it for a whole one.`,
        );
        return;
      }
      await keepOnly(directory, folder.used, reporter);
      if (await service.save(key)) reporter.info(`Saved the dependencies for later runs as cache ${key}`);
    },
  };
}

/** Of all locks of the charts, wherever these lie. */
async function lockDigestOf({ charts, workingDirectory }: Options): Promise<string> {
  const sources = await findCharts(charts, path.resolve(workingDirectory));
  const files = sources.flatMap(({ absolutePath }) =>
    ["Chart.lock", "requirements.lock"].map((name) => path.join(absolutePath, name)),
  );
  const locks = await Promise.all(files.map((file) => readFile(file).catch(() => undefined))); // most are not there
  const digests = locks.flatMap((bytes) => (bytes === undefined ? [] : [digestOf(bytes)]));
  return digestOf([...new Set(digests)].sort().join("\n")).slice("sha256:".length);
}

/** What other locks asked for would be carried along for ever. */
async function keepOnly(
  directory: string,
  names: ReadonlySet<string>,
  reporter: Pick<Reporter, "debug">,
): Promise<void> {
  try {
    const others = (await readdir(directory)).filter((name) => !names.has(name));
    for (const name of others) await rm(path.join(directory, name), { recursive: true, force: true });
  } catch (error) {
    reporter.debug(`Could not clear ${directory}: ${messageOf(error)}`);
  }
}
