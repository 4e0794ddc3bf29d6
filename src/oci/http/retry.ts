import { PublishError } from "../../errors.ts";
import { isTransientFailure } from "./failure.ts";
import { firstHeader, type HttpAnswer, textOf } from "./http.ts";

const BASE_DELAY_MS = 500;
const MAX_DELAY_MS = 20_000;

/** A registry that asks for more than this is not waited for. */
const MAX_RETRY_AFTER_MS = 120_000;

/** What one request may spend on waiting in all. */
const MAX_TOTAL_WAIT_MS = 300_000;

/** Statuses that may be gone the next time; 499 and 520 to 527 are those of nginx and Cloudflare. */
const TRANSIENT = new Set([408, 425, 429, 499, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527]);

/** What has been retried to the end must not be retried once more by whoever asked, on behalf of another server. */
const spent = new WeakSet<object>();

/** The world's part in waiting; passed in so that tests need not wait. */
export interface RetryOptions {
  /** Rejects as soon as the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Milliseconds since some fixed point. */
  readonly now: () => number;
}

/** Repeats what may be repeated, to one server. */
export interface Retrier {
  /** Does `work` up to `tries` times, until its answer is not transient; then the last answer or error stands. */
  run(tries: number, signal: AbortSignal, work: () => Promise<HttpAnswer>): Promise<HttpAnswer>;
  /** Waits after the failed attempt number `attempt` (from 1); `undefined` where the registry asks for too much. */
  pause(attempt: number, answer: HttpAnswer | undefined, signal: AbortSignal): Promise<number | undefined>;
}

/** `sleep` whose interruption is the error that every cancelled request throws. */
export function cancellable(sleep: RetryOptions["sleep"]): RetryOptions["sleep"] {
  return async (ms, signal) => {
    try {
      await sleep(ms, signal);
    } catch (cause) {
      throw new PublishError("CANCELLED", "Cancelled while waiting to ask the registry again", { cause });
    }
  };
}

/** Whether the same request may fare better later. */
export function isTransientStatus(status: number): boolean {
  return TRANSIENT.has(status);
}

/**
 * A retrier with exponential backoff and full jitter. When the server asks to wait, every request to it waits: those
 * that went on meanwhile would be refused too, and prolong the throttling.
 */
export function createRetrier(options: RetryOptions): Retrier {
  let closedUntil = Number.NEGATIVE_INFINITY;

  const untilOpen = async (signal: AbortSignal): Promise<void> => {
    const ms = closedUntil - options.now();
    if (ms > 0) await options.sleep(withJitter(ms), signal);
  };
  // Jitter on top of what was asked for: everybody who was told to wait 30 s must not come back together.
  const withJitter = (ms: number): number => Math.round(ms * (1 + options.random() / 10));

  const pause: Retrier["pause"] = async (attempt, answer, signal) => {
    const asked = answer === undefined ? undefined : retryAfterMs(answer);
    if (asked !== undefined && asked > MAX_RETRY_AFTER_MS) return undefined;
    const ceiling = Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** (attempt - 1));
    const ms = asked === undefined ? Math.round(ceiling * options.random()) : withJitter(asked);
    if (asked !== undefined) closedUntil = Math.max(closedUntil, options.now() + asked);
    await options.sleep(ms, signal);
    return ms;
  };

  return {
    pause,
    async run(tries, signal, work) {
      let waited = 0;
      for (let attempt = 1; ; attempt++) {
        let answer: HttpAnswer | undefined;
        try {
          await untilOpen(signal);
          answer = await work();
          if (!isTransientStatus(answer.status) || attempt >= tries) return answer;
        } catch (error) {
          if (!(error instanceof Error) || spent.has(error) || !isTransientFailure(error)) throw error;
          if (attempt >= tries) {
            spent.add(error);
            throw error;
          }
        }
        const ms = waited > MAX_TOTAL_WAIT_MS ? undefined : await pause(attempt, answer, signal);
        if (ms === undefined && answer !== undefined) return answer;
        waited += ms ?? 0;
      }
    },
  };
}

/** How long a registry asks us to wait, in milliseconds: Retry-After in seconds or as a date, or its message. */
function retryAfterMs(answer: HttpAnswer): number | undefined {
  const header = firstHeader(answer, "retry-after")?.trim();
  if (header === undefined) return retryAfterInMessage(answer);
  if (/^\d+(\.\d+)?$/.test(header)) return Number(header) * 1000;
  // A date is meant by the server's own clock, which its answer carries.
  const ms = Date.parse(header) - Date.parse(firstHeader(answer, "date") ?? "");
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** Quirk(GHCR): the time is in the message of a 429, as Go prints a duration: `retry-after: 880.092µs`. */
function retryAfterInMessage(answer: HttpAnswer): number | undefined {
  if (answer.status !== 429) return undefined;
  const match = /retry-after: ?(\d+(?:\.\d+)?)(ns|[µμu]s|ms|s|m)\b/i.exec(textOf(answer));
  const unit = { n: 1e-6, µ: 1e-3, μ: 1e-3, u: 1e-3, m: 1, s: 1000 }[
    match?.[2]?.toLowerCase().charAt(0) ?? ""
  ];
  if (match === null || unit === undefined) return undefined;
  return Number(match[1]) * (match[2] === "m" ? 60_000 : unit);
}
