import { PublishError } from "../errors.ts";
import { parseRegistry, type Target } from "../oci/target.ts";
import type { Context } from "../options/context.ts";
import type { Options } from "../options/parse.ts";

/** Where charts go: what the options name, else the owner's charts on ghcr.io when the run is on GitHub. */
export function findTarget(options: Options, context: Context): Target {
  const text = registryText(options, context);
  if (text !== undefined) return parseRegistry(text);
  if (context.onGitHub && context.owner !== undefined) {
    return parseRegistry(`oci://ghcr.io/${context.owner.toLowerCase()}/charts`);
  }
  throw new PublishError("USAGE", "Could not tell where to publish: registry is not set.", {
    hint: "Set it to oci://host/path, for example oci://ghcr.io/acme/charts; the chart's name is added.",
  });
}

/** The option that says where charts go, as it was written. */
export function registryText(options: Options, context: Context): string | undefined {
  return (isSnapshot(options, context) ? options.snapshotRegistry : undefined) ?? options.registry;
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
