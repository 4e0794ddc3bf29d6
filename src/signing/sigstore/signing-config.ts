import { PublishError } from "../../errors.ts";
import { isLoopback } from "../../oci/http/address.ts";

/** A service of a Sigstore instance. */
export interface Service {
  readonly url: URL;
  readonly majorApiVersion: number;
}

/** The services that signatures are made with: those of a signing config that are to be asked now. */
export interface Endpoints {
  /** Issues certificates; not needed with a key. */
  readonly fulcio?: Service;
  /** Transparency logs; every one of them takes an entry. */
  readonly logs: readonly Service[];
  /** Timestamp authorities (RFC 3161); every one of them gives a timestamp. */
  readonly timestampAuthorities: readonly Service[];
}

/** Sigstore's public instance, whose log is of version 1 (its signing config of 2026). */
export const publicInstance: Endpoints = {
  fulcio: { url: new URL("https://fulcio.sigstore.dev"), majorApiVersion: 1 },
  logs: [{ url: new URL("https://rekor.sigstore.dev"), majorApiVersion: 1 }],
  timestampAuthorities: [
    { url: new URL("https://timestamp.sigstore.dev/api/v1/timestamp"), majorApiVersion: 1 },
  ],
};

const mediaType = "application/vnd.dev.sigstore.signingconfig.v0.2+json";

/** The versions of each service's interface that are understood. */
const understood = { caUrls: [1], rekorTlogUrls: [1, 2], tsaUrls: [1] } as const;
type Kind = keyof typeof understood;

/**
 * Reads a signing config (sigstore/protobuf-specs v0.5.0 sigstore_trustroot.proto, `SigningConfig`) and picks what is to
 * be asked at `now`, in milliseconds since 1970: of each operator the newest version of the interface, and as many of
 * them as the selector says. Throws USAGE, naming `source`.
 */
export function readSigningConfig(text: string, source: string, now: number): Endpoints {
  const config = parse(text, source);
  const [fulcio] = pick(config, "caUrls", "ANY", now, source);
  return {
    ...(fulcio !== undefined && { fulcio }),
    logs: pick(config, "rekorTlogUrls", config["rekorTlogConfig"], now, source),
    timestampAuthorities: pick(config, "tsaUrls", config["tsaConfig"], now, source),
  };
}

/** Throws USAGE where these services cannot make what a verifier needs: a certificate has to be dated by somebody. */
export function checkEndpoints(endpoints: Endpoints, keyless: boolean, source: string): void {
  if (!keyless) return;
  const { fulcio, logs, timestampAuthorities } = endpoints;
  if (fulcio === undefined)
    throw invalid(source, "it names no certificate authority that is valid now (caUrls)");
  const dates = timestampAuthorities.length > 0 || logs.some(({ majorApiVersion }) => majorApiVersion === 1);
  if (!dates) {
    throw invalid(
      source,
      "nothing in it says when a signature was made: version 2 of Rekor does not, so keyless signing needs a timestamp authority (tsaUrls)",
    );
  }
}

function parse(text: string, source: string): Readonly<Record<string, unknown>> {
  try {
    const config: unknown = JSON.parse(text);
    if (isRecord(config) && config["mediaType"] === mediaType) return config;
  } catch (cause) {
    throw invalid(source, "it is no JSON", cause);
  }
  throw invalid(source, `its mediaType is not ${mediaType}`);
}

interface Candidate extends Service {
  readonly operator: string;
}

function pick(
  config: Readonly<Record<string, unknown>>,
  kind: Kind,
  selection: unknown,
  now: number,
  source: string,
): Service[] {
  const listed = Array.isArray(config[kind]) ? config[kind].filter(isRecord) : [];
  const candidates = listed
    .filter((service) => isValid(service, now))
    .map((service) => serviceOf(service, source));
  const usable = candidates.filter(({ majorApiVersion }) =>
    (understood[kind] as readonly number[]).includes(majorApiVersion),
  );
  const byOperator = new Map<string, Candidate>();
  for (const candidate of usable) {
    const known = byOperator.get(candidate.operator);
    if (known === undefined || known.majorApiVersion < candidate.majorApiVersion) {
      byOperator.set(candidate.operator, candidate);
    }
  }
  const found = [...byOperator.values()].map(({ url, majorApiVersion }) => ({ url, majorApiVersion }));
  if (listed.length > 0 && found.length === 0) {
    throw invalid(source, `${kind} names nothing that is valid now and understood`);
  }
  return found.slice(0, countOf(selection));
}

function countOf(selection: unknown): number {
  const { selector, count } = isRecord(selection) ? selection : {};
  if (selector === "ALL") return Number.POSITIVE_INFINITY;
  return selector === "EXACT" && typeof count === "number" ? count : 1;
}

function isValid({ validFor }: Readonly<Record<string, unknown>>, now: number): boolean {
  const { start, end } = isRecord(validFor) ? validFor : {};
  return Date.parse(String(start)) <= now && (end === undefined || now <= Date.parse(String(end)));
}

function serviceOf(service: Readonly<Record<string, unknown>>, source: string): Candidate {
  const { url: text, majorApiVersion, operator } = service;
  const url = typeof text === "string" && URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw invalid(source, `${JSON.stringify(text)} is no address`);
  // Identity tokens are sent there: whoever reads one can sign in our name.
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    throw invalid(source, `${url.origin} is not reached by HTTPS`);
  }
  return { url, majorApiVersion: Number(majorApiVersion ?? 1), operator: String(operator ?? url.host) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(source: string, why: string, cause?: unknown): PublishError {
  return new PublishError("USAGE", `Could not use the signing config ${source}: ${why}.`, {
    hint: "Make one with: cosign signing-config create",
    ...(cause === undefined ? {} : { cause }),
  });
}
