import type { Problem } from "../errors.ts";
import { type Cursor, type Findings, list, record, text } from "./decode.ts";
import { invalidChart } from "./invalid.ts";
import type { Dependency } from "./metadata.ts";
import { decodeDependency, type RawMetadata } from "./raw-metadata.ts";
import { toDependencies } from "./sanitise.ts";
import { problemAt, sourceOf } from "./source.ts";
import { parseYaml } from "./yaml.ts";

/** Chart.lock, or a v1 chart's requirements.lock, Helm v4.1.4 `pkg/chart/v2/dependency.go`. */
export interface Lock {
  /** When it was made, RFC 3339. */
  readonly generated?: string;
  /** Of the dependencies asked for and those locked: `sha256:…`. */
  readonly digest?: string;
  readonly dependencies: readonly Dependency[];
}

interface RawLock {
  readonly generated: string;
  readonly digest: string;
  readonly dependencies: RawMetadata["dependencies"];
}

const decodeLock = record<RawLock>({ generated: text, digest: text, dependencies: list(decodeDependency) });

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([.,]\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Reads a lock file. Throws CHART_INVALID with all that Helm would refuse in it. */
export function parseLock(bytes: Uint8Array, file: string): Lock {
  const source = sourceOf(bytes, file);
  const findings: Findings = { problems: [], places: new Map(), mistyped: new Set(), unknown: new Map() };
  const cursor: Cursor = { source, path: "", findings };
  const raw = decodeLock(parseYaml(source), cursor, undefined) ?? {};
  const problems = [...findings.problems, ...timeProblems(raw.generated, findings)];
  if (problems.length > 0) throw invalidChart(`Could not read ${file}`, problems);
  return {
    ...(raw.generated === undefined ? {} : { generated: raw.generated }),
    ...(raw.digest ? { digest: raw.digest } : {}),
    dependencies: toDependencies(raw.dependencies) ?? [],
  };
}

function timeProblems(generated: string | undefined, findings: Findings): Problem[] {
  const place = findings.places.get("generated");
  if (generated === undefined || place === undefined || rfc3339.test(generated)) return [];
  const message = `generated ${JSON.stringify(generated)} is no time in the form of RFC 3339`;
  return [problemAt(place, message, "run `helm dependency update` to write the lock anew")];
}
