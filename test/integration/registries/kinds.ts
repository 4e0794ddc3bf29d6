import type { TestContext } from "node:test";
import { openLayout } from "../../../src/oci/store/layout.ts";
import { Secret } from "../../../src/secret.ts";
import { authorityFor, selfSigned } from "../../support/certificate.ts";
import { temporaryDirectory } from "../../support/chart.ts";
import {
  type Account,
  type DockerRegistryOptions,
  dockerRegistryFor,
} from "../../support/docker-registry.ts";
import { startLoopback } from "../../support/loopback.ts";
import { nginxFor } from "../../support/nginx.ts";
import { PASSWORD } from "../../support/registry-client.ts";
import { startTokenServer } from "../../support/token-server.ts";
import { type ZotOptions, zotFor } from "../../support/zot.ts";
import type { Peer } from "./peer.ts";

/** A registry in one of its guises: a row of the table in docs/registries.md. */
export interface RegistryKind {
  readonly name: string;
  /** Whether the account may give a tag to another manifest. */
  readonly retag: "done" | "refused";
  /** Whether a manifest that lost its tag to another can still be had by its digest. */
  readonly untagged: "kept" | "gone";
  readonly start: (t: TestContext) => Promise<Peer | undefined>;
}

const usual = { retag: "done", untagged: "kept" } as const;
const robot: Account = { username: "robot$ci", password: PASSWORD };
const reader: Account = { username: "reader", password: "only-looks" };

export const ourServer: readonly RegistryKind[] = [
  { ...usual, name: "`serve`", start: (t) => startOurs(t, false) },
  { ...usual, name: "`serve` with a password", start: (t) => startOurs(t, true) },
];

export const dockerRegistry: readonly RegistryKind[] = [
  { ...usual, name: "docker-registry 2.8", start: (t) => startDocker(t, {}) },
  { ...usual, name: "docker-registry 2.8, htpasswd", start: (t) => startDocker(t, { credentials: robot }) },
  { ...usual, name: "docker-registry 2.8, relative Locations", start: startRelative },
  { ...usual, name: "docker-registry 2.8, tokens", start: startWithTokens },
];

export const dockerRegistryTls: readonly RegistryKind[] = [
  {
    ...usual,
    name: "docker-registry 2.8, TLS with an authority of one's own",
    start: (t) => startTls(t, false),
  },
  { ...usual, name: "docker-registry 2.8, client certificates", start: (t) => startTls(t, true) },
];

export const distribution3: readonly RegistryKind[] = [
  { ...usual, name: "distribution 3.0", start: (t) => startDocker(t, { release: 3 }) },
  {
    ...usual,
    name: "distribution 3.0, htpasswd",
    start: (t) => startDocker(t, { release: 3, credentials: robot }),
  },
];

const everything = ["read", "create", "update"] as const;
const look = { ...reader, actions: ["read"] } as const;

export const zot: readonly RegistryKind[] = [
  {
    ...usual,
    untagged: "gone",
    name: "zot 1.4, everybody may read",
    start: (t) => startZot(t, { anonymous: ["read"], accounts: [{ ...robot, actions: everything }, look] }),
  },
  {
    ...usual,
    untagged: "gone",
    name: "zot 1.4, htpasswd",
    start: (t) => startZot(t, { accounts: [{ ...robot, actions: everything }, look] }),
  },
  {
    ...usual,
    untagged: "gone",
    name: "zot 1.4, a user who may not update",
    retag: "refused",
    start: (t) => startZot(t, { accounts: [{ ...robot, actions: ["read", "create"] }, look] }),
  },
];

export const behindNginx: readonly RegistryKind[] = [
  {
    ...usual,
    name: "nginx with TLS and a limit of 1 MiB before docker-registry 2.8",
    start: (t) => startBehindNginx(t, true),
  },
  {
    ...usual,
    name: "the same, leaving `http` in Locations",
    start: (t) => startBehindNginx(t, false),
  },
];

/** In the order of the table. */
export const allKinds: readonly RegistryKind[] = [
  ...ourServer,
  ...dockerRegistry,
  ...dockerRegistryTls,
  ...distribution3,
  ...zot,
  ...behindNginx,
];

async function startOurs(t: TestContext, hasPassword: boolean): Promise<Peer> {
  const store = await openLayout(await temporaryDirectory(t));
  const credentials = { username: robot.username, password: new Secret(robot.password) };
  const loopback = await startLoopback({ store, ...(hasPassword && { credentials }) });
  return { ...loopback, ...(hasPassword && { account: robot }) };
}

async function startDocker(t: TestContext, options: DockerRegistryOptions): Promise<Peer | undefined> {
  const registry = await dockerRegistryFor(t, options);
  return registry && { ...registry, ...(options.credentials && { account: options.credentials }) };
}

function startRelative(t: TestContext): Promise<Peer | undefined> {
  return startDocker(t, { relativeUrls: true });
}

async function startWithTokens(t: TestContext): Promise<Peer | undefined> {
  const signer = selfSigned(t, "rsa");
  if (signer === undefined) return undefined;
  await using stack = new AsyncDisposableStack();
  const token = stack.use(
    await startTokenServer(signer, [
      { ...robot, actions: ["pull", "push"] },
      { ...reader, actions: ["pull"] },
    ]),
  );
  const registry = await startDocker(t, { token });
  if (registry === undefined) return undefined;
  return { ...registry, account: robot, reader, ...owning(stack, registry) };
}

async function startTls(t: TestContext, asksClient: boolean): Promise<Peer | undefined> {
  const authority = authorityFor(t);
  if (authority === undefined) return undefined;
  const { ca, server, client } = authority;
  const tls = { ...server, ...(asksClient && { clientCa: ca.cert }) };
  const registry = await startDocker(t, { tls });
  return registry && { ...registry, tls: { ca: ca.cert, ...(asksClient && client) } };
}

async function startZot(t: TestContext, options: ZotOptions): Promise<Peer | undefined> {
  const registry = await zotFor(t, options);
  return registry && { ...registry, account: robot, reader };
}

async function startBehindNginx(t: TestContext, rewritesLocation: boolean): Promise<Peer | undefined> {
  const authority = authorityFor(t);
  if (authority === undefined) return undefined;
  await using stack = new AsyncDisposableStack();
  const registry = await startDocker(t, {});
  if (registry === undefined) return undefined;
  stack.use(registry);
  const proxy = await nginxFor(t, { upstream: registry.host, tls: authority.server, rewritesLocation });
  if (proxy === undefined) return undefined;
  return { ...proxy, tls: { ca: authority.ca.cert }, ...owning(stack, proxy) };
}

/** Lets `front` own what `behind` holds, so that they are disposed of together, the front first. */
function owning(behind: AsyncDisposableStack, front: AsyncDisposable): AsyncDisposable {
  const all = behind.move();
  all.use(front);
  return { [Symbol.asyncDispose]: () => all.disposeAsync() };
}
