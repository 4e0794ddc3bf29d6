/** Media types of a Helm chart in a registry (Helm v4.1.4 pkg/registry/constants.go). */
export const HelmMediaType = {
  /** The chart's metadata as JSON. */
  config: "application/vnd.cncf.helm.config.v1+json",
  /** The chart archive. */
  chart: "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
  /** What Helm before 3.7 called the chart archive; still read, never written. */
  legacyChart: "application/tar+gzip",
  /** The provenance file. */
  provenance: "application/vnd.cncf.helm.chart.provenance.v1.prov",
} as const;
