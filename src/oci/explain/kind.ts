import { isDockerHub } from "../http/address.ts";

/**
 * Which product or service a registry is. It decides how a refusal is explained and nothing else: what a registry can
 * do is found out by asking it.
 */
export type RegistryKind =
  | "acr"
  | "artifactory"
  | "cloudsmith"
  | "distribution"
  | "docker-hub"
  | "ecr"
  | "ecr-public"
  | "gar"
  | "generic"
  | "ghcr"
  | "gitea"
  | "gitlab"
  | "harbor"
  | "ibm"
  | "nexus"
  | "quay"
  | "repoflow"
  | "zot";

/** What each kind is called, in the order of the documentation. */
export const registryNames: Readonly<Record<RegistryKind, string>> = {
  acr: "Azure Container Registry",
  artifactory: "JFrog Artifactory",
  cloudsmith: "Cloudsmith",
  distribution: "Docker Registry (distribution)",
  "docker-hub": "Docker Hub",
  ecr: "Amazon ECR",
  "ecr-public": "Amazon ECR Public",
  gar: "Google Artifact Registry",
  ghcr: "GitHub Container Registry",
  gitea: "Gitea and Forgejo",
  gitlab: "GitLab Container Registry",
  harbor: "Harbor",
  ibm: "IBM Cloud Container Registry",
  nexus: "Sonatype Nexus Repository",
  quay: "Quay",
  repoflow: "RepoFlow",
  zot: "zot",
  generic: "Any registry",
};

/** `<account>.dkr.ecr.<region>.amazonaws.com`, its FIPS and dual-stack forms, and those of other AWS partitions. */
const ECR =
  /^\d{12}\.dkr(?:\.ecr|-ecr)(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|on\.aws)$/;

/** `<location>-docker.pkg.dev`; the hosts of Container Registry lead to Artifact Registry as well. */
const GAR = /^(?:([a-z0-9-]+)-docker\.pkg\.dev|(?:.+\.)?pkg\.dev|(?:[a-z]+\.)?gcr\.io)$/;

const HOSTS: readonly (readonly [RegExp, RegistryKind])[] = [
  [ECR, "ecr"],
  [/^(?:public\.ecr\.aws|ecr-public\.aws\.com)$/, "ecr-public"],
  [/\.azurecr\.(?:io|cn|us|de)$/, "acr"],
  [GAR, "gar"],
  [/^(?:ghcr\.io|containers\..+)$/, "ghcr"],
  [/^quay\.io$/, "quay"],
  [/^registry\.gitlab\.com$/, "gitlab"],
  [/^(?:[a-z0-9-]+\.)*icr\.io$/, "ibm"],
  [/\.jfrog\.io$/, "artifactory"],
  [/\.cloudsmith\.io$/, "cloudsmith"],
  [/^api\.repoflow\.io$/, "repoflow"],
];

/** What the host's name says; `generic` for a name that could be anything. */
export function kindOfHost(host: string): RegistryKind {
  if (isDockerHub(host)) return "docker-hub";
  const name = withoutPort(host);
  return HOSTS.find(([pattern]) => pattern.test(name))?.[1] ?? "generic";
}

/** The region or location in the name of a host of Amazon ECR or Google Artifact Registry. */
export function regionOf(host: string): string | undefined {
  const name = withoutPort(host);
  return ECR.exec(name)?.[1] ?? GAR.exec(name)?.[1];
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, "");
}
