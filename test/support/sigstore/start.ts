import type { TestContext } from "node:test";
import type { ScriptedServer } from "../scripted-server.ts";
import { type Fulcio, startFulcio } from "./fulcio.ts";
import { type Claims, type OidcIssuer, startOidcIssuer } from "./oidc-issuer.ts";
import { type FakeLog, startRekorV1 } from "./rekor-v1.ts";
import { startRekorV2 } from "./rekor-v2.ts";
import { type Switches, wellBehaved } from "./switches.ts";
import { startTimestampAuthority, type TimestampAuthority } from "./timestamp-authority.ts";

/**
 * A whole Sigstore on loopback. What one of its servers should refuse is a rule of that server
 * (`sigstore.rekor.rules.push({ reply: { status: 500 } })`); what it should get wrong is a switch.
 */
export interface FakeSigstore extends AsyncDisposable {
  readonly fulcio: ScriptedServer;
  readonly rekor: ScriptedServer;
  readonly rekorV2: ScriptedServer;
  readonly timestamps: ScriptedServer;
  readonly issuer: OidcIssuer;
  /** Base addresses; that of `timestamps` is whole, with its path. */
  readonly urls: Readonly<Record<"fulcio" | "rekor" | "rekorV2" | "timestamps", string>>;
  readonly switches: Switches;
  /** `trusted_root.json`, as a value. */
  readonly trustedRoot: Readonly<Record<string, unknown>>;
  /** `signing_config.v0.2.json` with the log given and the timestamp authority. */
  signingConfig(rekor?: 1 | 2 | "none"): Readonly<Record<string, unknown>>;
  identityToken(claims?: Claims): string;
}

export interface SigstoreOptions {
  /** How the jobs of the issuer differ from `jobClaims`. */
  readonly claims?: Claims;
  readonly switches?: Partial<Switches>;
}

/** Starts a Sigstore that ends with the test, or when it is disposed of. */
export async function startSigstore(t: TestContext, options: SigstoreOptions = {}): Promise<FakeSigstore> {
  const switches: Switches = { ...wellBehaved, ...options.switches };
  const issuer = await startOidcIssuer(options.claims ?? {});
  const fulcio = await startFulcio(switches, issuer.read);
  const rekor = await startRekorV1(switches);
  const rekorV2 = await startRekorV2(switches);
  const timestamps = await startTimestampAuthority(switches);
  const urls = {
    fulcio: fulcio.server.origin,
    rekor: rekor.server.origin,
    rekorV2: rekorV2.server.origin,
    timestamps: `${timestamps.server.origin}/api/v1/timestamp`,
  };
  let isClosed = false;
  const close = async (): Promise<void> => {
    if (isClosed) return;
    isClosed = true;
    for (const { server } of [issuer, fulcio, rekor, rekorV2, timestamps])
      await server[Symbol.asyncDispose]();
  };
  t.after(close);
  return {
    fulcio: fulcio.server,
    rekor: rekor.server,
    rekorV2: rekorV2.server,
    timestamps: timestamps.server,
    issuer,
    urls,
    switches,
    trustedRoot: trustedRootOf(fulcio, [rekor, rekorV2], timestamps),
    signingConfig: (version = 1) => signingConfigOf(urls, version),
    identityToken: issuer.identityToken,
    [Symbol.asyncDispose]: close,
  };
}

const valid = { start: "2020-01-01T00:00:00Z" };

function trustedRootOf(
  fulcio: Fulcio,
  logs: readonly FakeLog[],
  timestamps: TimestampAuthority,
): FakeSigstore["trustedRoot"] {
  const log = (baseUrl: string, publicKey: Buffer, id: Buffer) => ({
    baseUrl,
    hashAlgorithm: "SHA2_256",
    publicKey: {
      rawBytes: publicKey.toString("base64"),
      keyDetails: "PKIX_ECDSA_P256_SHA_256",
      validFor: valid,
    },
    logId: { keyId: id.toString("base64") },
  });
  const authority = (uri: string, chain: readonly Buffer[]) => ({
    subject: { organization: "sigstore.mock", commonName: "sigstore" },
    uri,
    certChain: { certificates: chain.map((der) => ({ rawBytes: der.toString("base64") })) },
    validFor: valid,
  });
  const { id, publicKey } = fulcio.certificateLog;
  return {
    mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
    tlogs: logs.map((one) => log(one.server.origin, one.log.publicKey, one.log.id)),
    certificateAuthorities: [authority(fulcio.server.origin, [fulcio.root])],
    ctlogs: [log(`${fulcio.server.origin}/ctlog`, publicKey, id)],
    timestampAuthorities: [authority(timestamps.server.origin, timestamps.chain)],
  };
}

function signingConfigOf(urls: FakeSigstore["urls"], version: 1 | 2 | "none"): Record<string, unknown> {
  const service = (url: string, majorApiVersion = 1) => [
    { url, majorApiVersion, validFor: valid, operator: "fake" },
  ];
  const logs = { none: [], 1: service(urls.rekor), 2: service(urls.rekorV2, 2) };
  return {
    mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
    caUrls: service(urls.fulcio),
    oidcUrls: [],
    rekorTlogUrls: logs[version],
    rekorTlogConfig: { selector: "ANY" },
    tsaUrls: service(urls.timestamps),
    tsaConfig: { selector: "ANY" },
  };
}
