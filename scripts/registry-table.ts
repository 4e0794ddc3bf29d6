import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { behaviours } from "../test/integration/registries/contract.ts";
import { allKinds } from "../test/integration/registries/kinds.ts";
import { documentTable, type Result, tableOf } from "../test/integration/registries/results.ts";

// Tries every registry and writes what was seen into docs/registries.md; refuses where one could not be tried.
const directory = mkdtempSync(path.join(os.tmpdir(), "registry-results-"));
try {
  const tests = path.join(import.meta.dirname, "../test/integration/registries/*.test.ts");
  const { status } = spawnSync(
    process.execPath,
    ["--test", "--test-skip-pattern=docs/registries.md has", tests],
    {
      stdio: "inherit",
      env: { ...process.env, CI: "true", HELM_TEST_RESULTS: directory },
    },
  );
  if (status !== 0) throw new Error("not every registry passes; the table is left as it is");
  documentTable(
    tableOf(
      behaviours.map(({ column }) => column),
      inOrder(readResults()),
    ),
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function readResults(): Result[] {
  return readdirSync(directory).map((file) => JSON.parse(readFileSync(path.join(directory, file), "utf8")));
}

function inOrder(results: readonly Result[]): Result[] {
  return allKinds.map(({ name }) => {
    const result = results.find(({ registry }) => registry === name);
    if (result === undefined) throw new Error(`${name} could not be tried here; the table is left as it is`);
    return result;
  });
}
