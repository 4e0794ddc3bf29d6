import { Agent, type Dispatcher, EnvHttpProxyAgent } from "undici";
import { isDirect, type ProxySettings, readProxies } from "./proxy.ts";
import { authoritiesWith, type TlsOptions } from "./tls.ts";

/** Sockets to one origin; more of them only make a registry throttle. */
const MAX_CONNECTIONS = 32;

const CONNECT_TIMEOUT_MS = 10_000;

/** The way to a server. */
export interface Route {
  readonly dispatcher: Dispatcher;
  /** The proxy in between, for messages: `http://proxy.acme:3128`. */
  readonly proxy?: string;
}

/** Open connections to any number of servers. */
export interface Connections {
  /** How requests to `url` travel. */
  to(url: URL): Route;
  close(): Promise<void>;
}

/**
 * Pools of connections, direct or through the proxies that `proxy` names. HTTP/1.1 only: a few requests gain nothing
 * from HTTP/2. Throws USAGE where a proxy's address is none.
 */
export function createConnections(tls: TlsOptions = {}, proxy: ProxySettings = {}): Connections {
  const { ca, cert, key, insecureSkipVerify, hostname } = tls;
  const trust = ca === undefined ? {} : { ca: authoritiesWith(ca) };
  const identity = {
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(insecureSkipVerify === true && { rejectUnauthorized: false }),
  };
  const known = createPools({ ...trust, ...identity }, proxy);
  // Who else is met on the way, token servers and storage, is not to see the client's certificate.
  const strangers = hostname === undefined ? known : createPools(trust, proxy);
  return {
    to: (url) => (url.hostname === hostname ? known : strangers).to(url),
    async close() {
      await Promise.all([known.close(), strangers.close()]);
    },
  };
}

function createPools(tls: Readonly<Record<string, unknown>>, settings: ProxySettings): Connections {
  const common = { connections: MAX_CONNECTIONS, allowH2: false };
  const connect = { timeout: CONNECT_TIMEOUT_MS, ...tls };
  const direct = new Agent({ ...common, connect });
  const { http, https, none } = readProxies(settings);
  if (http === undefined && https === undefined) {
    return { to: () => ({ dispatcher: direct }), close: () => direct.destroy() };
  }
  const proxied = new EnvHttpProxyAgent({
    ...common,
    // Never undefined: what is left out would be looked for in the environment.
    httpProxy: http?.href ?? "",
    httpsProxy: https?.href ?? "",
    noProxy: none,
    connectTimeout: CONNECT_TIMEOUT_MS,
    connect,
    requestTls: tls,
    // The proxy is no registry: it gets no certificate of ours, and has to show one that is trusted.
    proxyTls: "ca" in tls ? { ca: tls["ca"] as string[] } : {},
  });
  return {
    to(url) {
      const proxy = url.protocol === "https:" ? (https ?? http) : http;
      if (proxy === undefined || isDirect(url.hostname, none)) return { dispatcher: direct };
      return { dispatcher: proxied, proxy: proxy.origin };
    },
    async close() {
      await Promise.all([direct.destroy(), proxied.destroy()]);
    },
  };
}
