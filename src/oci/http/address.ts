import { BlockList, isIPv4, isIPv6 } from "node:net";

/** Docker Hub's API host; `docker.io` itself serves a website. */
const DOCKER_HUB_API = "registry-1.docker.io";

/** Every name that people and tools use for Docker Hub's registry. */
const DOCKER_HUB = new Set(["docker.io", "index.docker.io", DOCKER_HUB_API, "registry.hub.docker.com"]);

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** Loopback, RFC 1918, CGNAT, link-local (cloud metadata), unspecified, and their IPv6 counterparts. */
const inside = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const) {
  inside.addSubnet(net, prefix, "ipv4");
}
inside.addSubnet("::", 127, "ipv6");
inside.addSubnet("fc00::", 7, "ipv6");
inside.addSubnet("fe80::", 10, "ipv6");

/** Whether a host (with or without port) is one of Docker Hub's names. */
export function isDockerHub(host: string): boolean {
  return DOCKER_HUB.has(host);
}

/** Whether a host name or address without port means this machine: 127.0.0.0/8, ::1, localhost. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") || isListed(loopback, hostname);
}

/** Whether a host name or address without port can only mean something inside a private network. */
export function isPrivate(hostname: string): boolean {
  return isLoopback(hostname) || hostname.endsWith(".internal") || isListed(inside, hostname);
}

/**
 * The origin that serves a registry's API. Plain HTTP is used when asked for, and, unless refused with `false`,
 * on this machine, as Docker and Helm 3 do.
 */
export function apiOrigin(host: string, plainHttp: boolean | undefined): URL {
  const api = isDockerHub(host) ? DOCKER_HUB_API : host;
  const url = new URL(`https://${api}`);
  return (plainHttp ?? isLoopback(url.hostname)) ? new URL(`http://${api}`) : url;
}

function isListed(list: BlockList, hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, "");
  if (isIPv4(address)) return list.check(address, "ipv4");
  return isIPv6(address) && list.check(address, "ipv6");
}
