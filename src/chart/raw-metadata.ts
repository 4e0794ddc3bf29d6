import { anything, type Decode, flag, list, record, text, textMap } from "./decode.ts";

/** Chart.yaml as it decodes, under the names the file uses, before Helm's rules are applied. */
export interface RawMetadata {
  readonly name: string;
  readonly home: string;
  readonly sources: readonly (string | undefined)[];
  readonly version: string;
  readonly description: string;
  readonly keywords: readonly (string | undefined)[];
  /** A null entry is `undefined`; Helm refuses it. */
  readonly maintainers: readonly (Partial<RawMaintainer> | undefined)[];
  readonly icon: string;
  readonly apiVersion: string;
  readonly condition: string;
  readonly tags: string;
  readonly appVersion: string;
  readonly deprecated: boolean;
  readonly annotations: ReadonlyMap<string, string>;
  readonly kubeVersion: string;
  /** A null entry is `undefined`; Helm refuses it. */
  readonly dependencies: readonly (Partial<RawDependency> | undefined)[];
  readonly type: string;
}

interface RawMaintainer {
  readonly name: string;
  readonly email: string;
  readonly url: string;
}

export interface RawDependency {
  readonly name: string;
  readonly version: string;
  readonly repository: string;
  readonly condition: string;
  readonly tags: readonly (string | undefined)[];
  readonly enabled: boolean;
  readonly "import-values": readonly unknown[];
  readonly alias: string;
}

/** A dependency of Chart.yaml, requirements.yaml or a lock file, Helm v4.1.4 `pkg/chart/v2/dependency.go`. */
export const decodeDependency: Decode<Partial<RawDependency>> = record<RawDependency>({
  name: text,
  version: text,
  repository: text,
  condition: text,
  tags: list(text),
  enabled: flag,
  "import-values": list(anything),
  alias: text,
});

/** The fields of Helm v4.1.4 `pkg/chart/v2/metadata.go`; requirements.yaml is decoded by the same. */
export const decodeMetadata: Decode<Partial<RawMetadata>> = record<RawMetadata>({
  name: text,
  home: text,
  sources: list(text),
  version: text,
  description: text,
  keywords: list(text),
  maintainers: list(record<RawMaintainer>({ name: text, email: text, url: text })),
  icon: text,
  apiVersion: text,
  condition: text,
  tags: text,
  appVersion: text,
  deprecated: flag,
  annotations: textMap,
  kubeVersion: text,
  dependencies: list(decodeDependency),
  type: text,
});
