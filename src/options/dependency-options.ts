import type { CommandName, OptionSpec } from "./spec.ts";

/** The commands that package charts. */
const packaging: readonly CommandName[] = ["publish", "plan", "save"];

const modes = ["auto", "build", "update", "skip"] as const;

/** How a chart comes by the charts it depends on. */
export type Dependencies = (typeof modes)[number];

/** Charts that charts depend on. */
export const dependencyOptions = [
  {
    name: "dependencies",
    type: { choices: modes },
    default: "auto",
    description:
      "Charts that a chart depends on: `build` takes what its lock says, `update` the newest that fit, and writes lock and `charts/`; `auto` takes what is vendored, else builds, without a lock updates, writing nothing; `skip`.",
    commands: packaging,
  },
  {
    name: "cache-dependencies",
    type: "boolean",
    default: "true",
    description:
      "Keep the archives of locked dependencies between runs: in GitHub's cache, or in a folder of the user's cache directory.",
    commands: packaging,
  },
] as const satisfies readonly OptionSpec[];
