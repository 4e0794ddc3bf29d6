import type { Reporter } from "../io.ts";
import type { ProxySettings } from "../oci/http/proxy.ts";
import { readTlsFiles, type TlsOptions } from "../oci/http/tls.ts";
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
