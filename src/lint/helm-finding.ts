import type { Severity } from "./finding.ts";

/** What Helm found, in words that do not differ between its versions, before it is known where the chart's files lie. */
export interface HelmFinding {
  readonly severity: Severity;
  readonly message: string;
  readonly place?: HelmPlace;
  /** Whether the chart asks its user for a value: no fault where it is rendered with its defaults alone. */
  readonly isDemand?: true;
  /** How to fix it, where that is known. */
  readonly hint?: string;
}

/** Where in the chart. */
export type HelmPlace =
  | {
      readonly kind: "file";
      /** Within the chart, as `templates/web.yaml`. */
      readonly path: string;
      /** From 1. */
      readonly line?: number;
      /** From 1, in bytes. */
      readonly column?: number;
    }
  /** An object that a template renders to, which the message names in quotes. */
  | { readonly kind: "object"; readonly path: string }
  /** A line of what a template renders to; the message is why that is no YAML. */
  | { readonly kind: "rendered"; readonly path: string; readonly line?: number }
  /** A value, by its keys. */
  | { readonly kind: "value"; readonly keys: readonly string[] }
  /** The values file that was given. */
  | { readonly kind: "values-file"; readonly line?: number };
