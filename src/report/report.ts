import type { Digest } from "../digest.ts";
import type { Problem, PublishError } from "../errors.ts";
import type { DiffFacts } from "./diff-facts.ts";

export type SignatureKind = "pgp" | "cosign" | "slsa";

/** Who signed by Sigstore: a job or person that an issuer vouches for, or whoever has the key. */
export type SignedBy =
  | { readonly kind: "identity"; readonly identity: string; readonly issuer: string }
  | { readonly kind: "key" };

/** What is known of one chart, whatever became of it; a field is absent until it is known. */
export interface ChartFacts {
  /** As the user named it, with `/` between the parts. */
  readonly path: string;
  readonly name?: string;
  readonly version?: string;
  readonly appVersion?: string;
  /** The version as a tag: `+` becomes `_`. */
  readonly tag?: string;
  /** Other tags that hold the same digest, where they were asked for: `1.4`, `latest`. */
  readonly aliases?: readonly string[];
  /** Host and name: `ghcr.io/acme/charts/web`. */
  readonly repository?: string;
  /** The manifest's digest: of what is published, or of what would be. */
  readonly digest?: Digest;
  /** The chart archive's digest. */
  readonly chartDigest?: Digest;
  /** The chart archive's size in bytes. */
  readonly size?: number;
  /** Where the archive was written, when `output-dir` is set. */
  readonly package?: string;
  /** Where the provenance file was written, when `output-dir` is set. */
  readonly provenance?: string;
  /** Proofs it bears: a provenance file, a signature by Sigstore, build provenance. */
  readonly signatures: readonly SignatureKind[];
  /** By whom, where Sigstore signed. */
  readonly signedBy?: SignedBy;
  /** Where the Sigstore bundles were written, one a line, when `output-dir` is set. */
  readonly bundle?: string;
  /** The page of GitHub's attestation, when this run made one. */
  readonly attestationUrl?: string;
  /** What became of the repository's Artifact Hub metadata; `planned` where they would be pushed. */
  readonly artifactHub?: "published" | "unchanged" | "planned";
  /** The page of its release on GitHub. */
  readonly releaseUrl?: string;
  /** How it differs from each of what it was compared with, where `diff` asks for that. */
  readonly diff?: readonly DiffFacts[];
}

/** What became of one chart. */
export type Outcome =
  | (ChartFacts & { readonly status: "published"; readonly replaced?: Digest })
  /** Written to the local cache. */
  | (ChartFacts & { readonly status: "saved" })
  | (ChartFacts & { readonly status: "unchanged"; readonly digest: Digest; readonly warning?: Problem })
  | (ChartFacts & { readonly status: "skipped"; readonly reason: string })
  | (ChartFacts & { readonly status: "planned"; readonly reason: string } & PlannedChange)
  | (ChartFacts & { readonly status: "conflict"; readonly error: PublishError })
  | (ChartFacts & { readonly status: "failed"; readonly error: PublishError });

export type Status = Outcome["status"];

/** How publishing would change the repository, as far as somebody asked. */
export interface PlannedChange {
  /** The first version there, one more, or other content for one that is there. */
  readonly change?: "new" | "changed" | "replaced";
  /** The highest version below this one. */
  readonly previous?: string;
}

/** What became of every chart at every target: charts in the order they were given, then targets in theirs. */
export interface Report {
  readonly outcomes: readonly Outcome[];
}

/** The outcomes that make a run fail. */
export function failuresOf(report: Report): Extract<Outcome, { status: "conflict" | "failed" }>[] {
  return report.outcomes.filter((o) => o.status === "conflict" || o.status === "failed");
}

/** The outcome of each chart at the main target, which comes first: each chart once. */
export function mainOutcomes({ outcomes }: Report): readonly Outcome[] {
  const byPath = new Map<string, Outcome>();
  for (const outcome of outcomes) if (!byPath.has(outcome.path)) byPath.set(outcome.path, outcome);
  return [...byPath.values()];
}

/** `ghcr.io/acme/charts/web:1.4.0` */
export function refOf(facts: ChartFacts): string | undefined {
  if (facts.repository === undefined || facts.tag === undefined) return undefined;
  return `${facts.repository}:${facts.tag}`;
}

/** `ghcr.io/acme/charts/web@sha256:…` */
export function digestRefOf(facts: ChartFacts): string | undefined {
  if (facts.repository === undefined || facts.digest === undefined) return undefined;
  return `${facts.repository}@${facts.digest}`;
}
