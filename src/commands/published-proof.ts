import { archiveName } from "../archive/package.ts";
import { type ChartManifest, readChartManifest, withoutProvenance } from "../artifact/read.ts";
import { messageOf, type Problem, PublishError } from "../errors.ts";
import type { Manifest, Registry } from "../oci/registry.ts";
import type { Publishable } from "./prepare.ts";

/** Which signatures a published chart has, as far as those can tell who publish it. */
export interface PublishedProof {
  readonly signatures: readonly "pgp"[];
  /** That it lacks the signature which this run would have given it. */
  readonly warning?: Problem;
}

/** No provenance file comes near it: the metadata of a chart and a signature. */
const maxProvenanceBytes = 4 * 1024 * 1024;

/** What signs a published chart that holds what ours holds, and so stays; a lacking signature is a warning. */
export async function proofOf(
  prepared: Publishable,
  published: ChartManifest,
  registry: Registry,
  signal: AbortSignal,
): Promise<PublishedProof> {
  if (published.provenance === undefined) {
    if (prepared.facts.signatures.length === 0) return { signatures: [] };
    return { signatures: [], warning: unsigned(prepared, "without a provenance file") };
  }
  const why = await faultOf(prepared, published, registry, signal);
  if (why === undefined) return { signatures: ["pgp"] };
  return {
    signatures: [],
    warning: unsigned(prepared, `with a provenance file that pgp-key does not stand behind (${why})`),
  };
}

/** Whether the tag holds our very artifact, signed by our key at another time. */
export async function isSameButForTime(
  prepared: Publishable,
  manifest: Manifest,
  registry: Registry,
  signal: AbortSignal,
): Promise<boolean> {
  const published = readChartManifest(manifest.bytes);
  if (published?.provenance === undefined) return false;
  const { artifact } = await prepared.build();
  if (withoutProvenance(manifest.bytes) !== withoutProvenance(artifact.manifest.bytes)) return false;
  return (await faultOf(prepared, published, registry, signal)) === undefined;
}

/** Why the key that signs in this run does not stand behind the published provenance; `undefined` if it does. */
async function faultOf(
  { facts, target, signer }: Publishable,
  { provenance, chart }: ChartManifest,
  registry: Registry,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (provenance === undefined || signer === undefined) return undefined;
  if (provenance.size > maxProvenanceBytes) return `it has ${provenance.size} bytes`;
  const bytes = await registry.fetchBlob(target, provenance, signal);
  try {
    const fileName = archiveName(facts);
    await signer.verify(bytes, { fileName, digest: chart.digest }, `the published ${fileName}.prov`);
    return undefined;
  } catch (error) {
    if (error instanceof PublishError && error.code === "PROVENANCE_INVALID") return messageOf(error);
    throw error;
  }
}

function unsigned({ facts }: Publishable, how: string): Problem {
  return {
    message: `${facts.name} ${facts.version} is published already, ${how}: its content is the same, so it stays as it is`,
    hint: "To put the signed chart in its place, under another digest, publish once with if-exists: overwrite; or bump the version.",
  };
}
