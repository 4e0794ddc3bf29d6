import { sortedByKey } from "../artifact/json.ts";
import { buildArtifact } from "../artifact/manifest.ts";
import { PublishError } from "../errors.ts";
import { checkProvenance, readProvenance } from "../signing/provenance.ts";
import type { Built } from "./build-chart.ts";
import type { PlannedChart } from "./read-plan.ts";
import type { StoredChart } from "./stored-chart.ts";

/**
 * Whether a chart in a layout is the one that a plan speaks of, and its artifact one that could have been planned: the
 * digests of its parts are checked already, which says nothing of what the parts are. Throws INTEGRITY, or
 * PROVENANCE_INVALID.
 */
export function checkPlanned(planned: PlannedChart, { facts, built }: StoredChart): void {
  if (facts.name !== planned.name || facts.version !== planned.version) {
    throw differs(
      `the archive in oci/ is ${facts.name} ${facts.version}, not ${planned.name} ${planned.version}`,
    );
  }
  if (facts.chartDigest !== planned.chartDigest) {
    throw differs(
      `the archive in oci/ has the digest ${facts.chartDigest}, not ${planned.chartDigest} as plan.json says`,
    );
  }
  const { packaged, provenance, artifact } = built;
  if (provenance !== undefined)
    checkProvenance(readProvenance(provenance, `${packaged.fileName}.prov`), packaged);
  const { digest } = artifact.manifest.descriptor;
  if (madeAnew(built) === digest) return;
  throw differs(
    `the manifest ${digest} in oci/ is none that this program writes for the archive: it names other parts or other metadata`,
  );
}

/** The digest of the manifest that the archive gets today with the same annotations. */
function madeAnew({ packaged, provenance, artifact }: Built): string {
  // Read as a chart's manifest before; what else it holds decides whether the bytes are the same.
  const { annotations = {} } = JSON.parse(Buffer.from(artifact.manifest.bytes).toString("utf8")) as {
    readonly annotations?: Readonly<Record<string, unknown>>;
  };
  const texts = Object.entries(annotations).map(([key, value]) => [key, String(value)] as const);
  const made = buildArtifact(packaged, {
    annotations: sortedByKey(texts),
    ...(provenance !== undefined && { provenance }),
  });
  return made.manifest.descriptor.digest;
}

function differs(why: string): PublishError {
  return new PublishError("INTEGRITY", why);
}
