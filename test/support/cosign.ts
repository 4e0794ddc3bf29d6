import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { requireGoPeer } from "./go-peers.ts";
import { type ProgramResult, runProgram } from "./program.ts";
import type { FakeSigstore } from "./sigstore/start.ts";

/** Which logs a signature goes to; `none` leaves a timestamp alone. */
export type Log = 1 | 2 | "none";

/** Whose signature: of cosign's own key pair, or of whom a token is about. */
export type Holder = "key" | "identity";

/** A real cosign that knows one fake Sigstore, with a home and a key pair of its own. */
export interface Cosign {
  /** Temporary; has `cosign.key`, `cosign.pub` and `root.json`. */
  readonly home: string;
  /** PEM. */
  readonly publicKey: string;
  /** The password of `cosign.key`. */
  readonly password: string;
  /** Runs it in its home; never throws for a failure of cosign's. */
  run(...args: readonly string[]): Promise<ProgramResult>;
  /** Signs `host/name@digest` over plain HTTP; throws what cosign says where it cannot. */
  sign(reference: string, holder: Holder, log?: Log): Promise<void>;
  /** The same as an attestation of that predicate type, with `predicate` as JSON. */
  attest(reference: string, holder: Holder, type: string, predicate: unknown): Promise<void>;
  /** `cosign verify`, with further options after those that name whom to trust. */
  verify(reference: string, holder: Holder, ...more: readonly string[]): Promise<ProgramResult>;
  /** `cosign verify-attestation` of that type. */
  verifyAttestation(reference: string, holder: Holder, type: string): Promise<ProgramResult>;
}

const password = "correct horse";
const http = ["--allow-http-registry", "--allow-insecure-registry"];
const trust = [...http, "--trusted-root", "root.json"];

/** The identity in the certificates of `jobClaims`. */
export const jobIdentity = {
  identity: "https://github.com/octo/charts/.github/workflows/release.yml@refs/heads/main",
  issuer: "https://token.actions.githubusercontent.com",
};

const trusted: Readonly<Record<Holder, readonly string[]>> = {
  key: ["--key", "cosign.pub"],
  identity: ["--certificate-identity", jobIdentity.identity, "--certificate-oidc-issuer", jobIdentity.issuer],
};

/** Cosign for one test; `undefined` after skipping where it is not built, which fails where `CI=true`. */
export async function cosignFor(t: TestContext, sigstore: FakeSigstore): Promise<Cosign | undefined> {
  const program = requireGoPeer(t, "cosign");
  if (program === undefined) return undefined;
  const home = await mkdtemp(path.join(os.tmpdir(), "cosign-home-"));
  t.after(() => rm(home, { recursive: true, force: true }));
  const write = (name: string, text: string) => writeFile(path.join(home, name), text);
  await write("root.json", JSON.stringify(sigstore.trustedRoot));
  const env = { PATH: process.env["PATH"], HOME: home, COSIGN_PASSWORD: password };
  const run = (...args: readonly string[]) => runProgram(program, args, { directory: home, env });
  const must = async (...args: readonly string[]): Promise<void> => {
    const { code, stderr } = await run(...args);
    if (code !== 0) throw new Error(`cosign ${args.join(" ")} ended with ${code}: ${stderr}`);
  };
  const signingOptions = async (holder: Holder, log: Log): Promise<readonly string[]> => {
    await write("signing.json", JSON.stringify(sigstore.signingConfig(log)));
    await write("token", sigstore.identityToken());
    const by = holder === "key" ? ["--key", "cosign.key"] : ["--identity-token", "token"];
    return ["-y", ...trust, "--signing-config", "signing.json", ...by];
  };
  await must("generate-key-pair");
  return {
    home,
    publicKey: await readFile(path.join(home, "cosign.pub"), "utf8"),
    password,
    run,
    async sign(reference, holder, log = 1) {
      await must("sign", ...(await signingOptions(holder, log)), reference);
    },
    async attest(reference, holder, type, predicate) {
      await write("predicate.json", JSON.stringify(predicate));
      const options = ["--type", type, "--predicate", "predicate.json"];
      await must("attest", ...(await signingOptions(holder, 1)), ...options, reference);
    },
    verify: (reference, holder, ...more) => run("verify", ...trust, ...trusted[holder], ...more, reference),
    verifyAttestation: (reference, holder, type) =>
      run("verify-attestation", ...trust, ...trusted[holder], "--type", type, reference),
  };
}

/** What `cosign verify` must be told besides: the second Rekor tells no time, and a signature may be in no log. */
export const moreFor: Readonly<Record<Log, readonly string[]>> = {
  1: [],
  2: ["--use-signed-timestamps"],
  none: ["--insecure-ignore-tlog", "--use-signed-timestamps"],
};
