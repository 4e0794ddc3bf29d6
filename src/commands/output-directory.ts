import { access, constants, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { artifactHubTag } from "../artifact/artifacthub.ts";
import { type Digest, digestOf } from "../digest.ts";
import { messageOf, PublishError } from "../errors.ts";
import { formatReference } from "../oci/reference.ts";
import { openLayout } from "../oci/store/layout.ts";
import { createStoreRegistry } from "../oci/store/store-registry.ts";
import { planJson } from "../report/plan-json.ts";
import type { ChartFacts, Report } from "../report/report.ts";
import type { Built } from "./build-chart.ts";
import type { Publishable } from "./prepare.ts";
import { pushArtifact } from "./push-artifact.ts";
import { createLane } from "./retention.ts";

/** The directory that `output-dir` names: archives, provenance files, plan.json, and an OCI image layout in `oci/`. */
export interface OutputDirectory {
  /**
   * Writes the archive and its provenance file where there is one, and for each target the artifact and Artifact Hub's
   * metadata; says where the files are.
   */
  keep(
    places: readonly Pick<Publishable, "target" | "artifactHub">[],
    built: Built,
    signal: AbortSignal,
  ): Promise<Pick<ChartFacts, "package" | "provenance">>;
  /**
   * Writes the Sigstore bundles of an archive, one a line, which `gh attestation verify --bundle` reads, behind those
   * that it got at other targets; says where.
   */
  keepBundles(fileName: string, bundles: readonly Uint8Array[]): Promise<string>;
  /** Writes how a chart differs; says where. */
  keepDiff(fileName: string, text: string): Promise<string>;
  /** `dependsOn` are the charts, by path, that each of them takes in by `file://`. */
  writePlan(report: Report, dependsOn: ReadonlyMap<string, readonly string[]>): Promise<PlanFile>;
}

/** A plan.json that was written. */
export interface PlanFile {
  readonly file: string;
  readonly digest: Digest;
}

/** Opens the directory, made if it is not there. Throws IO where it cannot be written. */
export async function openOutputDirectory(directory: string): Promise<OutputDirectory> {
  const write = async (name: string, content: Uint8Array | string): Promise<string> => {
    const file = path.join(directory, name);
    await writing(file, () => writeFile(file, content));
    return file;
  };
  await writing(directory, async () => {
    await mkdir(directory, { recursive: true });
    await access(directory, constants.W_OK);
  });
  const layout = createStoreRegistry(await openLayout(path.join(directory, "oci")));
  const layoutDigests = new Map<string, Digest>();
  const artifactHubDigests = new Map<string, Digest>();
  const lane = createLane();
  const kept = new Map<string, readonly Uint8Array[]>();
  return {
    async keep(places, { packaged, provenance, artifact }, signal) {
      for (const { target, artifactHub } of places) {
        await pushArtifact(layout, target, artifact, signal);
        layoutDigests.set(formatReference(target), artifact.manifest.descriptor.digest);
        if (artifactHub === undefined) continue;
        await pushArtifact(layout, { ...target, tag: artifactHubTag }, artifactHub, signal);
        artifactHubDigests.set(`${target.host}/${target.name}`, artifactHub.manifest.descriptor.digest);
      }
      const written = await write(packaged.fileName, packaged.bytes);
      if (provenance === undefined) return { package: written };
      return { package: written, provenance: await write(`${packaged.fileName}.prov`, provenance) };
    },
    keepBundles: (fileName, bundles) =>
      lane(() => {
        const all = [...(kept.get(fileName) ?? []), ...bundles];
        kept.set(fileName, all);
        return write(`${fileName}.sigstore.jsonl`, Buffer.concat(all.flatMap((b) => [b, Buffer.from("\n")])));
      }),
    keepDiff: write,
    async writePlan(report, dependsOn) {
      const text = planJson(report, { directory, layoutDigests, artifactHubDigests, dependsOn });
      return { file: await write("plan.json", text), digest: digestOf(text) };
    },
  };
}

async function writing(file: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw new PublishError("IO", `Could not write ${file}: ${messageOf(cause)}`, {
      cause,
      hint: "Set output-dir to a directory that this job may write to.",
    });
  }
}
