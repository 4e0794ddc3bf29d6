import { messageOf, PublishError } from "../../errors.ts";
import type { HttpAnswer } from "../../oci/http/http.ts";
import { follow } from "../../oci/http/redirect.ts";
import { cancellable, createRetrier, type RetryOptions } from "../../oci/http/retry.ts";
import { createTransport, type TransportOptions } from "../../oci/http/transport.ts";
import { readTrustedRoot, type Trust } from "./trust.ts";

/** Where a Sigstore publishes whom to trust, by TUF: signed, versioned, and with an end. */
export interface TrustRepository {
  /** Keeps what was fetched, for the next time; made where it is not there. */
  readonly directory: string;
  /** Another than the public instance's, and the `root.json` that it is known by. */
  readonly mirror?: { readonly url: URL; readonly rootFile: string };
  /** How it is reached, and waited for. */
  readonly connection: TransportOptions & RetryOptions;
}

/** What such a repository has for us. */
export type TrustFile = "trusted_root.json" | "signing_config.v0.2.json";

/** Half of it for a GET. */
const TIMEOUT_MS = 30_000;
const TRIES = 3;
/** What the TUF client takes of the largest kind of file. */
const MAX_BYTES = 5_000_000;

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
  const { publicUrl, readTarget } = await import("./tuf-client.ts");
  const { directory, mirror, connection } = repository;
  const transport = createTransport({ ...connection, timeoutMs: TIMEOUT_MS });
  const retrier = createRetrier({ ...connection, sleep: cancellable(connection.sleep) });
  const doing = `get ${file} from ${addressOf(repository)}`;
  const get = (url: string): Promise<HttpAnswer> => {
    const request = {
      doing,
      method: "GET",
      url: new URL(url),
      headers: {},
      maxBytes: MAX_BYTES,
      signal,
    } as const;
    return retrier.run(TRIES, signal, () => follow(transport.send, request));
  };
  const place = mirror && { url: mirror.url.href.replace(/\/$/, ""), rootFile: mirror.rootFile };
  try {
    return await readTarget({ directory, ...(place ?? { url: publicUrl }) }, file, get);
  } catch (cause) {
    signal.throwIfAborted();
    throw failure(doing, cause);
  } finally {
    await transport.close();
  }
}

function addressOf({ mirror }: TrustRepository): string {
  return mirror?.url.href ?? "Sigstore's trust repository";
}

function failure(doing: string, cause: unknown): PublishError {
  const causes = [...causesOf(cause)];
  const onTheWay = causes.find((error) => error instanceof PublishError);
  const isUnanswered = causes.some(saysNothing);
  const message = onTheWay?.message ?? `Could not ${doing}: ${causes.map(messageOf).join(": ")}.`;
  return new PublishError(isUnanswered ? "NETWORK" : "INTEGRITY", message, {
    hint: isUnanswered
      ? "Where the network does not reach, give a trusted root as a file."
      : "Somebody may be in between, or the files that are kept may be damaged: remove them and try again.",
    cause,
  });
}

/** Errors of the way there, and the client's class for other statuses than 200, say nothing of what was fetched. */
function saysNothing(error: Error): boolean {
  if (error instanceof PublishError) return error.code !== "REGISTRY_ERROR";
  return error.constructor.name.startsWith("DownloadHTTPError");
}

function* causesOf(error: unknown): Generator<Error> {
  for (let at = error; at instanceof Error; at = at.cause) yield at;
}
