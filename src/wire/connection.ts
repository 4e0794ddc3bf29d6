import { setTimeout as delay } from "node:timers/promises";
import packageJson from "../../package.json" with { type: "json" };
import type { Reporter } from "../io.ts";
import type { ProxySettings } from "../oci/http/proxy.ts";
import type { RetryOptions } from "../oci/http/retry.ts";
import { readTlsFiles, type TlsOptions } from "../oci/http/tls.ts";
import type { TransportOptions } from "../oci/http/transport.ts";
import type { Variables } from "../options/context.ts";
import type { Options } from "../options/parse.ts";

/** The registry's TLS settings; an unsafe one is told. */
export function tlsOf(
  options: Options,
  host: string | undefined,
  reporter: Pick<Reporter, "warn">,
): TlsOptions {
  const { insecureSkipTlsVerify, workingDirectory } = options;
  if (insecureSkipTlsVerify) {
    reporter.warn(
      `The TLS certificate of ${host ?? "the registry"} is not checked (insecure-skip-tls-verify): whoever stands in between can read the credentials and change what is published. Name its authority in ca-file instead.`,
    );
  }
  return {
    ...readTlsFiles(options, workingDirectory),
    ...(host !== undefined && { hostname: new URL(`https://${host}`).hostname }),
    insecureSkipVerify: insecureSkipTlsVerify,
  };
}

/** How Sigstore's trust repository is reached: through proxies, and neither with our certificate nor unchecked. */
export function trustConnection(
  { caFile, timeoutMs, workingDirectory }: Options,
  variables: Variables,
  reporter: Pick<Reporter, "debug" | "mask">,
): TransportOptions & RetryOptions {
  return {
    userAgent: `helm-oci-publish/${packageJson.version}`,
    timeoutMs,
    tls: readTlsFiles({ ...(caFile !== undefined && { caFile }) }, workingDirectory),
    proxy: proxyOf(variables, reporter),
    reporter,
    now: () => performance.now(),
    random: Math.random,
    sleep: (ms, abort) => delay(ms, undefined, { signal: abort }),
  };
}

/** The proxies that the environment names, in lower or upper case; their passwords are masked. */
export function proxyOf(variables: Variables, reporter: Pick<Reporter, "mask">): ProxySettings {
  const value = (name: string): string | undefined =>
    variables[name.toLowerCase()] || variables[name.toUpperCase()] || undefined;
  const [http, https, none] = [value("http_proxy"), value("https_proxy"), value("no_proxy")];
  for (const address of [http, https]) {
    const password = /^(?:[^/@]*\/\/)?[^/@:]*:([^/]+)@/.exec(address ?? "")?.[1];
    if (password === undefined) continue;
    reporter.mask(password);
    if (!/%(?![0-9a-f]{2})/i.test(password)) reporter.mask(decodeURIComponent(password));
  }
  return { ...(http && { http }), ...(https && { https }), ...(none && { none }) };
}
