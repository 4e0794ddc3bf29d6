import type { CommandName, OptionSpec } from "./spec.ts";

/** Which artifacthub-repo.yml goes into a chart's repository: its own, else a file for all, or none whatever there is. */
export type ArtifactHubOption =
  | { readonly kind: "own" }
  | { readonly kind: "file"; readonly file: string }
  | { readonly kind: "off" };

const commands: readonly CommandName[] = ["publish", "plan"];

/** How charts are told to Artifact Hub. */
export const artifactHubOptions = [
  {
    name: "artifacthub-repo",
    type: "file",
    defaultText: "`artifacthub-repo.yml` beside Chart.yaml, where there is one",
    description:
      "Artifact Hub's metadata for charts that have no `artifacthub-repo.yml` of their own: pushed to each chart's repository under the tag `artifacthub.io` when it changed. `off` pushes none.",
    commands,
  },
] as const satisfies readonly OptionSpec[];

/** Reads `artifacthub-repo`; commands that do not know it push none. */
export function readArtifactHubOption(command: CommandName, text: string | undefined): ArtifactHubOption {
  if (!commands.includes(command) || text === "off" || text === "false") return { kind: "off" };
  return text === undefined ? { kind: "own" } : { kind: "file", file: text };
}
