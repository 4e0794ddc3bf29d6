import { createPublicKey } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { attachingProofs, type ProofSettings, type Provenance } from "../commands/attach-proofs.ts";
import { findingProofs } from "../commands/find-proof.ts";
import { certifiedIdentity, ownSignatures } from "../commands/own-signature.ts";
import type { Proofs } from "../commands/proofs.ts";
import { messageOf, PublishError } from "../errors.ts";
import type { Reporter } from "../io.ts";
import type { RetryOptions } from "../oci/http/retry.ts";
import { createTransport, type TransportOptions } from "../oci/http/transport.ts";
import { createRedactor } from "../oci/login/redact.ts";
import type { Registry } from "../oci/registry.ts";
import type { Variables } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import type { SignedBy } from "../report/report.ts";
import { publishAttestation } from "../signing/github-attestations.ts";
import { type IdentitySource, identitySource } from "../signing/sigstore/identity-token.ts";
import { type AskService, createServiceClient } from "../signing/sigstore/service-client.ts";
import { createSigner, type Signer, type SigningIdentity } from "../signing/sigstore/signer.ts";
import { checkEndpoints, type Endpoints, readSigningConfig } from "../signing/sigstore/signing-config.ts";
import { readSigningKey } from "../signing/sigstore/signing-key.ts";
import { readTrustedRoot, type Trust } from "../signing/sigstore/trust.ts";
import { fetchTrustedRoot, fetchTrustFile } from "../signing/sigstore/trust-download.ts";
import { slsaPredicate } from "../signing/slsa.ts";
import { isPrivateRepository } from "./visibility.ts";

/** What signing needs of the run besides the options. */
export interface SigningSurroundings {
  readonly registry: Registry;
  readonly variables: Variables;
  readonly reporter: Pick<Reporter, "debug" | "info" | "mask" | "warn">;
  readonly signal: AbortSignal;
  /** Keeps what was fetched of Sigstore's trust repository. */
  readonly trustDirectory: string;
  /** How services are reached, and waited for. */
  readonly connection: TransportOptions & RetryOptions;
}

/** What `check` has found good. */
interface Ready {
  readonly signer: Signer;
  readonly settings: ProofSettings;
}

/** Proofs by the services that the options name. */
export function wireProofs(options: Options, surroundings: SigningSurroundings): Proofs & AsyncDisposable {
  const { reporter, connection, signal, variables } = surroundings;
  const redactor = createRedactor(reporter.mask.bind(reporter));
  const transport = createTransport(connection);
  const ask = createServiceClient({ ...connection, send: transport.send, redactor });
  let found: IdentitySource | undefined;
  const source = (): IdentitySource => {
    const { identityToken: given } = options;
    found ??= identitySource({ given, variables, ask, redactor });
    return found;
  };
  let ready: Promise<Ready & ReturnType<typeof attachingProofs>> | undefined;
  const make = async (): Promise<Ready & ReturnType<typeof attachingProofs>> => {
    const { config, endpoints } = await readEndpoints(options, surroundings);
    const identity = await signingIdentity(options, endpoints, config, source);
    if (identity.kind === "keyless") warnOfPublicity(options, surroundings);
    const signer = createSigner({ identity, endpoints, ask, now: connection.now });
    const provenance = options.attest ? gitHubProvenance(options, surroundings, ask, source()) : undefined;
    let known: Promise<SignedBy> | undefined;
    const signedBy = (): Promise<SignedBy> => {
      known ??= whoSigns(identity, signer, surroundings);
      return known;
    };
    const trust = await readTrust(options, surroundings);
    const isOurs = ownSignatures({
      signedBy,
      ...(identity.kind === "key" && { publicKey: createPublicKey(identity.privateKey) }),
      trust,
      logs: Math.min(1, endpoints.logs.length),
    });
    const format = options.signatureFormat;
    const isSigned = options.sign.includes("cosign");
    const settings = {
      registry: surroundings.registry,
      signer,
      signedBy,
      findProof: findingProofs(surroundings.registry, isOurs),
      signature: {
        bundle: isSigned && format !== "legacy",
        legacy: isSigned && format !== "bundle",
      },
      ...(provenance && { provenance }),
      settle: (during: AbortSignal) => connection.sleep(400 + 400 * connection.random(), during),
    };
    return { signer, settings, ...attachingProofs(settings) };
  };
  const whenReady = (): Promise<Ready & ReturnType<typeof attachingProofs>> => {
    ready ??= make();
    return ready;
  };
  return {
    beforeTag: options.tag === "after-signing",
    async check() {
      await whenReady();
    },
    async prepare() {
      const { signer, settings } = await whenReady();
      await signer.key(signal);
      await settings.provenance?.predicate(signal);
    },
    attach: async (repository, digest) => (await whenReady()).attach(repository, digest, signal),
    [Symbol.asyncDispose]: () => transport.close(),
  };
}

async function whoSigns(
  identity: SigningIdentity,
  signer: Signer,
  { variables, signal }: SigningSurroundings,
): Promise<SignedBy> {
  if (identity.kind === "key") return { kind: "key" };
  const { claims } = await identity.source.fetch(signal);
  return certifiedIdentity(claims, serverUrlOf(variables), () => signer.key(signal));
}

function serverUrlOf(variables: Variables): string {
  return variables["GITHUB_SERVER_URL"] || "https://github.com";
}

/** Whom to trust; of another instance than the public one only what the user says. */
async function readTrust(
  { trustedRoot, signingConfig, workingDirectory }: Options,
  { trustDirectory: directory, connection, signal }: SigningSurroundings,
): Promise<Trust | undefined> {
  if (trustedRoot !== undefined) {
    const text = await readOptionFile("trusted-root", trustedRoot, workingDirectory);
    return readTrustedRoot(text, trustedRoot);
  }
  return signingConfig === undefined ? fetchTrustedRoot({ directory, connection }, signal) : undefined;
}

async function readOptionFile(option: string, file: string, directory: string): Promise<string> {
  try {
    return await readFile(path.resolve(directory, file), "utf8");
  } catch (cause) {
    throw new PublishError("IO", `Could not read ${option}: ${messageOf(cause)}`, { cause });
  }
}

/** The services to ask. Those of the public instance come and go, so that it is asked for them. */
async function readEndpoints(
  { signingConfig, workingDirectory }: Options,
  { trustDirectory: directory, connection, signal }: SigningSurroundings,
): Promise<{ readonly config: string; readonly endpoints: Endpoints }> {
  const config = signingConfig ?? "Sigstore's public instance";
  const text =
    signingConfig === undefined
      ? await fetchTrustFile({ directory, connection }, "signing_config.v0.2.json", signal)
      : await readOptionFile("signing-config", signingConfig, workingDirectory);
  return { config, endpoints: readSigningConfig(text, config, Date.now()) };
}

async function signingIdentity(
  { cosignKey, cosignPassword }: Options,
  endpoints: Endpoints,
  config: string,
  source: () => IdentitySource,
): Promise<SigningIdentity> {
  checkEndpoints(endpoints, cosignKey === undefined, config);
  const { fulcio } = endpoints;
  if (cosignKey !== undefined || fulcio === undefined) {
    if (cosignKey === undefined) throw new TypeError("endpoints that were not checked");
    return { kind: "key", privateKey: await readSigningKey(cosignKey, cosignPassword) };
  }
  return { kind: "keyless", source: source(), fulcio: fulcio.url };
}

/** A certificate of the public instance stands in public logs for good, and so do the names in it. */
function warnOfPublicity({ signingConfig }: Options, { variables, reporter }: SigningSurroundings): void {
  if (signingConfig !== undefined || !isPrivateRepository(variables)) return;
  reporter.warn(
    "This repository is not public, and signing without a key writes its name, the workflow's and the commit to Sigstore's public logs for good. Set cosign-key, or signing-config for an instance of your own, if they are to stay private.",
  );
}

function gitHubProvenance(
  { githubToken }: Options,
  { variables }: SigningSurroundings,
  ask: AskService,
  source: IdentitySource,
): Provenance {
  const serverUrl = serverUrlOf(variables);
  const apiUrl = variables["GITHUB_API_URL"] ?? "https://api.github.com";
  const repository = variables["GITHUB_REPOSITORY"];
  const api =
    githubToken && repository && variables["GITHUB_ACTIONS"] === "true"
      ? { apiUrl, serverUrl, repository, token: githubToken, ask }
      : undefined;
  let predicate: Promise<object> | undefined;
  const make = async (signal: AbortSignal): Promise<object> =>
    slsaPredicate((await source.fetch(signal)).claims, serverUrl);
  return {
    predicate(signal) {
      predicate ??= make(signal);
      return predicate;
    },
    ...(api && { publish: (bundle, signal) => publishAttestation(api, bundle, signal) }),
  };
}
