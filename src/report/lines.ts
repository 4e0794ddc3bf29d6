import { digestRefOf, type Outcome, refOf } from "./report.ts";

const marks: Readonly<Record<Outcome["status"], string>> = {
  published: "✓",
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

function story(outcome: Outcome): string {
  switch (outcome.status) {
    case "published": {
      const replaced = outcome.replaced === undefined ? "" : `, replacing ${outcome.replaced}`;
      return `published ${refOf(outcome)} (${formatBytes(outcome.size ?? 0)})${replaced} ${outcome.digest ?? ""}`;
    }
    case "unchanged":
      return `unchanged ${refOf(outcome)} ${outcome.digest}`;
    case "skipped":
      return `skipped, ${outcome.reason}${outcome.digest === undefined ? "" : ` ${outcome.digest}`}`;
    case "planned":
      return `${outcome.reason} as ${digestRefOf(outcome)}`;
    case "conflict":
    case "failed":
      return outcome.status;
  }
}

/** `812 B`, `12.3 kB`, `4.0 MB`: decimal, as registries count. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
