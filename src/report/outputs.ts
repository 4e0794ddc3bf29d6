import { chartJson } from "./json.ts";
import { digestRefOf, failuresOf, type Outcome, type Report, refOf } from "./report.ts";

/** One output of the action. */
export interface OutputSpec {
  readonly name: string;
  readonly description: string;
  value(report: Report, planFile: string | undefined): string;
}

/** An output that speaks of one chart, and is empty when the run had several. */
function single(name: string, description: string, of: (outcome: Outcome) => string | undefined): OutputSpec {
  return {
    name,
    description: `${description} Empty when there are several charts.`,
    value: ({ outcomes }) => (outcomes.length === 1 && outcomes[0] ? (of(outcomes[0]) ?? "") : ""),
  };
}

/** Every output, in the order of the documentation; drives action.yml and README. */
export const outputTable: readonly OutputSpec[] = [
  single(
    "digest",
    "Digest of the chart's manifest, `sha256:…`: what a pinned install names.",
    (o) => o.digest,
  ),
  single("ref", "Reference by tag: `ghcr.io/acme/charts/web:1.4.0`.", refOf),
  single("digest-ref", "Reference by digest: `ghcr.io/acme/charts/web@sha256:…`.", digestRefOf),
  single("subject-name", "Repository without tag, as actions/attest takes it.", (o) => o.repository),
  single("name", "Name of the chart.", (o) => o.name),
  single("version", "Version of the chart.", (o) => o.version),
  single("app-version", "`appVersion` of the chart.", (o) => o.appVersion),
  single("tag", "Tag: the version, `+` written as `_`.", (o) => o.tag),
  single("package", "Path of the archive, when `output-dir` is set.", (o) => o.package),
  single(
    "prov",
    "Path of the provenance file, when there is one and `output-dir` is set.",
    (o) => o.provenance,
  ),
  single(
    "bundle-path",
    "Path of the Sigstore bundles, one a line, when the chart is signed or attested and `output-dir` is set.",
    (o) => o.bundle,
  ),
  single(
    "attestation-url",
    "Page of the build provenance that this run handed to GitHub.",
    (o) => o.attestationUrl,
  ),
  single("release-url", "Page of the chart's release on GitHub, with `release`.", (o) => o.releaseUrl),
  single("published", "`true` when this run wrote the tag, else `false`.", (o) =>
    String(o.status === "published"),
  ),
  {
    name: "charts",
    description: "Every chart as a JSON array: name, path, version, status, ref, digest, digestRef and more.",
    value: ({ outcomes }) => JSON.stringify(outcomes.map(chartJson)),
  },
  {
    name: "matrix",
    description:
      'The published and unchanged charts as `{"include":[…]}`, for a `strategy.matrix` with `fromJSON`.',
    value: ({ outcomes }) =>
      JSON.stringify({
        include: outcomes.filter((o) => o.status === "published" || o.status === "unchanged").map(chartJson),
      }),
  },
  {
    name: "failed-count",
    description: "How many charts failed or conflict.",
    value: (report) => String(failuresOf(report).length),
  },
  {
    name: "plan",
    description: "Path of plan.json, when `output-dir` is set.",
    value: (_, planFile) => planFile ?? "",
  },
];
