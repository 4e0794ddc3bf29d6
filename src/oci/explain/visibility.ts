import { kindOfHost, type RegistryKind } from "./kind.ts";

/** How everybody is let pull, where a registry has a way. */
const ways: Readonly<Partial<Record<RegistryKind, string>>> = {
  acr: "let everybody pull with `az acr update --anonymous-pull-enabled` (Standard tier or higher)",
  artifactory: "let anonymous users read the repository, and allow anonymous access in the security settings",
  cloudsmith: "make the repository public in its settings (Privacy)",
  distribution:
    "a registry of this kind is public as a whole, or not at all: let its proxy pass reads without a login",
  "docker-hub": "make the repository public in its settings (Visibility)",
  ecr: "private ECR knows no public repositories: publish to public.ecr.aws, or leave out verify",
  gar: "give the role roles/artifactregistry.reader on the repository to allUsers",
  ghcr: "open the package's settings on GitHub and choose Change visibility; new packages are private",
  gitea: "make the owner, user or organization, public",
  gitlab:
    "make the project public, and its container registry visible to everyone (Settings, General, Visibility)",
  harbor: "make the project public in its configuration",
  ibm: "IBM Cloud's registry serves nobody without an API key: leave out verify",
  nexus: "let the anonymous user read the repository, and allow anonymous Docker pulls in its settings",
  quay: "make the repository public in its settings; new ones are private",
  zot: "let anonymousPolicy read the repository in accessControl",
};

/** How to let everybody pull from a registry. */
export function visibilityHint(host: string): string {
  return ways[kindOfHost(host)] ?? "make the repository public in the registry's settings";
}
