import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { requirePeer } from "./peer.ts";
import { mustRun } from "./program.ts";

interface Source {
  /** Module and version. */
  readonly module: string;
  /** `module=other@version`: where a module's files come from if its own address does not have them, or not those that fit. */
  readonly replacements?: readonly string[];
  readonly package: string;
  readonly tags?: string;
  /** Lines of go.sum for a version that the checksum database does not know. */
  readonly sums?: readonly string[];
  /** Whether the package is a test, which becomes a program all the same. */
  readonly isTest?: true;
}

const conformance = "github.com/opencontainers/distribution-spec/conformance";

/**
 * Registries and a repository, the judges of registries, of signatures and of workflows, and an engine for these, that no
 * Linux distribution packages; Go builds them from pinned sources.
 */
const sources = {
  "distribution-3": {
    module: "github.com/distribution/distribution/v3@v3.0.0",
    package: "github.com/distribution/distribution/v3/cmd/registry",
  },
  zot: {
    module: "zotregistry.io/zot@v1.4.3",
    replacements: ["zotregistry.io/zot=github.com/project-zot/zot@v1.4.3"],
    package: "zotregistry.io/zot/cmd/zot",
    tags: "containers_image_openpgp", // or it would need a C library
  },
  chartmuseum: {
    module: "helm.sh/chartmuseum@v0.13.1",
    package: "helm.sh/chartmuseum/cmd/chartmuseum",
    // Those of its own go.mod, which count for a main module alone.
    replacements: [
      "github.com/NetEase-Object-Storage/nos-golang-sdk=github.com/karuppiah7890/nos-golang-sdk@v0.0.0-20191116042345-0792ba35abcc",
      "github.com/docker/distribution=github.com/docker/distribution@v0.0.0-20191216044856-a8371794149d",
      "github.com/docker/docker=github.com/moby/moby@v17.12.0-ce-rc1.0.20200618181300-9dc6525e6118+incompatible",
      "go.etcd.io/etcd=github.com/eddycjy/etcd@v0.5.0-alpha.5.0.20200218102753-4258cdd2efdf",
      "google.golang.org/grpc=google.golang.org/grpc@v1.29.1",
    ],
  },
  cosign: {
    module: "github.com/sigstore/cosign/v3@v3.0.4",
    package: "github.com/sigstore/cosign/v3/cmd/cosign",
  },
  oras: {
    module: "oras.land/oras@v1.3.1",
    package: "oras.land/oras/cmd/oras",
  },
  act: {
    module: "github.com/nektos/act@v0.2.87",
    package: "github.com/nektos/act",
  },
  actionlint: {
    module: "github.com/rhysd/actionlint@v1.7.12",
    package: "github.com/rhysd/actionlint/cmd/actionlint",
  },
  conformance: {
    module: `${conformance}@v0.0.0-20231101194043-f2182352d4cc`,
    package: conformance,
    isTest: true,
    sums: [
      `${conformance} v0.0.0-20231101194043-f2182352d4cc h1:jL+CgYEEZluGb08ZcLpEyhn389kNMlwrWOHaIqXazq0=`,
      `${conformance} v0.0.0-20231101194043-f2182352d4cc/go.mod h1:odnkI+gfnNSdq8NaG/nKvENDEWkXAjjbgp8GKMllVSI=`,
    ],
  },
} as const satisfies Readonly<Record<string, Source>>;

/** A program that Go builds. */
export type GoPeer = keyof typeof sources;

const peers: readonly GoPeer[] = [
  "distribution-3",
  "zot",
  "chartmuseum",
  "cosign",
  "oras",
  "act",
  "actionlint",
  "conformance",
];

/**
 * Where such a registry lies; `undefined` after skipping. Where `CI=true` that is a failure, unless the run has said
 * aloud that it has no Go to build any with (`HELM_TEST_WITHOUT_GO`).
 */
export function requireGoPeer(t: TestContext, peer: GoPeer): string | undefined {
  const file = pathOf(peer);
  if (existsSync(file)) return file;
  if (process.env["HELM_TEST_WITHOUT_GO"] === "true") {
    t.skip(`SKIP ${peer}: this machine has no Go`);
    return undefined;
  }
  return requirePeer<string>(t, {
    missing: `${peer} is not built: run \`node test/support/go-peers.ts\` once; needs Go and a few minutes`,
  });
}

function pathOf(peer: GoPeer): string {
  const cache =
    process.env["HELM_TEST_PEERS"] ?? path.join(import.meta.dirname, "../../node_modules/.cache/peers");
  return path.join(cache, peer);
}

async function build(peer: GoPeer): Promise<void> {
  const { module, package: name, ...more }: Source = sources[peer];
  const scratch = await mkdtemp(path.join(os.tmpdir(), "go-peer-"));
  // A build that is cut short must not leave half a program.
  const partial = path.join(scratch, peer);
  const go = (...args: readonly string[]) =>
    mustRun("go", args, {
      directory: scratch,
      env: { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-mod=mod -buildvcs=false" },
      timeoutMs: buildTimeoutMs,
    });
  try {
    await go("mod", "init", "peers.invalid/x");
    await go("mod", "edit", `-require=${module}`);
    for (const replacement of more.replacements ?? []) await go("mod", "edit", `-replace=${replacement}`);
    if (more.sums !== undefined) await writeFile(path.join(scratch, "go.sum"), `${more.sums.join("\n")}\n`);
    const build = more.isTest === true ? ["test", "-c"] : ["build"];
    await go(...build, "-tags", more.tags ?? "", "-o", partial, name);
    await mkdir(path.dirname(pathOf(peer)), { recursive: true });
    await mustRun("mv", [partial, pathOf(peer)]);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Sources of hundreds of modules have to be fetched. */
const buildTimeoutMs = 1_200_000;

// `node test/support/go-peers.ts` builds what is not there yet.
if (import.meta.main) {
  for (const peer of peers) {
    if (!existsSync(pathOf(peer))) await build(peer);
    console.log(`${peer}: ${pathOf(peer)}`);
  }
}
