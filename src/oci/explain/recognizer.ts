import { firstHeader, type HttpAnswer, headerOf, jsonOf } from "../http/http.ts";
import { type Challenge, parseChallenges } from "../login/challenge.ts";
import { kindOfHost, type RegistryKind } from "./kind.ts";

/** Finds out by and by which product answers under a host. */
export interface Recognizer {
  readonly kind: RegistryKind;
  /** Learns from any answer, a token server's included. */
  see(answer: HttpAnswer): void;
}

/** A recognizer that knows what the host's name tells; the rest it learns from answers. */
export function createRecognizer(host: string): Recognizer {
  let kind = kindOfHost(host);
  return {
    get kind() {
      return kind;
    },
    see(answer) {
      // Others send the header of distribution too: what it alone tells may turn out to be wrong.
      if (kind === "generic" || kind === "distribution") kind = kindOfAnswer(answer) ?? kind;
    },
  };
}

function kindOfAnswer(answer: HttpAnswer): RegistryKind | undefined {
  return byServer(answer) ?? byChallenge(answer) ?? byBody(answer) ?? byVersion(answer);
}

function byServer(answer: HttpAnswer): RegistryKind | undefined {
  const server = firstHeader(answer, "server") ?? "";
  if (/^AzureContainerRegistry/i.test(server)) return "acr";
  if (/^Nexus\//i.test(server)) return "nexus";
  const isJfrog = ["x-jfrog-version", "x-artifactory-id"].some((name) => answer.headers[name] !== undefined);
  return isJfrog || /^Artifactory\//i.test(server) ? "artifactory" : undefined;
}

/** What services call themselves in a challenge, where it is not the name of their host. */
const SERVICES: ReadonlyMap<string, RegistryKind> = new Map([
  ["ecr.amazonaws.com", "ecr"],
  ["harbor-registry", "harbor"],
  ["registry.docker.io", "docker-hub"],
]);

/** Where products have their token servers. */
const REALM_PATHS: readonly (readonly [RegExp, RegistryKind])[] = [
  [/\/service\/token$/, "harbor"],
  [/\/jwt\/auth$/, "gitlab"],
  [/\/v2\/auth$/, "quay"],
  [/\/artifactory\/api\/(?:docker|oci|helmoci)\//, "artifactory"],
];

function byChallenge(answer: HttpAnswer): RegistryKind | undefined {
  if (answer.status !== 401) return undefined;
  for (const challenge of parseChallenges(headerOf(answer, "www-authenticate") ?? "")) {
    const kind = kindOfChallenge(challenge);
    if (kind !== undefined) return kind;
  }
  return undefined;
}

function kindOfChallenge({ parameters }: Challenge): RegistryKind | undefined {
  const service = parameters.get("service") ?? "";
  const realm = parameters.get("realm") ?? "";
  const known = SERVICES.get(service) ?? kindOfHost(service);
  if (known !== "generic") return known;
  if (/^Sonatype Nexus/i.test(realm)) return "nexus";
  const path = URL.canParse(realm) ? new URL(realm).pathname : "";
  // GitLab calls its service the same, and has its tokens elsewhere.
  if (path.endsWith("/v2/token") && service === "container_registry") return "gitea";
  return REALM_PATHS.find(([pattern]) => pattern.test(path))?.[1];
}

/** zot describes each of its errors in the detail (zot v2 pkg/api/errors). */
function byBody(answer: HttpAnswer): RegistryKind | undefined {
  if (answer.status < 400 || answer.method === "HEAD") return undefined;
  const { errors } = (jsonOf(answer) ?? {}) as { errors?: unknown };
  const [first] = Array.isArray(errors) ? errors : [];
  const { detail } = (first ?? {}) as { detail?: unknown };
  const { description } = (detail ?? {}) as { description?: unknown };
  return typeof description === "string" ? "zot" : undefined;
}

function byVersion(answer: HttpAnswer): RegistryKind | undefined {
  return answer.headers["docker-distribution-api-version"] === undefined ? undefined : "distribution";
}
