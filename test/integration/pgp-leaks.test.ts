import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { inspect } from "node:util";
import { Secret } from "../../src/secret.ts";
import { readSigningKey } from "../../src/signing/pgp/signing-key.ts";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { repositoryFrom } from "../support/clone.ts";
import { makeKey } from "../support/pgp-keys.ts";
import { runProgram } from "../support/program.ts";
import { registryFor } from "../support/registry.ts";
import { leakedPlaces } from "../support/runner/leaks.ts";
import { leakedSecrets } from "../support/runner/masks.ts";
import { runAction } from "../support/runner/run-action.ts";
import { spiedGit } from "../support/spied-git.ts";

const program = path.join(import.meta.dirname, "../../src/cli/main.ts");
const passphrase = "swordfish & <chips> %0A";
const key = await makeKey("Ann", { passphrase });
const armored = key.armor();
const base64 = (text: string): string => Buffer.from(text).toString("base64");
/** What of an armored key is secret: its lines of data, but for those that its public key has too. */
const lines = armored.split("\n").filter((line) => /^[A-Za-z0-9+/=]{16,}$/.test(line.trim()));
const secrets = [
  passphrase,
  base64(passphrase),
  base64(armored),
  base64(armored.trim()),
  ...lines.map((line) => line.trim()),
];

for (const { name, given, phrase } of [
  { name: "armored", given: armored, phrase: passphrase },
  { name: "in base64", given: base64(armored), phrase: passphrase },
  { name: "with a wrong passphrase", given: armored, phrase: `${passphrase}!` },
  { name: "cut short", given: armored.slice(0, -200), phrase: passphrase },
]) {
  test(`a key ${name} shows nowhere: not in the log, summary, outputs, files, nor to git`, async (t) => {
    const git = await spiedGit(t);
    if (git === undefined) return;
    const registry = await registryFor(t);
    const { directory } = await repositoryFrom(t, path.join(import.meta.dirname, "../../examples/charts"));
    const inputs = {
      registry: `oci://${registry.host}/c`,
      "output-dir": "out",
      "pgp-key": given,
      "pgp-passphrase": phrase,
    };
    const run = await runAction(t, {
      inputs: { ...inputs, retries: "0" },
      env: { PATH: git.searchPath },
      workspace: directory,
      secrets: [...secrets, phrase],
      debug: true,
    });
    assert.deepEqual(await run.leakedPlaces(), []);
    if (phrase === passphrase && given.length >= armored.length) {
      assert.equal(run.exitCode, 0, run.log);
      for (const chart of JSON.parse(run.outputs["charts"] ?? ""))
        assert.deepEqual(chart.signatures, ["pgp"]);
      for (const secret of secrets) assert.ok(run.masks.includes(secret), secret);
      assert.deepEqual(leakedSecrets(await git.calls(), secrets), []);
    } else {
      assert.equal(run.exitCode, 2, run.log);
      assert.deepEqual(registry.takeLog(), []);
    }
  });
}

test("nor does it in what the command prints or leaves", async (t) => {
  const registry = await registryFor(t);
  const directory = await temporaryDirectory(t);
  await writeChart(path.join(directory, "charts"), "web", "1.0.0");
  const words = ["publish", "--working-directory", directory, "--registry", `oci://${registry.host}/c`];
  const { code, stdout, stderr } = await runProgram(
    process.execPath,
    [program, ...words, "--pgp-key-file", "-", "--output-dir", "out", "--json", "--debug"],
    { env: { PATH: process.env["PATH"], HELM_OCI_PUBLISH_PGP_PASSPHRASE: passphrase }, input: armored },
  );
  assert.equal(code, 0, stderr);
  assert.deepEqual(await leakedPlaces({ stdout, stderr }, [directory], secrets), []);
});

test("no error of a key holds it, however deep one looks", async () => {
  const bad = [
    armored.slice(0, -200),
    armored.replace(/\n\n/, "\n"),
    base64(armored).slice(0, -40),
    `${armored}${armored.slice(0, 300)}`,
  ];
  for (const text of bad) {
    const input = { key: new Secret(text), passphrase: new Secret("wrong one") };
    const error = await readSigningKey(input, new Date()).then(
      () => assert.fail("was read"),
      (reason: unknown) => reason,
    );
    const shown = inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true });
    assert.deepEqual(leakedSecrets(shown, [...secrets, "wrong one"]), []);
  }
});
