import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { chartFiles, temporaryDirectory, writeFiles } from "./support/chart.ts";
import { runCommand } from "./support/command.ts";
import { readPages } from "./support/documents.ts";
import { registryFor } from "./support/registry.ts";

const shown = readPages()
  .filter(({ file }) => file === "docs/how-it-works.md")
  .flatMap((page) => page.snippets)
  .filter(({ heading }) => heading === "What is asked of the registry")
  .map(({ text }) => text.split("\n").map((line) => line.split(/\s+/)[0] ?? ""));

test("docs/how-it-works.md lists what is asked of a registry, for a new chart and for one that is there", async (t) => {
  const directory = await writeFiles(await temporaryDirectory(t), chartFiles("web", "1.4.0"));
  const registry = await registryFor(t);
  const words = ["publish", path.resolve(directory), "--registry", `oci://${registry.host}/acme/charts`];
  for (const methods of shown) {
    assert.equal((await runCommand(words)).code, 0);
    assert.deepEqual(
      registry.takeLog().map((line) => line.split(" ")[0]),
      methods,
    );
  }
  assert.equal(shown.length, 2);
});
