import type { Problem } from "../errors.ts";
import { kindOfHost, type RegistryKind } from "./explain/kind.ts";

/** How paths look at a registry whose host tells which one it is. The chart's name follows the path. */
interface Layout {
  /** How many parts the path has at least, and at most. */
  readonly parts: readonly [number, number];
  /** The path in words: what its parts are. */
  readonly shape: string;
  readonly why: string;
}

const MANY = Number.POSITIVE_INFINITY;

/** Registries that refuse any other path, most of them as if rights were missing. */
const LAYOUTS: Partial<Readonly<Record<RegistryKind, Layout>>> = {
  "docker-hub": {
    parts: [1, 1],
    shape: "<namespace>",
    why: "Docker Hub's repositories are a namespace and a name, no more and no less",
  },
  "ecr-public": {
    parts: [1, MANY],
    shape: "<alias>",
    why: "Amazon ECR Public wants the registry's alias before a name",
  },
  gar: {
    parts: [2, MANY],
    shape: "<project>/<repository>",
    why: "Google Artifact Registry wants a project and a repository before a name",
  },
  ghcr: { parts: [1, MANY], shape: "<owner>", why: "GitHub wants an owner before a name" },
  gitlab: { parts: [1, MANY], shape: "<group>/<project>", why: "GitLab wants a group before a name" },
  ibm: { parts: [1, MANY], shape: "<namespace>", why: "IBM Cloud wants a namespace before a name" },
  quay: { parts: [1, MANY], shape: "<organization>", why: "Quay wants an organization before a name" },
  cloudsmith: {
    parts: [2, MANY],
    shape: "<organization>/<repository>",
    why: "Cloudsmith wants an organization and a repository before a name",
  },
};

/** Websites that people take for the registry next to them. */
const WEBSITES: ReadonlyMap<string, string> = new Map([
  ["github.com", "ghcr.io"],
  ["gitlab.com", "registry.gitlab.com"],
  ["hub.docker.com", "registry-1.docker.io"],
  ["helm.cloudsmith.io", "helm.oci.cloudsmith.io"],
]);

/** What a registry, known by its host, would refuse in the place for charts: known before anything is sent. */
export function hostProblems(host: string, path: string): Problem[] {
  const name = host.toLowerCase();
  const registry = WEBSITES.get(name);
  if (registry !== undefined) {
    return [
      {
        message: `${name} is a website, not a registry`,
        hint: `write "${place(registry, path || shapeOf(registry))}"`,
      },
    ];
  }
  const layout = LAYOUTS[kindOfHost(name)];
  const isLegacy = /(^|\.)gcr\.io$/.test(name);
  if (layout === undefined || isLegacy) return [];
  const parts = path === "" ? [] : path.split("/");
  const [least, most] = layout.parts;
  if (parts.length >= least && parts.length <= most) return [];
  const kept = parts.length > most ? parts.slice(0, most).join("/") : layout.shape;
  return [{ message: layout.why, hint: `write "${place(host, kept)}"; the chart's name is added` }];
}

/** What is worth saying of a registry before a push to it, in a sentence. */
export function hostNote(host: string): string | undefined {
  if (kindOfHost(host) !== "ecr") return undefined;
  return "Amazon ECR creates no repositories on a push, unless a repository creation template says so: there must be one for each chart.";
}

const ECR_NAME = /^[a-z0-9]+(?:[._-][a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$/;

/** Why a repository's name, though it is one by the specification, is none on this host. */
export function hostNameProblem(name: string, host: string): string | undefined {
  // Quirk(ECR): one separator at a time, and 2 characters at least (Amazon ECR API, CreateRepository, repositoryName).
  if (kindOfHost(host) !== "ecr" || (name.length >= 2 && ECR_NAME.test(name))) return undefined;
  return `${JSON.stringify(name)} is no repository of Amazon ECR: 2 characters or more, with single ".", "_" and "-" between letters and digits`;
}

function shapeOf(host: string): string {
  return LAYOUTS[kindOfHost(host)]?.shape ?? "";
}

function place(host: string, path: string): string {
  return `oci://${[host, path.toLowerCase()].filter((part) => part !== "").join("/")}`;
}
