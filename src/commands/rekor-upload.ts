import { PublishError } from "../errors.ts";
import { proposeHelmEntry } from "../signing/rekor/helm-entry.ts";
import type { LogEntry } from "../signing/rekor/log-entry.ts";
import { minimalKey } from "../signing/rekor/minimal-key.ts";
import { signatureOf } from "../signing/rekor/provenance-signature.ts";
import { type RekorSettings, readSignedChart, type VerifiedChart } from "./rekor-chart.ts";

/** What a log holds now. */
export interface RekorUpload {
  readonly entry: LogEntry;
  /** False where the log had it before. */
  readonly isNew: boolean;
  readonly chart: VerifiedChart;
  /** The user id that went along with the key, or would have. */
  readonly userId: string;
}

/**
 * Enters the provenance file of an archive in a log, once it is verified: what is wrong would stand there for good.
 * Throws as `readSignedChart`, SIGNING where the log refuses.
 */
export async function uploadToRekor(
  file: string,
  keyringFile: string,
  settings: RekorSettings,
): Promise<RekorUpload> {
  const chart = await readSignedChart(file, keyringFile, settings);
  const { provenance, source, signer, keyring } = chart;
  const key = keyring.find((one) => one.getFingerprint().toUpperCase() === signer.fingerprint);
  if (key === undefined) throw new PublishError("USAGE", "Could not find the key that has just been used.");
  const { keyIds } = await signatureOf(provenance, source);
  const { armored, userId } = await minimalKey(key, keyIds, signer.time);
  const proposal = proposeHelmEntry(provenance, armored);
  const doing = `enter ${source} in the log`;
  const { entry, isNew } = await settings.rekor.enter(proposal, doing, settings.signal);
  return { entry, isNew, chart, userId };
}
