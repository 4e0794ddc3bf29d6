import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import type { VerificationPolicy } from "../commands/verify-policy.ts";
import { messageOf, type Problem, PublishError } from "../errors.ts";
import type { Reporter } from "../io.ts";
import type { Variables } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import type { SignatoryOption, TextRule, VerificationOptions } from "../options/verification.ts";
import { type Keyring, readKeyring } from "../signing/pgp/keyring.ts";
import {
  exactly,
  type Matcher,
  matching,
  readPublicKey,
  type Signatory,
} from "../signing/sigstore/policy.ts";
import { readTrustedRoot, type Trust } from "../signing/sigstore/trust.ts";
import { fetchTrustedRoot } from "../signing/sigstore/trust-download.ts";
import { trustDirectory } from "../wire.ts";
import { trustConnection } from "./connection.ts";

/** Where a policy is opened. */
export interface PolicySurroundings {
  readonly variables: Variables;
  readonly reporter: Pick<Reporter, "debug" | "mask">;
  readonly signal: AbortSignal;
}

/**
 * What the options ask of a chart, with the keys and authorities they name. Throws USAGE with every file that cannot be
 * used; whom to trust is fetched where no file says it.
 */
export async function openPolicy(
  options: Options,
  surroundings: PolicySurroundings,
): Promise<VerificationPolicy> {
  const { verification, workingDirectory } = options;
  if (verification === undefined) throw new TypeError("nothing is to be verified");
  const { require, ignoreLogs } = verification;
  const open = { ...verification, directory: workingDirectory };
  const [keyring, signatory, trust] = await allOrFaults([
    require.includes("pgp") ? openKeyring(open) : undefined,
    open.signatory && openSignatory(open.signatory, workingDirectory),
    openTrust(open, options, surroundings),
  ]);
  return {
    require,
    logs: ignoreLogs ? 0 : 1,
    ...(keyring !== undefined && { keyring }),
    ...(signatory !== undefined && { signatory }),
    ...(trust !== undefined && { trust }),
  };
}

interface OpenOptions extends VerificationOptions {
  readonly directory: string;
}

async function openKeyring({ keyring = "", directory }: OpenOptions): Promise<Keyring> {
  const { bytes, source } = await readMaterial("keyring", keyring, directory);
  return readKeyring(bytes, source);
}

async function openSignatory(option: SignatoryOption, directory: string): Promise<Signatory> {
  if (option.kind === "identity")
    return { kind: "identity", identity: matcherOf(option.identity), issuer: matcherOf(option.issuer) };
  const { bytes, source } = await readMaterial("public-key", option.publicKey, directory);
  return { kind: "key", publicKey: readPublicKey(Buffer.from(bytes).toString("utf8"), source) };
}

function matcherOf({ kind, text }: TextRule): Matcher {
  return kind === "exactly" ? exactly(text) : matching(text);
}

/** None where nothing needs it: provenance files, and a key's signatures that no log has to hold. */
async function openTrust(
  { require, signatory, trustedRoot, ignoreLogs, directory: workingDirectory }: OpenOptions,
  options: Options,
  { variables, reporter, signal }: PolicySurroundings,
): Promise<Trust | undefined> {
  if (!require.includes("cosign") && !require.includes("slsa")) return undefined;
  if (trustedRoot !== undefined) {
    const { bytes, source } = await readMaterial("trusted-root", trustedRoot, workingDirectory);
    return readTrustedRoot(Buffer.from(bytes).toString("utf8"), source);
  }
  if (signatory?.kind === "key" && ignoreLogs) return undefined;
  const directory = trustDirectory(variables, homedir(), process.platform);
  const connection = trustConnection(options, variables, reporter);
  return await fetchTrustedRoot({ directory, connection }, signal).catch((cause: unknown) => {
    if (!signal.aborted) throw cause;
    throw new PublishError("CANCELLED", "Cancelled: fetch the trusted root", { cause });
  });
}

interface Material {
  readonly bytes: Uint8Array;
  /** Names it in messages. */
  readonly source: string;
}

/** A file, or the armored text itself, as a workflow's variable holds it. */
async function readMaterial(option: string, value: string, directory: string): Promise<Material> {
  if (value.startsWith("-----BEGIN ")) return { bytes: Buffer.from(value), source: `the text of ${option}` };
  try {
    return { bytes: await readFile(path.resolve(directory, value)), source: value };
  } catch (cause) {
    throw new PublishError("USAGE", `Could not read ${option}: ${messageOf(cause)}.`, {
      cause,
      hint: "Name a file that this user may read, relative to working-directory.",
    });
  }
}

type Results<T extends readonly unknown[]> = { -readonly [K in keyof T]: Awaited<T[K]> };

/** All results, or one USAGE error with the faults of all; what is no wrong use comes as it is. */
async function allOrFaults<const T extends readonly unknown[]>(work: T): Promise<Results<T>> {
  const settled = await Promise.allSettled(work);
  const errors: unknown[] = settled.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  if (errors.length === 0)
    return settled.map((one) => (one.status === "fulfilled" ? one.value : undefined)) as Results<T>; // in their order
  const other = errors.find((error) => !(error instanceof PublishError) || error.code !== "USAGE");
  if (errors.length === 1 || other !== undefined) throw other ?? errors[0];
  const problems: Problem[] = errors.map((error) => {
    const hint = error instanceof PublishError ? error.hint : undefined;
    return { message: messageOf(error), ...(hint !== undefined && { hint }) };
  });
  throw new PublishError("USAGE", "Could not tell whose signatures count", { problems });
}
