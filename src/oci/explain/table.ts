import type { RegistryKind } from "./kind.ts";
import type { Rule } from "./rule.ts";
import { anyRules } from "./rules/any.ts";
import { acrRules, ecrPublicRules, ecrRules, garRules, ibmRules } from "./rules/clouds.ts";
import { ghcrRules, giteaRules, gitlabRules } from "./rules/forges.ts";
import { cloudsmithRules, dockerHubRules, quayRules, repoflowRules } from "./rules/hosted.ts";
import {
  artifactoryRules,
  distributionRules,
  harborRules,
  nexusRules,
  zotRules,
} from "./rules/self-hosted.ts";

/** What each kind of registry means by its refusals; `generic` is what all of them mean. */
export const ruleTable: Readonly<Record<RegistryKind, readonly Rule[]>> = {
  acr: acrRules,
  artifactory: artifactoryRules,
  cloudsmith: cloudsmithRules,
  distribution: distributionRules,
  "docker-hub": dockerHubRules,
  ecr: ecrRules,
  "ecr-public": ecrPublicRules,
  gar: garRules,
  ghcr: ghcrRules,
  gitea: giteaRules,
  gitlab: gitlabRules,
  harbor: harborRules,
  ibm: ibmRules,
  nexus: nexusRules,
  quay: quayRules,
  repoflow: repoflowRules,
  zot: zotRules,
  generic: anyRules,
};

/** The rules for a kind, in the order they are tried. */
export function rulesOf(kind: RegistryKind): readonly Rule[] {
  return kind === "generic" ? ruleTable.generic : [...ruleTable[kind], ...ruleTable.generic];
}
