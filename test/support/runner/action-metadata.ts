import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

/** What action.yml says of a JavaScript action. */
export interface ActionMetadata {
  /** Input names as written, with their defaults unexpanded. */
  readonly inputs: ReadonlyMap<string, string | undefined>;
  readonly outputs: readonly string[];
  /** Paths relative to the action, by the order in which they run. */
  readonly steps: readonly { readonly name: "pre" | "main" | "post"; readonly script: string }[];
}

/** The parts of action.yml that are read here; everything is optional until it was looked at. */
interface RawAction {
  readonly inputs?: Record<string, { readonly default?: unknown } | null>;
  readonly outputs?: Record<string, unknown>;
  readonly runs?: {
    readonly using?: string;
    readonly pre?: string;
    readonly main?: string;
    readonly post?: string;
  };
}

/** Reads action.yml of the action at `root`; throws unless it is an action for Node 24. */
export function readActionMetadata(root: string): ActionMetadata {
  // The one place where the file's shape is assumed; what matters of it is checked below.
  const raw = parse(readFileSync(path.join(root, "action.yml"), "utf8")) as RawAction;
  const runs = raw.runs ?? {};
  if (runs.using !== "node24" || runs.main === undefined) {
    throw new Error("action.yml is no action for Node 24: runs.using must be node24, and runs.main given");
  }
  const steps = (["pre", "main", "post"] as const).map((name) => ({ name, script: runs[name] }));
  return {
    inputs: new Map(
      Object.entries(raw.inputs ?? {}).map(([name, input]) => [
        name,
        input?.default === undefined ? undefined : String(input.default),
      ]),
    ),
    outputs: Object.keys(raw.outputs ?? {}),
    steps: steps.flatMap(({ name, script }) => (script === undefined ? [] : [{ name, script }])),
  };
}
