import type { Digest } from "../../digest.ts";

/** What of a statement was found to be as it should. */
export interface CheckedStatement {
  readonly predicate: unknown;
  /** Why it is no statement of that type on that manifest; empty if it is one. */
  readonly problems: readonly string[];
}

/** A DSSE envelope's payload. */
export interface Payload {
  readonly type: string;
  readonly bytes: Uint8Array;
}

const payloadType = "application/vnd.in-toto+json";
const statementTypes: readonly unknown[] = [
  "https://in-toto.io/Statement/v1",
  "https://in-toto.io/Statement/v0.1",
];

type Json = Readonly<Record<string, unknown>>;

/**
 * Checks what libraries leave to their callers (in-toto attestation v1.1 § Validating): that the payload is a statement
 * of this predicate type, and that one of its subjects is this very manifest.
 */
export function checkStatement(payload: Payload, digest: Digest, predicateType: string): CheckedStatement {
  if (payload.type !== payloadType)
    return {
      predicate: undefined,
      problems: [`what it signs is ${shown(payload.type)} and not ${payloadType}`],
    };
  const statement = parseObject(payload.bytes);
  if (statement === undefined || !statementTypes.includes(statement["_type"]))
    return { predicate: undefined, problems: ["what it signs is no in-toto statement"] };
  const problems: string[] = [];
  if (statement["predicateType"] !== predicateType)
    problems.push(
      `it is a statement of type ${shown(statement["predicateType"])} and not ${shown(predicateType)}`,
    );
  const subjects = subjectsOf(statement);
  if (!subjects.includes(digest))
    problems.push(`it is about ${subjects.map(shown).join(", ") || "nothing that has a digest"}`);
  return { predicate: statement["predicate"], problems };
}

/** Untrusted text, for a message. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

function subjectsOf({ subject }: Json): readonly string[] {
  if (!Array.isArray(subject)) return [];
  return subject
    .map((one: unknown) => asObject(asObject(one)?.["digest"])?.["sha256"])
    .filter((hex) => typeof hex === "string")
    .map((hex) => `sha256:${hex}`);
}

function parseObject(bytes: Uint8Array): Json | undefined {
  try {
    return asObject(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return undefined; // not UTF-8 or not JSON: no statement either way
  }
}

function asObject(value: unknown): Json | undefined {
  // Checked: a JSON value that is an object and no array has string keys.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}
