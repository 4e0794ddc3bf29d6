import { messageOf, PublishError } from "../../errors.ts";
import { readTrustedRoot, type Trust } from "./trust.ts";

/** Where a Sigstore publishes whom to trust, by TUF: signed, versioned, and with an end. */
export interface TrustRepository {
  /** Keeps what was fetched, for the next time; made where it is not there. */
  readonly directory: string;
  /** Another than the public instance's, and the `root.json` that it is known by. */
  readonly mirror?: { readonly url: URL; readonly rootFile: string };
}

/** What such a repository has for us. */
export type TrustFile = "trusted_root.json" | "signing_config.v0.2.json";

const TIMEOUT_MS = 15_000;

/** The trusted root of the public Sigstore, or of the mirror. Throws as `fetchTrustFile`, and USAGE. */
export async function fetchTrustedRoot(repository: TrustRepository, signal: AbortSignal): Promise<Trust> {
  const text = await fetchTrustFile(repository, "trusted_root.json", signal);
  return await readTrustedRoot(text, addressOf(repository));
}

/**
 * Fetches a file of a TUF repository and checks it up to the root that is known (TUF specification v1.0.33 § 5). Throws
 * NETWORK where there is no answer, INTEGRITY where it does not check.
 */
export async function fetchTrustFile(
  repository: TrustRepository,
  file: TrustFile,
  signal: AbortSignal,
): Promise<string> {
  signal.throwIfAborted();
  const { initTUF } = await import("@sigstore/tuf");
  const { directory, mirror } = repository;
  try {
    const client = await initTUF({
      cachePath: directory,
      timeout: TIMEOUT_MS,
      ...(mirror !== undefined && {
        mirrorURL: mirror.url.href.replace(/\/$/, ""),
        rootPath: mirror.rootFile,
      }),
    });
    signal.throwIfAborted();
    return await client.getTarget(file);
  } catch (cause) {
    signal.throwIfAborted();
    throw failure(`Could not get ${file} from ${addressOf(repository)}`, cause);
  }
}

function addressOf({ mirror }: TrustRepository): string {
  return mirror?.url.href ?? "Sigstore's trust repository";
}

function failure(doing: string, cause: unknown): PublishError {
  const words = [...causesOf(cause)].map(messageOf);
  const isUnanswered = [...causesOf(cause)].some((error) => unanswered.test(error.constructor.name));
  return new PublishError(isUnanswered ? "NETWORK" : "INTEGRITY", `${doing}: ${words.join(": ")}.`, {
    hint: isUnanswered
      ? "Where the network does not reach, give a trusted root as a file."
      : "Somebody may be in between, or the files that are kept may be damaged: remove them and try again.",
    cause,
  });
}

/** The classes of errors, of the client and of `fetch`, that say nothing of what was fetched: they set no names. */
const unanswered = /^(DownloadHTTPError|TypeError|TimeoutError|AbortError|DOMException)/;

function* causesOf(error: unknown): Generator<Error> {
  for (let at = error; at instanceof Error; at = at.cause) yield at;
}
