import assert from "node:assert/strict";
import path from "node:path";
import type { TestContext } from "node:test";
import { lockDigest } from "../../src/dependency/lock-digest.ts";
import { chartFiles, temporaryDirectory, writeChart } from "./chart.ts";
import { runCommand } from "./command.ts";
import { indexOf, lib, serverFor } from "./lib-repository.ts";
import { registryFor } from "./registry.ts";
import { startServer } from "./scripted-server.ts";

const nothing = "0".repeat(64);

/** Dependencies as Chart.yaml has them, from its line 6 on. */
const asksFor = (repository: string, version = "1.x", name = "lib"): string =>
  `dependencies:\n  - name: ${name}\n    version: ${version}\n    repository: ${repository}\n`;

/** A chart called app whose dependencies cannot be had. */
export interface DependencyFault {
  readonly name: string;
  /** What app's Chart.yaml says of them, files beside app and in it, and variables of the run. */
  readonly prepare: (t: TestContext) => Promise<{
    readonly dependencies: string;
    readonly files?: Readonly<Record<string, string>>;
    readonly variables?: Readonly<Record<string, string>>;
  }>;
}

/** A good lock that chose lib 1.5.0. */
function lockOf150(repository: string): string {
  const digest = lockDigest(
    [{ name: "lib", version: "1.x", repository }],
    [{ name: "lib", version: "1.5.0", repository }],
  );
  return lock("1.5.0", repository, digest.slice("sha256:".length));
}

/** A registry with lib 1.0.0 and 2.0.0. */
async function registryWithLib(t: TestContext): Promise<string> {
  const { host } = await registryFor(t);
  const directory = await temporaryDirectory(t);
  for (const version of ["1.0.0", "2.0.0"]) {
    const chart = await writeChart(path.join(directory, version), "lib", version);
    const { code, stderr } = await runCommand(["publish", chart, "--registry", `oci://${host}/charts`]);
    assert.equal(code, 0, stderr);
  }
  return `oci://${host}/charts`;
}

async function refusingRegistry(t: TestContext): Promise<string> {
  const server = await startServer({
    fallback: () => ({
      status: 401,
      headers: { "www-authenticate": 'Basic realm="charts"' },
      body: { errors: [{ code: "UNAUTHORIZED", message: "authentication required" }] },
    }),
  });
  t.after(() => server[Symbol.asyncDispose]());
  return `oci://${server.host}/charts`;
}

const loginFor = (url: string): Record<string, string> => ({
  HELM_OCI_PUBLISH_REGISTRY_AUTH: JSON.stringify([
    { registry: new URL(url).host, username: "kim", password: "wrong one" },
  ]),
});

const lock = (version: string, repository: string, digest = nothing): string =>
  `dependencies:\n- name: lib\n  repository: ${repository}\n  version: ${version}\ndigest: sha256:${digest}\ngenerated: "2024-01-01T00:00:00Z"\n`;

/** Every way in which dependencies fail that a user may meet. */
export const dependencyFaults: readonly DependencyFault[] = [
  {
    name: "a stale lock",
    prepare: async () => ({
      dependencies: asksFor("https://charts.test"),
      files: { "app/Chart.lock": lock("1.0.0", "https://charts.test") },
    }),
  },
  {
    name: "a stale requirements.lock",
    prepare: async () => ({
      dependencies: "",
      files: {
        "app/Chart.yaml": "apiVersion: v1\nname: app\nversion: 1.0.0\n",
        "app/requirements.yaml": asksFor("https://charts.test"),
        "app/requirements.lock": lock("1.0.0", "https://charts.test"),
      },
    }),
  },
  {
    name: "no version in a repository that fits",
    prepare: async (t) => {
      const { origin } = await serverFor(t, { "/index.yaml": { body: indexOf("lib.tgz") } });
      return { dependencies: asksFor(origin, '"^3"') };
    },
  },
  {
    name: "no such chart in a repository",
    prepare: async (t) => {
      const { origin } = await serverFor(t, { "/index.yaml": { body: indexOf("lib.tgz") } });
      return { dependencies: asksFor(origin, "1.x", "absent") };
    },
  },
  {
    name: "no version in a registry that fits",
    prepare: async (t) => ({ dependencies: asksFor(await registryWithLib(t), '"^3"') }),
  },
  {
    name: "a version that a registry does not have",
    prepare: async (t) => ({ dependencies: asksFor(await registryWithLib(t), "3.1.0") }),
  },
  {
    name: "a locked version that a repository does not have any more",
    prepare: async (t) => {
      const { origin } = await serverFor(t, { "/index.yaml": { body: indexOf("lib.tgz") } });
      return { dependencies: asksFor(origin), files: { "app/Chart.lock": lockOf150(origin) } };
    },
  },
  {
    name: "a locked version that a registry does not have any more",
    prepare: async (t) => {
      const url = await registryWithLib(t);
      return { dependencies: asksFor(url), files: { "app/Chart.lock": lockOf150(url) } };
    },
  },
  {
    name: "no such chart in a registry",
    prepare: async (t) => ({ dependencies: asksFor(await registryWithLib(t), "1.x", "absent") }),
  },
  {
    name: "a repository that nobody serves",
    prepare: async () => ({ dependencies: asksFor("http://127.0.0.1:1/stable") }),
  },
  {
    name: "a registry that nobody serves",
    prepare: async () => ({ dependencies: asksFor("oci://127.0.0.1:1/charts") }),
  },
  {
    name: "a repository that is not at that address",
    prepare: async (t) => ({ dependencies: asksFor(`${(await serverFor(t, {})).origin}/stable`) }),
  },
  {
    name: "a repository that wants a login",
    prepare: async (t) => {
      const { origin } = await serverFor(t, { "/index.yaml": { status: 401 } });
      return { dependencies: asksFor(origin) };
    },
  },
  {
    name: "a repository that refuses the login",
    prepare: async (t) => {
      const { origin } = await serverFor(t, { "/index.yaml": { status: 401 } });
      return { dependencies: asksFor(origin), variables: loginFor(origin) };
    },
  },
  {
    name: "a registry that wants a login",
    prepare: async (t) => ({ dependencies: asksFor(await refusingRegistry(t)) }),
  },
  {
    name: "a registry that refuses the login",
    prepare: async (t) => {
      const url = await refusingRegistry(t);
      return { dependencies: asksFor(url, "1.0.0"), variables: loginFor(url) };
    },
  },
  {
    name: "an archive that is missing",
    prepare: async (t) => {
      const { origin } = await serverFor(t, { "/index.yaml": { body: indexOf("lib-1.0.0.tgz") } });
      return { dependencies: asksFor(origin) };
    },
  },
  {
    name: "an archive that is not the index's",
    prepare: async (t) => {
      const { origin } = await serverFor(t, {
        "/index.yaml": { body: indexOf("lib.tgz", nothing) },
        "/lib.tgz": { body: lib.bytes },
      });
      return { dependencies: asksFor(origin) };
    },
  },
  {
    name: "a chart in a registry that is not the index's",
    prepare: async (t) => {
      const place = `${await registryWithLib(t)}/lib:1.0.0`;
      const { origin } = await serverFor(t, { "/index.yaml": { body: indexOf(place, nothing) } });
      return { dependencies: asksFor(origin) };
    },
  },
  {
    name: "a circle",
    prepare: async () => ({
      dependencies: asksFor("file://../lib"),
      files: {
        "lib/Chart.yaml": `${chartFiles("lib", "1.0.0")["Chart.yaml"]}${asksFor("file://../app", "1.x", "app")}`,
      },
    }),
  },
  {
    name: "a chart that depends on itself",
    prepare: async () => ({ dependencies: asksFor("file://.", "1.x", "app") }),
  },
  {
    name: "two dependencies of one name",
    prepare: async () => ({
      dependencies: `${asksFor("https://charts.test")}  - name: lib\n    version: 2.x\n    repository: https://charts.test\n`,
    }),
  },
  {
    name: "two dependencies of one alias",
    prepare: async () => ({
      dependencies: `${asksFor("https://charts.test")}    alias: db\n  - name: other\n    version: 2.x\n    repository: https://charts.test\n    alias: db\n`,
    }),
  },
];
