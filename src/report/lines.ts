import { helmInstallLine } from "./install.ts";
import { type ChartFacts, digestRefOf, type Outcome, type Report, refOf, type Status } from "./report.ts";

const marks: Readonly<Record<Outcome["status"], string>> = {
  published: "✓",
  saved: "✓",
  unchanged: "=",
  skipped: "-",
  planned: "→",
  conflict: "✗",
  failed: "✗",
};

/** One line on what became of a chart, ending in the digest where there is one. */
export function lineOf(outcome: Outcome): string {
  const chart = outcome.name === undefined ? outcome.path : `${outcome.name} ${outcome.version}`;
  return `${marks[outcome.status]} ${chart}: ${story(outcome)}`;
}

/** One line on an archive that was made. */
export function packagedLine({ name, version, size = 0, chartDigest }: ChartFacts): string {
  return `${name} ${version}: ${formatBytes(size)} ${chartDigest ?? ""}`;
}

const statuses = Object.keys(marks) as Status[]; // the keys of a Record are its type

function story(outcome: Outcome): string {
  switch (outcome.status) {
    case "published":
    case "saved": {
      const replaces = "replaced" in outcome ? `, replacing ${outcome.replaced}` : "";
      return `${outcome.status} ${refOf(outcome)} (${formatBytes(outcome.size ?? 0)})${replaces}${aliases(outcome)}${proofs(outcome)}${hub(outcome)} ${outcome.digest ?? ""}`;
    }
    case "unchanged":
      return `unchanged ${refOf(outcome)}${aliases(outcome)}${proofs(outcome)}${hub(outcome)} ${outcome.digest}`;
    case "skipped":
      return `skipped${at(outcome)}, ${outcome.reason}${hub(outcome)}${outcome.digest === undefined ? "" : ` ${outcome.digest}`}`;
    case "planned":
      return `${outcome.reason} as ${digestRefOf(outcome) ?? refOf(outcome)}${hub(outcome)}`;
    case "conflict":
    case "failed":
      return `${outcome.status}${at(outcome)}`;
  }
}

/** That Artifact Hub's metadata are new; that they are not is no news. */
function hub({ artifactHub }: ChartFacts): string {
  const words = {
    published: ", artifacthub-repo.yml pushed",
    planned: ", artifacthub-repo.yml would be pushed",
  };
  return artifactHub === undefined || artifactHub === "unchanged" ? "" : words[artifactHub];
}

function aliases({ aliases = [] }: ChartFacts): string {
  return aliases.length === 0 ? "" : `, also as ${aliases.join(", ")}`;
}

/** The place, which tells one target from another. */
function at(facts: ChartFacts): string {
  const ref = refOf(facts);
  return ref === undefined ? "" : ` ${ref}`;
}

/** What Sigstore says of it; a provenance file is part of the manifest, and no news. */
function proofs({ signatures }: ChartFacts): string {
  const words = { pgp: "", cosign: ", signed", slsa: ", attested" };
  return signatures.map((kind) => words[kind]).join("");
}

/** How the run ends, for people: the counts, and how to install what is there by digest. */
export function closingLines(report: Report): string[] {
  const installs = report.outcomes
    .filter((o) => o.status === "published" || o.status === "unchanged")
    .flatMap((o) => helmInstallLine(o) ?? []);
  const pinned = installs.length === 0 ? [] : ["Install by digest:", ...installs.map((line) => `  ${line}`)];
  return [countsOf(report), ...pinned];
}

/** `2 published, 1 conflict`. */
export function countsOf({ outcomes }: Report): string {
  const counts = statuses.map(
    (status) => [outcomes.filter((o) => o.status === status).length, status] as const,
  );
  const parts = counts.filter(([count]) => count > 0).map(([count, status]) => `${count} ${status}`);
  return parts.join(", ") || "no charts";
}

/** `812 B`, `12.3 kB`, `4.0 MB`: decimal, as registries count. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
