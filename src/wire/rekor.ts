import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import packageJson from "../../package.json" with { type: "json" };
import type { RekorSettings } from "../commands/rekor-chart.ts";
import { messageOf, PublishError } from "../errors.ts";
import type { Reporter } from "../io.ts";
import { createTransport } from "../oci/http/transport.ts";
import { createRedactor } from "../oci/login/redact.ts";
import type { Variables } from "../options/context.ts";
import type { Options } from "../options/parse.ts";
import { createRekorClient } from "../signing/rekor/log-client.ts";
import { createServiceClient } from "../signing/sigstore/service-client.ts";
import { readTrustedRoot, type Trust } from "../signing/sigstore/trust.ts";
import { proxyOf, tlsOf } from "./connection.ts";

/** What is wired besides the options. */
interface Surroundings {
  readonly variables: Variables;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

/** A client of the log that the options name; disposing of it closes its connections. */
export function wireRekor(
  options: Options,
  { variables, reporter, signal }: Surroundings,
): RekorSettings & AsyncDisposable {
  const { rekorUrl, timeoutMs } = options;
  const now = (): number => performance.now();
  const transport = createTransport({
    userAgent: `helm-oci-publish/${packageJson.version}`,
    timeoutMs,
    tls: tlsOf(options, rekorUrl.host, reporter),
    proxy: proxyOf(variables, reporter),
    now,
    reporter,
  });
  const ask = createServiceClient({
    send: transport.send,
    redactor: createRedactor(reporter.mask.bind(reporter)),
    now,
    random: Math.random,
    sleep: (ms, abort) => delay(ms, undefined, { signal: abort }),
  });
  return {
    rekor: createRekorClient(rekorUrl, ask),
    now: new Date(),
    signal,
    [Symbol.asyncDispose]: () => transport.close(),
  };
}

/** The trusted root that the options name. Throws USAGE. */
export async function trustFor({ trustedRoot }: Options): Promise<Trust> {
  if (trustedRoot === undefined) {
    throw new PublishError("USAGE", "Could not read the command line: there is no --trusted-root.", {
      hint: "Name the trusted_root.json of the log's Sigstore: `cosign trusted-root create --with-default-services --out trusted_root.json` writes the public one's.",
    });
  }
  try {
    return await readTrustedRoot(await readFile(trustedRoot, "utf8"), trustedRoot);
  } catch (cause) {
    if (cause instanceof PublishError) throw cause;
    throw new PublishError("USAGE", `Could not read trusted-root: ${messageOf(cause)}.`, { cause });
  }
}
