import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { TestContext } from "node:test";
import { digestOf } from "../../../src/digest.ts";
import type { Outcome } from "../../../src/report/report.ts";
import { proxiedName } from "../../support/certificate.ts";
import { startConnectProxy } from "../../support/connect-proxy.ts";
import { type Helm, helmFor, plainHttp } from "../../support/helm.ts";
import { type HelmVersion, helmVersions } from "../../support/helm-fetch.ts";
import { type Behaviour, type Scene, untried } from "./behaviour.ts";
import { type Access, connect, publishTo } from "./peer.ts";
import { realCharts } from "./real-charts.ts";

async function helmPulls({ t, peer, repository }: Scene): Promise<string> {
  const charts = await realCharts(t);
  const helms = await helmsFor(t, peer);
  if (charts === undefined || helms === undefined) return untried;
  const { client } = connect(peer);
  await using _ = client;
  const published = await publishTo(client, `${peer.host}/${repository.name}`, charts);
  await using proxy = peer.tls && (await startConnectProxy(peer.host));
  for (const helm of helms) {
    const way = await wayTo(peer, helm, proxy?.url);
    await login(helm, peer, way);
    for (const outcome of published) await pullsWhatWasPublished(helm, outcome, way);
  }
  return helms.length === helmVersions.length ? "all four" : helms.map(({ version }) => version).join(", ");
}

/** Every Helm that can speak to the registry; `undefined` after skipping the test. */
async function helmsFor(t: TestContext, { tls }: Access): Promise<readonly Helm[] | undefined> {
  const helms: Helm[] = [];
  for (const version of helmVersions) {
    // Helm 3.9 has no option for a certificate of its own, and 3.17 with one knows no proxy.
    if (isHelm3(version) && tls?.key !== undefined) continue;
    const helm = await helmFor(t, version);
    if (helm === undefined) return undefined;
    helms.push(helm);
  }
  return helms;
}

const isHelm3 = (version: HelmVersion): boolean => version.startsWith("3.");

/** How Helm gets to a registry. */
interface Way {
  readonly host: string;
  readonly flags: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

async function wayTo({ host, tls }: Access, helm: Helm, proxy: string | undefined): Promise<Way> {
  if (tls === undefined || proxy === undefined) return { host, flags: plainHttp(helm), env: {} };
  const files = new Map<string, string>();
  for (const [name, text] of Object.entries(tls)) {
    const file = path.join(helm.home, `${name}.pem`);
    await writeFile(file, text);
    files.set(`--${name}-file`, file);
  }
  if (!isHelm3(helm.version)) return { host, flags: [...files].flat(), env: {} };
  // Helm 3 speaks plain HTTP to loopback addresses, whatever listens there: the proxy lends the registry a name.
  const ca = files.get("--ca-file");
  return { host: proxiedName, flags: [], env: { HTTPS_PROXY: proxy, SSL_CERT_FILE: ca } };
}

async function login(helm: Helm, { account }: Access, { host, flags, env }: Way): Promise<void> {
  if (account === undefined) return;
  // Helm 3.17 has the option for pulls alone, and needs none to log in over plain HTTP.
  const options = helm.version === "3.17.3" ? flags.filter((flag) => flag !== "--plain-http") : flags;
  const words = ["registry", "login", host, "--username", account.username, "--password-stdin", ...options];
  const { code, stderr } = await helm.run(words, { input: account.password, env });
  assert.equal(code, 0, `Helm ${helm.version}: ${stderr}`);
}

async function pullsWhatWasPublished(helm: Helm, outcome: Outcome, { host, flags, env }: Way): Promise<void> {
  const { name = "", repository = "", version = "" } = outcome;
  const directory = path.join(helm.home, "pulled", name);
  await mkdir(directory, { recursive: true });
  const place = `oci://${repository.replace(/^[^/]+/, host)}`;
  const words = ["pull", place, "--version", version, "--destination", directory, ...flags];
  const { code, stderr } = await helm.run(words, { env });
  assert.equal(code, 0, `Helm ${helm.version}: ${stderr}`);
  const [archive = "none", ...others] = await readdir(directory);
  assert.deepEqual(others, []);
  assert.equal(digestOf(await readFile(path.join(directory, archive))), outcome.chartDigest, helm.version);
}

/** What Helm makes of it. */
export const helmBehaviours: readonly Behaviour[] = [
  { column: "Helm pulls", name: "gives real Helm the very archives that were published", check: helmPulls },
];
