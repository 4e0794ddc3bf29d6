import { createDependencySources, type DependencySources } from "../../src/dependency/sources.ts";

const unasked = async (): Promise<never> => {
  throw new Error("no dependency was to be fetched");
};

/** For charts whose dependencies are vendored, or directories. */
export const noDependencies: DependencySources = createDependencySources({
  registry: { listTags: unasked, fetchManifest: unasked, fetchBlob: unasked },
  repositories: { named: async () => [], fetchIndex: unasked, fetchArchive: unasked },
});
