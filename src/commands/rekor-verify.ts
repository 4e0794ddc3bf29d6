import { mapLimit } from "../concurrency.ts";
import { messageOf, PublishError } from "../errors.ts";
import { problemsOfProof, type TrustedLogs } from "../signing/rekor/entry-proof.ts";
import { type LoggedChart, problemsOfHelmEntry } from "../signing/rekor/helm-entry.ts";
import type { LogEntry } from "../signing/rekor/log-entry.ts";
import { signatureOf } from "../signing/rekor/provenance-signature.ts";
import { type RekorSettings, readSignedChart, type VerifiedChart } from "./rekor-chart.ts";

/** One entry that a log has on the chart; it counts where there are no problems. */
export interface JudgedEntry {
  readonly uuid: string;
  /** Absent where it could not be fetched. */
  readonly entry?: LogEntry;
  readonly problems: readonly string[];
}

/** A chart and all that a log has on it. */
export interface RekorVerification {
  readonly chart: VerifiedChart;
  readonly entries: readonly JudgedEntry[];
}

/** Whom to believe. */
export interface RekorTrust {
  readonly keyringFile: string;
  readonly logs: TrustedLogs;
}

/** Anybody may enter anything on a chart: many entries must not become many requests at once. */
const maxFetches = 8;

/**
 * Verifies an archive by its provenance file, and judges every entry that the log has on it: whether it is of this very
 * signature, and proven. Others' entries do no harm; one that counts is enough. Throws as `readSignedChart`.
 */
export async function verifyByRekor(
  file: string,
  { keyringFile, logs }: RekorTrust,
  settings: RekorSettings,
): Promise<RekorVerification> {
  const { rekor, signal } = settings;
  const chart = await readSignedChart(file, keyringFile, settings);
  const { provenance, source, digest, signer } = chart;
  const logged = {
    digest,
    signature: await signatureOf(provenance, source),
    fingerprint: signer.fingerprint,
  };
  const uuids = await rekor.find(digest, signal);
  const entries = await mapLimit(uuids, maxFetches, (uuid) => judge(uuid, logged, logs, settings));
  return { chart, entries };
}

async function judge(
  uuid: string,
  chart: LoggedChart,
  logs: TrustedLogs,
  { rekor, signal }: RekorSettings,
): Promise<JudgedEntry> {
  try {
    const entry = await rekor.fetch(uuid, signal);
    const body = Buffer.from(entry.body, "base64");
    const problems = [...(await problemsOfHelmEntry(body, chart)), ...problemsOfProof(entry, logs)];
    return { uuid, entry, problems };
  } catch (error) {
    // One entry that the log does not give is no reason to doubt another.
    if (error instanceof PublishError && !signal.aborted) return { uuid, problems: [messageOf(error)] };
    throw error;
  }
}
