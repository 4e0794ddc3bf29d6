import { type Problem, PublishError } from "../errors.ts";
import { formatTarget, parseRegistry, type Target } from "../oci/target.ts";
import type { Context } from "../options/context.ts";
import type { Options } from "../options/parse.ts";

/** Where a run publishes to, the main target first: the one that outputs for a single chart speak of. */
export type Targets = readonly [PublishTarget, ...PublishTarget[]];

/** One of the places that a run publishes to. */
export interface PublishTarget extends Target {
  /** Whether a path that ends in a chart's name is meant so: nobody wrote it, or it was written with a slash behind. */
  readonly mayEndInName: boolean;
}

/** Where charts go: what the options name, else the owner's charts on ghcr.io when the run is on GitHub. */
export function findTargets(options: Options, context: Context): Targets {
  const [first, ...others] = parseAll(registriesOf(options, context));
  if (first !== undefined) return [first, ...others];
  if (context.onGitHub && context.owner !== undefined) {
    return [{ ...parseRegistry(`oci://ghcr.io/${context.owner.toLowerCase()}/charts`), mayEndInName: true }];
  }
  throw new PublishError("USAGE", "Could not tell where to publish: registry is not set.", {
    hint: "Set it to oci://host/path, for example oci://ghcr.io/acme/charts; the chart's name is added.",
  });
}

/** The hosts of the targets, each once; the first is the one that `username`, `password` and `plain-http` are for. */
export function hostsOf(targets: Targets): readonly [string, ...string[]] {
  const [main, ...others] = targets;
  const rest = new Set(others.map(({ host }) => host).filter((host) => host !== main.host));
  return [main.host, ...rest];
}

/** Throws every fault of every target; the same place under two spellings is one fault more. */
function parseAll(texts: readonly string[]): PublishTarget[] {
  const targets: PublishTarget[] = [];
  const errors: PublishError[] = [];
  for (const text of texts) {
    try {
      const target = { ...parseRegistry(text), mayEndInName: text.endsWith("/") };
      const place = formatTarget(target);
      if (targets.some((known) => formatTarget(known) === place)) errors.push(namedTwice(place));
      else targets.push(target);
    } catch (error) {
      if (!(error instanceof PublishError)) throw error;
      errors.push(error);
    }
  }
  const [first, ...more] = errors;
  if (first === undefined) return targets;
  if (more.length === 0) throw first;
  throw new PublishError("REFERENCE_INVALID", "Could not read registry", {
    problems: errors.flatMap(problemsOf),
  });
}

function problemsOf({ doing, message, hint, problems }: PublishError): readonly Problem[] {
  if (problems.length === 0) return [{ message, ...(hint !== undefined && { hint }) }];
  return problems.map((problem) => ({ ...problem, message: `${doing}: ${problem.message}` }));
}

function namedTwice(place: string): PublishError {
  return new PublishError("USAGE", `Could not read registry: ${place} is named twice.`, {
    hint: "Name each place once.",
  });
}

/** The options that say where charts go, as they were written. */
function registriesOf(options: Options, context: Context): readonly string[] {
  const apart = isSnapshot(options, context) ? options.snapshotRegistries : [];
  return apart.length > 0 ? apart : options.registries;
}

/** Whether the run publishes snapshots: one for a tag that versions are taken from is a release, whatever else is asked. */
export function isSnapshot(options: Options, context: Context): boolean {
  return options.snapshot && !(options.versionFrom === "tag" && tagOfRun(options, context) !== undefined);
}

/** The git tag that is released, where the run is for one. */
export function tagOfRun(options: Options, context: Context): string | undefined {
  return options.gitTag ?? context.tag;
}

/** Whether this run writes to the registry. */
export function mayPush(options: Options, context: Context): boolean {
  return options.push === "auto" ? !context.isProposal : options.push === "true";
}

/** The rights to ask the registry for: a plan needs to read only, and may run where nobody may write. */
export function accessOf(options: Options, context: Context): "pull" | "push" {
  return mayPush(options, context) ? "push" : "pull";
}
