import type { RegistryKind } from "../../../src/oci/explain/kind.ts";
import type { Example, RefusalFacts } from "../../../src/oci/explain/rule.ts";

/** A host of each kind; those who are found under any name have one of their own. */
export const hostOf: Readonly<Record<RegistryKind, string>> = {
  acr: "acme.azurecr.io",
  artifactory: "acme.jfrog.io",
  cloudsmith: "helm.oci.cloudsmith.io",
  distribution: "registry.example.com:5000",
  "docker-hub": "registry-1.docker.io",
  ecr: "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
  "ecr-public": "public.ecr.aws",
  gar: "europe-west1-docker.pkg.dev",
  ghcr: "ghcr.io",
  gitea: "git.example.com",
  gitlab: "registry.gitlab.com",
  harbor: "harbor.example.com",
  ibm: "de.icr.io",
  nexus: "nexus.example.com:8083",
  quay: "quay.io",
  repoflow: "api.repoflow.io",
  zot: "zot.example.com",
  generic: "registry.example.com",
};

/** Three parts, but for where there are two. */
const repositoryOf = (kind: RegistryKind): string => (kind === "docker-hub" ? "acme/web" : "acme/charts/web");

/** An example as the facts it stands for. */
export function factsOf(kind: RegistryKind, example: Example): RefusalFacts {
  const { step, status, code, words = "", hasCredentials = true, isRegistry = true } = example;
  return {
    kind,
    step,
    status,
    codes: code === undefined ? [] : [code],
    words,
    isRegistry,
    host: hostOf[kind],
    repository: example.repository ?? repositoryOf(kind),
    account: hasCredentials
      ? "credentials used: the username and password inputs"
      : "no credentials found in the username and password inputs",
    hasCredentials,
    ...(status === 429 && { wait: "30" }),
  };
}
