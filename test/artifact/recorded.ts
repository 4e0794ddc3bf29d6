import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Dependency, Metadata } from "../../src/chart/metadata.ts";

/** What one `helm push` of one Helm left in the registry, and what was pushed. */
export interface RecordedPush {
  readonly helm: string;
  /** The archive's file name. */
  readonly fileName: string;
  readonly archive: Uint8Array;
  readonly provenance?: Uint8Array;
  readonly config: Uint8Array;
  readonly manifest: Uint8Array;
}

/** Every recorded push below `out`, a directory for each Helm. */
export function recordedPushes(out: string): RecordedPush[] {
  return readdirSync(out)
    .filter((helm) => helm.startsWith("helm-"))
    .flatMap((helm) =>
      readdirSync(path.join(out, helm, "push"))
        .filter((file) => file.endsWith(".manifest.json"))
        .map((file) => recordedPush(path.join(out, helm), helm, file)),
    );
}

function recordedPush(directory: string, helm: string, file: string): RecordedPush {
  const signed = file.includes(".signed.");
  const name = file.replace(".signed", "").replace(".manifest.json", "");
  const archive = path.join(directory, signed ? "signed" : "tgz", `${name}.tgz`);
  return {
    helm,
    fileName: `${name}.tgz`,
    archive: readFileSync(archive),
    ...(signed ? { provenance: readFileSync(`${archive}.prov`) } : {}),
    config: readFileSync(path.join(directory, "push", `${name}.config.json`)),
    manifest: readFileSync(path.join(directory, "push", file)),
  };
}

/** The metadata that a config blob is the encoding of. */
export function metadataOf(config: Uint8Array): Metadata {
  const { annotations, dependencies, ...rest } = JSON.parse(Buffer.from(config).toString());
  return {
    ...rest,
    ...(annotations === undefined ? {} : { annotations: new Map(Object.entries(annotations)) }),
    ...(dependencies === undefined ? {} : { dependencies: dependencies.map(dependencyOf) }),
  };
}

function dependencyOf(json: Dependency & { readonly "import-values"?: readonly unknown[] }): Dependency {
  const { "import-values": importValues, ...rest } = json;
  return { ...rest, ...(importValues === undefined ? {} : { importValues }) };
}
