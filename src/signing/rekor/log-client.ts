import type { Digest } from "../../digest.ts";
import { PublishError } from "../../errors.ts";
import { firstHeader, jsonOf, safeUrl } from "../../oci/http/http.ts";
import { type AskService, endpointUrl } from "../sigstore/service-client.ts";
import { isUuid, type LogEntry, readLogEntry } from "./log-entry.ts";

/** A log of provenance files: version 1 of Rekor. What goes wrong is SIGNING, or the network's. */
export interface RekorClient {
  /** Where an entry can be looked at. */
  urlOf(uuid: string): string;
  /** Enters a proposal; `isNew` is false where the log had it. `doing` follows "Could not". */
  enter(proposal: object, doing: string, signal: AbortSignal): Promise<{ entry: LogEntry; isNew: boolean }>;
  /** The UUIDs of all entries on what has this digest, of any kind and by anybody. */
  find(digest: Digest, signal: AbortSignal): Promise<readonly string[]>;
  fetch(uuid: string, signal: AbortSignal): Promise<LogEntry>;
}

const newer = "Rekor v2 takes no provenance files and has no search";
const modern =
  "`publish` with `sign: cosign` enters a Sigstore signature in either kind of log and keeps the proof beside the chart.";

/** A client of the Rekor at `base`. */
export function createRekorClient(base: URL, ask: AskService): RekorClient {
  const entries = endpointUrl(base, "api/v1/log/entries");
  const urlOf = (uuid: string): URL => endpointUrl(base, `api/v1/log/entries/${uuid}`);
  const fetch: RekorClient["fetch"] = async (uuid, signal) => {
    const doing = `fetch entry ${uuid} of the log`;
    const answer = await ask({ doing, method: "GET", url: urlOf(uuid) }, signal);
    const entry = readLogEntry(jsonOf(answer));
    // A log may know an entry by its leaf hash alone, and answer with its tree's id in front.
    if (entry?.uuid.slice(-64) === uuid.slice(-64)) return entry;
    throw wrong(doing, urlOf(uuid), entry === undefined ? "the answer is no log entry" : "it is another one");
  };
  return {
    urlOf: (uuid) => urlOf(uuid).href,
    fetch,
    async enter(proposal, doing, signal) {
      const request = { doing, method: "POST", url: entries, body: proposal, expects: [409], hint } as const;
      const answer = await ask(request, signal);
      if (answer.status === 409) {
        const uuid = /\/([0-9a-f]+)$/.exec(firstHeader(answer, "location") ?? "")?.[1];
        if (isUuid(uuid)) return { entry: await fetch(uuid, signal), isNew: false };
        throw wrong(doing, entries, "the log has the entry already, but does not say where");
      }
      const entry = readLogEntry(jsonOf(answer));
      if (entry === undefined) throw wrong(doing, entries, "the answer is no log entry");
      return { entry, isNew: true };
    },
    async find(hash, signal) {
      const doing = `search the log for ${hash}`;
      const url = endpointUrl(base, "api/v1/index/retrieve");
      const uuids = jsonOf(await ask({ doing, method: "POST", url, body: { hash }, hint }, signal));
      if (!Array.isArray(uuids) || !uuids.every(isUuid)) throw wrong(doing, url, "the answer lists no UUIDs");
      return [...new Set(uuids)];
    },
  };
}

/** What to do where a log cannot do this at all, or no longer. */
function hint(status: number): string | undefined {
  if (status === 400 || status === 422)
    return `Rekor reads RSA and NIST keys, no Ed25519. If it is not that, the log may have ended entries of kind helm. ${newer}. ${modern}`;
  if (status === 404 || status === 405 || status === 501)
    return `Is rekor-url the address of a Rekor v1? ${newer}. ${modern}`;
  return undefined;
}

function wrong(doing: string, url: URL, why: string): PublishError {
  return new PublishError("SIGNING", `Could not ${doing}: ${safeUrl(url)}: ${why}.`, {
    hint: "Is rekor-url the address of a Rekor v1?",
  });
}
