/** Chart.yaml as Helm types it: absent and empty fields are left out, and every text has been coerced and sanitised. */
export interface Metadata {
  readonly name: string;
  readonly home?: string;
  readonly sources?: readonly string[];
  /** As written, but for YAML typing: may carry a `v` and build metadata. */
  readonly version: string;
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly maintainers?: readonly Maintainer[];
  readonly icon?: string;
  /** `v1` where Chart.yaml has none. */
  readonly apiVersion: string;
  readonly condition?: string;
  readonly tags?: string;
  readonly appVersion?: string;
  readonly deprecated?: true;
  /** Keeps empty values, as Helm does. */
  readonly annotations?: ReadonlyMap<string, string>;
  readonly kubeVersion?: string;
  /** Those of requirements.yaml for a v1 chart. */
  readonly dependencies?: readonly Dependency[];
  readonly type?: string;
}

export interface Maintainer {
  readonly name?: string;
  readonly email?: string;
  readonly url?: string;
}

export interface Dependency {
  readonly name: string;
  /** A version range. */
  readonly version?: string;
  /** A URL, `@alias`, `file://…`, or empty; always written to JSON, even when empty. */
  readonly repository: string;
  readonly condition?: string;
  readonly tags?: readonly string[];
  readonly enabled?: true;
  /** Strings, or `{child, parent}` maps; Helm passes them through as they are. */
  readonly importValues?: readonly unknown[];
  readonly alias?: string;
}
