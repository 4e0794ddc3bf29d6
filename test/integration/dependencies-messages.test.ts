import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { chartFiles, temporaryDirectory, writeFiles } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { type DependencyFault, dependencyFaults } from "../support/dependency-faults.ts";
import { lib } from "../support/lib-repository.ts";
import { registryFor } from "../support/registry.ts";

/** By the name of each fault, what is said of it: every word is meant. */
const expected = new Map(
  readFileSync(path.join(import.meta.dirname, "../fixtures/dependency-messages.txt"), "utf8")
    .split(/^# /m)
    .slice(1)
    .map((section) => {
      const [name = "", ...lines] = section.trimEnd().split("\n");
      return [name, lines.join("\n")];
    }),
);

/** The errors of a publish; `DIR` is where app lies, `HOST` a server. */
async function errorsOf(t: TestContext, { prepare }: DependencyFault): Promise<string> {
  const { dependencies, files = {}, variables = {} } = await prepare(t);
  const root = await temporaryDirectory(t);
  const chartYaml = `${chartFiles("app", "1.0.0")["Chart.yaml"]}${dependencies}`;
  await writeFiles(root, { "app/Chart.yaml": chartYaml, ...files });
  const target = await registryFor(t);
  const words = ["publish", path.join(root, "app"), "--registry", `oci://${target.host}/charts`];
  const homes = { HELM_CONFIG_HOME: path.join(root, "helm"), DOCKER_CONFIG: path.join(root, "docker") };
  const { code, stderr } = await runCommand([...words, "--retries", "0"], { ...homes, ...variables });
  assert.equal(code, 1);
  assert.deepEqual(target.takeLog(), []);
  return stderr
    .slice(stderr.indexOf("error: "), stderr.lastIndexOf("1 failed"))
    .trimEnd()
    .replaceAll(root, "DIR")
    .replace(/127\.0\.0\.1:\d{2,}/g, "HOST")
    .replaceAll(lib.digest, "DIGEST");
}

for (const fault of dependencyFaults) {
  test(`${fault.name} is told by what, where, why and how to mend it`, async (t) => {
    assert.equal(await errorsOf(t, fault), expected.get(fault.name));
  });
}

test("nothing is expected that no fault says", () => {
  assert.deepEqual(
    [...expected.keys()],
    dependencyFaults.map(({ name }) => name),
  );
});
