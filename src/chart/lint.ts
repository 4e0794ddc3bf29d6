import type { Problem } from "../errors.ts";
import { artifactHubWarnings } from "./artifacthub-annotations.ts";
import type { ChartFile } from "./chart.ts";
import { fileIn } from "./file-path.ts";
import type { MetadataDraft } from "./read-metadata.ts";
import { problemAt } from "./source.ts";
import { problemWith } from "./validate.ts";
import { isStrictVersion } from "./version.ts";

/** What is worth saying of a chart's metadata though Helm takes it. */
export function metadataWarnings(draft: MetadataDraft, hasRequirements: boolean): Problem[] {
  return [
    ...versionWarnings(draft),
    ...deprecationWarnings(draft),
    ...requirementWarnings(draft, hasRequirements),
    ...artifactHubWarnings(draft),
    ...[...draft.findings.unknown].map(([path, place]) => unknownField(path, place)),
  ];
}

/** A version that Helm packages, but does not see when it looks for one in a registry. */
export function versionWarnings(draft: MetadataDraft): Problem[] {
  const { version } = draft.metadata;
  if (isStrictVersion(version)) return [];
  const message = `version ${JSON.stringify(version)} is not strict SemVer: ranges and dependencies cannot find it in a registry`;
  return [problemWith(draft, "version", message, "write three numbers without a `v`, as in 1.2.3")];
}

function deprecationWarnings(draft: MetadataDraft): Problem[] {
  if (draft.metadata.deprecated !== true) return [];
  return [
    problemWith(draft, "deprecated", "the chart is deprecated", "set deprecated: skip to leave it out"),
  ];
}

function requirementWarnings(draft: MetadataDraft, hasRequirements: boolean): Problem[] {
  const isV1 = draft.metadata.apiVersion === "v1";
  const place = draft.findings.places.get("dependencies");
  if (isV1 && place !== undefined && place.source.file === draft.file) {
    const message = "`dependencies` of a v1 chart: Helm leaves them out when it packages the chart";
    return [problemAt(place, message, "write `apiVersion: v2`, or move them to requirements.yaml")];
  }
  if (isV1 || !hasRequirements) return [];
  const message = "requirements.yaml in a chart that is not v1: dependencies belong into Chart.yaml";
  return [problemWith(draft, "apiVersion", message, "move them to `dependencies` in Chart.yaml")];
}

function unknownField(path: string, place: Parameters<typeof problemAt>[0]): Problem {
  if (/^dependencies\[\d+\]\.url$/.test(path)) {
    return problemAt(place, "Helm ignores `url` of a dependency", "write `repository` for `url`");
  }
  return problemAt(
    place,
    `Helm knows no field ${path} and drops it`,
    "remove it, or move it to `annotations`",
  );
}

/** What seldom belongs into a published chart, by its path: the first group is the part that is named. */
const suspicious: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^((?:.*\/)?\.git)\//, "the history of a git repository"],
  [/^((?:.*\/)?node_modules)\//, "packages of npm"],
  [/^((?:.*\/)?\.env(?:\.[^/]*)?)$/, "environment variables, which may be secret"],
  [/^((?:.*\/)?id_(?:rsa|dsa|ecdsa|ed25519))$/, "a private key"],
  [/^(.*\.(?:pem|key|p12|pfx))$/, "a key or a certificate"],
];

/** A private key in PEM or OpenPGP armor with a line of its body: headers alone stand in many a documentation. */
const privateKey = /^PRIVATE KEY(?: BLOCK)?-----\s+(?:[A-Za-z-]+:[^\n]*\s+)*[A-Za-z0-9+/]{40}/;

/** How far behind the header the body must begin, in bytes. */
const keyHeaderReach = 400;

/** Files that one would not want to publish unawares; a directory is named once. */
export function contentWarnings(files: readonly ChartFile[], source: string): Problem[] {
  const warnings = new Map<string, Problem>();
  for (const file of files) {
    const [path, what] = suspicionOf(file) ?? [];
    if (path === undefined || warnings.has(path)) continue;
    const hint = `add ${path} to .helmignore if it does not belong there`;
    warnings.set(path, {
      message: `the chart publishes ${path}: ${what}`,
      location: { file: fileIn(source, path) },
      hint,
    });
  }
  return [...warnings.values()];
}

function suspicionOf({ path, bytes }: ChartFile): readonly [string, string] | undefined {
  for (const [pattern, what] of suspicious) {
    const match = pattern.exec(path);
    if (match?.[1] !== undefined) return [match[1], what];
  }
  return holdsPrivateKey(bytes) ? [path, "a private key"] : undefined;
}

function holdsPrivateKey(bytes: Uint8Array): boolean {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = content.indexOf("PRIVATE KEY"); at >= 0; at = content.indexOf("PRIVATE KEY", at + 1)) {
    if (privateKey.test(content.toString("latin1", at, at + keyHeaderReach))) return true;
  }
  return false;
}
