import assert from "node:assert/strict";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { chartFiles, temporaryDirectory, writeChart, writeFiles } from "../support/chart.ts";
import { type ChartMuseum, chartMuseumFor } from "../support/chartmuseum.ts";
import {
  assertSame,
  assertSameTree,
  buildWithHelm,
  buildWithOurs,
  judgesFor,
  withoutArchives,
} from "../support/dependency-judge.ts";
import { type DockerRegistry, dockerRegistryFor } from "../support/docker-registry.ts";
import { type Helm, packageWithHelm, pushWithHelm } from "../support/helm.ts";
import { nginxRepositoryFor } from "../support/nginx-repository.ts";
import { registryFor } from "../support/registry.ts";

const registryAccount = { username: "kim", password: "correct horse" };
const repositoryAccount = { username: "lee", password: "battery staple" };

type Repository = Pick<ChartMuseum, "host" | "url" | "stop">;

interface Peers {
  readonly registry: DockerRegistry;
  readonly repository: Repository;
}

/** Opens a classic repository of the archives in a directory. */
type Open = (t: TestContext, helm: Helm, archives: string) => Promise<Repository | undefined>;

const repositories: Readonly<Record<string, Open>> = {
  nginx: (t, helm, archives) => nginxRepositoryFor(t, helm, archives, repositoryAccount),
  ChartMuseum: (t, _, archives) => chartMuseumFor(t, archives, repositoryAccount),
};

/** As Helm fills them: docker-registry by `helm push`, the repository by `helm package`. */
async function peersFor(t: TestContext, helm: Helm, open: Open): Promise<Peers | undefined> {
  const archives = await temporaryDirectory(t);
  for (const version of ["0.1.0", "0.2.0+b1", "0.2.1", "0.3.0-rc.1"]) {
    await packageWithHelm(helm, await writeChart(await temporaryDirectory(t), "web", version), archives);
  }
  await packageWithHelm(helm, await writeChart(await temporaryDirectory(t), "odd", "0.4.0+b1"), archives);
  const repository = await open(t, helm, archives);
  if (repository === undefined) return undefined;
  t.after(() => repository.stop());
  const registry = await dockerRegistryFor(t, { credentials: registryAccount });
  if (registry === undefined) return undefined;
  t.after(() => registry.stop());
  await logIn(helm, { registry, repository });
  for (const version of ["1.1.0", "1.2.3+build.5", "1.3.0-rc.1", "2.0.0"]) {
    const chart = await writeChart(await temporaryDirectory(t), "rng", version);
    const archive = await packageWithHelm(helm, chart, await temporaryDirectory(t));
    await pushWithHelm(helm, archive, `${registry.host}/lib`);
  }
  return { registry, repository };
}

async function logIn(helm: Helm, { registry, repository }: Peers): Promise<void> {
  const user = ({ username, password }: typeof registryAccount) => [
    "--username",
    username,
    "--password",
    password,
  ];
  const plain = helm.version === "4.1.4" ? ["--plain-http"] : [];
  const logins = [
    ["registry", "login", registry.host, ...user(registryAccount), ...plain],
    ["repo", "add", "stable", repository.url, ...user(repositoryAccount)],
  ];
  for (const words of logins) {
    const { code, stderr } = await helm.run(words);
    assert.equal(code, 0, stderr);
  }
}

function app({ registry, repository }: Peers): Record<string, string> {
  const files = chartFiles("app", "1.0.0", {
    "values.yaml": "greeting: hello\nfirst: {greeting: one}\nweb: {enabled: false}\n",
  });
  const dependencies = `dependencies:
  - {name: rng, version: ~1.2, repository: "oci://${registry.host}/lib", alias: first}
  - {name: rng, version: 1.2.3+build.5, repository: "oci://${registry.host}/lib", alias: second}
  - {name: web, version: ^0.2.0, repository: "${repository.url}", condition: web.enabled}
  - {name: odd, version: 0.4.0+b1, repository: "${repository.url}"}
  - {name: near, version: ">=0.1.0", repository: "file://../near"}
`;
  return {
    ...Object.fromEntries(Object.entries(files).map(([name, content]) => [`app/${name}`, content])),
    "app/Chart.yaml": `${files["Chart.yaml"]}${dependencies}`,
    "near/Chart.yaml": "apiVersion: v2\nname: near\nversion: 0.4.0\n",
  };
}

for (const [name, open] of Object.entries(repositories)) {
  test(`one chart from docker-registry, ${name} and a directory: as Helm has it`, {
    timeout: 120_000,
  }, async (t) => {
    const helms = await judgesFor(t);
    if (helms?.[1] === undefined) return;
    const peers = await peersFor(t, helms[1], open);
    if (peers === undefined) return;
    const { host } = await registryFor(t);
    const root = await writeFiles(await temporaryDirectory(t), app(peers));
    const auth = {
      HELM_OCI_PUBLISH_REGISTRY_AUTH: JSON.stringify([
        { registry: peers.registry.host, ...registryAccount },
        { registry: peers.repository.host, ...repositoryAccount },
      ]),
    };
    for (const helm of helms) {
      await logIn(helm, peers);
      const updated = await buildWithHelm(t, helm, root, ["update", "--plain-http"]);
      await assertSame(helms, await buildWithOurs(t, host, root, "auto", auth), updated);
      await assertSameTree(await buildWithOurs(t, host, root, "update", auth), updated);
      const locked = await withoutArchives(t, updated);
      const built = await buildWithHelm(t, helm, locked, ["build", "--plain-http"]);
      await assertSame(helms, await buildWithOurs(t, host, locked, "build", auth), built);
      // What Helm was told by `registry login` and `repo add` is enough for us, too.
      const asked = { HELM_CONFIG_HOME: path.join(helm.home, "config") };
      await assertSame(helms, await buildWithOurs(t, host, locked, "build", asked), built);
    }
  });
}
