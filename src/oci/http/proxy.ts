import { BlockList, isIP, isIPv6 } from "node:net";
import { PublishError } from "../../errors.ts";
import { isLoopback } from "./address.ts";

/** The proxies that the environment names, as text: `http://user:password@proxy.acme:3128`, or without the scheme. */
export interface ProxySettings {
  readonly http?: string;
  readonly https?: string;
  /** Names, addresses and networks that are reached directly, separated by commas. */
  readonly none?: string;
}

/** Proxies, read and checked. */
export interface Proxies {
  readonly http?: URL;
  readonly https?: URL;
  readonly none: string;
}

/** Reads the settings; throws USAGE with every fault, without the values, which may hold passwords. */
export function readProxies(settings: ProxySettings): Proxies {
  const problems = [];
  const proxies: { http?: URL; https?: URL } = {};
  for (const scheme of ["http", "https"] as const) {
    const text = settings[scheme];
    if (text === undefined) continue;
    const url = proxyUrl(text);
    if (url !== undefined) proxies[scheme] = url;
    else
      problems.push({
        message: `${scheme.toUpperCase()}_PROXY is no address of an HTTP proxy`,
        hint: "Write it as http://host:port, or unset the variable.",
      });
  }
  if (problems.length > 0)
    throw new PublishError("USAGE", "Could not read the proxy settings.", { problems });
  return { ...proxies, none: settings.none ?? "" };
}

/** Go, and with it Helm, takes a proxy without a scheme for an HTTP one. */
function proxyUrl(text: string): URL | undefined {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(whole)) return undefined;
  const url = new URL(whole);
  return url.hostname !== "" && (url.protocol === "http:" || url.protocol === "https:") ? url : undefined;
}

/**
 * Whether a host is reached without a proxy whatever its name: this machine (as Go's net/http has it), and addresses
 * in a network that `none` lists, as in `10.0.0.0/8`. Names and plain addresses are left to the HTTP client.
 */
export function isDirect(hostname: string, none: string): boolean {
  if (isLoopback(hostname)) return true;
  const address = hostname.replace(/^\[|\]$/g, "");
  if (isIP(address) === 0) return false;
  const networks = new BlockList();
  for (const entry of none.split(/[\s,]+/)) {
    const [net = "", prefix = ""] = entry.split("/");
    const bits = isIPv6(net) ? 128 : 32;
    if (isIP(net) === 0 || !/^\d{1,3}$/.test(prefix) || Number(prefix) > bits) continue;
    networks.addSubnet(net, Number(prefix), isIPv6(net) ? "ipv6" : "ipv4");
  }
  return networks.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}
