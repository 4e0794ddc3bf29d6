import type { DependencySources } from "../../src/dependency/sources.ts";

/** For charts without dependencies, or with vendored ones. */
export const noDependencies: DependencySources = { completions: new Map() };
