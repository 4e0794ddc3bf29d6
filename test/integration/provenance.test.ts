import assert from "node:assert/strict";
import { appendFile, copyFile, readFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { dockerRegistryFor } from "../support/docker-registry.ts";
import { goldenFor } from "../support/golden.ts";
import { helmFor, plainHttp } from "../support/helm.ts";
import { publishOne } from "../support/published.ts";
import { registryFor } from "../support/registry.ts";

/** Copies of archives that Helm 4.1.4 made and signed; `undefined` after skipping. */
async function signedCopies(t: TestContext): Promise<string | undefined> {
  const golden = goldenFor(t, "out/helm-4.1.4/signed");
  if (golden === undefined) return undefined;
  const directory = await temporaryDirectory(t);
  for (const name of ["app-1.4.2", "buildmeta-1.2.3+build.5"]) {
    for (const suffix of [".tgz", ".tgz.prov"]) {
      await copyFile(path.join(golden, name + suffix), path.join(directory, name + suffix));
    }
  }
  return directory;
}
