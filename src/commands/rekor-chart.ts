import { readFile } from "node:fs/promises";
import path from "node:path";
import { digestOf } from "../digest.ts";
import { messageOf, PublishError } from "../errors.ts";
import { type Keyring, readKeyring } from "../signing/pgp/keyring.ts";
import { verifyProvenance } from "../signing/pgp/verify-provenance.ts";
import type { ProvenanceSignature, SignedArchive } from "../signing/provenance.ts";
import type { RekorClient } from "../signing/rekor/log-client.ts";

/** What the commands that speak to a log need. */
export interface RekorSettings {
  readonly rekor: RekorClient;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/** A chart archive whose provenance file has been verified. */
export interface VerifiedChart extends SignedArchive {
  readonly provenance: Uint8Array;
  /** Names the provenance file in messages. */
  readonly source: string;
  readonly signer: ProvenanceSignature;
  readonly keyring: Keyring;
}

/** Reads an archive. Throws IO. */
export async function readArchive(file: string, signal: AbortSignal): Promise<SignedArchive> {
  return { fileName: path.basename(file), digest: digestOf(await readBytes(file, signal)) };
}

/**
 * Reads an archive and the `.prov` beside it, and verifies the one by the other and by the keys of `keyringFile`, which
 * may be armored or binary. Throws IO, PROVENANCE_INVALID, or USAGE for the keyring.
 */
export async function readSignedChart(
  file: string,
  keyringFile: string,
  { now, signal }: Pick<RekorSettings, "now" | "signal">,
): Promise<VerifiedChart> {
  const archive = await readArchive(file, signal);
  const source = `${archive.fileName}.prov`;
  const provenance = await readBytes(
    `${file}.prov`,
    signal,
    "Sign it first, as `publish` does with pgp-key.",
  );
  const keyring = await readKeyring(await readBytes(keyringFile, signal), keyringFile);
  const signer = await verifyProvenance(provenance, archive, keyring, { source, now });
  return { ...archive, provenance, source, signer, keyring };
}

async function readBytes(file: string, signal: AbortSignal, hint?: string): Promise<Buffer> {
  try {
    return await readFile(file, { signal });
  } catch (cause) {
    if (signal.aborted) throw new PublishError("CANCELLED", `Cancelled: read ${file}`, { cause });
    throw new PublishError("IO", `Could not read ${file}: ${messageOf(cause)}.`, {
      cause,
      ...(hint !== undefined && { hint }),
    });
  }
}
