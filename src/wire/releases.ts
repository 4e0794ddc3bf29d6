import type { Releases } from "../commands/releases.ts";
import { mayPush } from "../commands/target.ts";
import type { Context } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import type { ReleaseSurroundings } from "./github-releases.ts";

/** Releases whose making is loaded on first use; none where none are asked for, or nothing is written. */
export function laterReleases(
  options: Options,
  context: Context,
  surroundings: ReleaseSurroundings,
): (Releases & AsyncDisposable) | undefined {
  if (!options.release || !mayPush(options, context)) return undefined;
  let made: Promise<Releases & AsyncDisposable> | undefined;
  const load = async (): Promise<Releases & AsyncDisposable> => {
    const { wireReleases } = await import("./github-releases.ts");
    return wireReleases(options, context, surroundings);
  };
  const loaded = (): Promise<Releases & AsyncDisposable> => {
    made ??= load();
    return made;
  };
  return {
    check: async (charts) => (await loaded()).check(charts),
    release: async (charts) => (await loaded()).release(charts),
    async [Symbol.asyncDispose]() {
      await (await made?.catch(() => undefined))?.[Symbol.asyncDispose]();
    },
  };
}
