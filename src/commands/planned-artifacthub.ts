import type { Artifact } from "../artifact/artifact.ts";
import { artifactHubArtifact, artifactHubTag } from "../artifact/artifacthub.ts";
import { checkArtifactHubFile } from "../artifact/artifacthub-file.ts";
import { readManifest } from "../artifact/read.ts";
import { PublishError } from "../errors.ts";
import type { Registry } from "../oci/registry.ts";
import type { PlannedChart } from "./read-plan.ts";

/**
 * The Artifact Hub metadata that a plan has for a chart, from a layout that checks digests; made anew of the file in
 * it, which must give the same artifact. Throws INTEGRITY where it does not, CHART_INVALID for a file of no use.
 */
export async function plannedArtifactHub(
  { target, artifactHubDigest: planned }: PlannedChart,
  layout: Pick<Registry, "resolve" | "fetchManifest" | "fetchBlob">,
  signal: AbortSignal,
): Promise<Artifact | undefined> {
  if (planned === undefined) return undefined;
  const listed = await layout.resolve(target, artifactHubTag, signal);
  if (listed?.digest !== planned) {
    const found = listed?.digest ?? "no manifest";
    throw differs(`oci/index.json has ${found} for ${artifactHubTag}, not ${planned} as plan.json says`);
  }
  const manifest = await layout.fetchManifest(target, planned, signal);
  const layer = manifest && readManifest(manifest.bytes)?.layers[0];
  const file = layer && (await layout.fetchBlob(target, layer, signal));
  const artifact = file && artifactHubArtifact(file);
  if (file === undefined || artifact?.manifest.descriptor.digest !== planned)
    throw differs(`the manifest ${planned} in oci/ is none that this program writes for Artifact Hub`);
  checkArtifactHubFile(file, "artifacthub-repo.yml");
  return artifact;
}

function differs(why: string): PublishError {
  return new PublishError("INTEGRITY", why);
}
