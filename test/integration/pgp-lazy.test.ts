import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { build } from "../../scripts/build.ts";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { loadedAtStart } from "../support/loaded-at-start.ts";
import { makeKey } from "../support/pgp-keys.ts";
import { runProgram } from "../support/program.ts";
import { registryFor } from "../support/registry.ts";

test("charts that nobody signs load no OpenPGP, which stands in a file of its own, as it was published", async (t) => {
  const dist = path.join(await temporaryDirectory(t), "dist");
  await build(dist);
  for (const entry of ["action.js", "cli.js", "post.js"]) {
    const files = [...(await loadedAtStart(path.join(dist, entry)))];
    assert.ok(files.some((file) => file.includes("shared")));
    assert.deepEqual(
      files.filter((file) => /openpgp|provenance-signer/.test(file)),
      [],
    );
  }
  const openpgp = path.join(dist, "chunks/openpgp.js");
  const original = new URL(import.meta.resolve("openpgp"));
  assert.ok((await readFile(openpgp)).equals(await readFile(original)));
  const licenses = await readFile(path.join(dist, "licenses.txt"), "utf8");
  assert.match(licenses, /^openpgp@6\.3\.2 \(LGPL-3\.0\+\)$/m);
  assert.match(licenses, /GNU LESSER GENERAL PUBLIC LICENSE/);
  assert.match(licenses, /GNU GENERAL PUBLIC LICENSE\s+Version 3/);

  const registry = await registryFor(t);
  const chart = await writeChart(await temporaryDirectory(t), "web", "1.0.0");
  const publish = (env: NodeJS.ProcessEnv, policy: string) =>
    runProgram(
      process.execPath,
      [
        path.join(dist, "cli.js"),
        "publish",
        chart,
        "--registry",
        `oci://${registry.host}/c`,
        "--if-exists",
        policy,
      ],
      { env: { PATH: process.env["PATH"], ...env } },
    );
  const signing = { HELM_OCI_PUBLISH_PGP_KEY: (await makeKey("Ann")).armor() };
  const signed = await publish(signing, "verify");
  assert.equal(signed.code, 0, signed.stderr);
  assert.match(signed.stderr, /Signing with PGP key [0-9A-F]{40}/);
  await rm(openpgp);
  assert.equal((await publish({}, "overwrite")).code, 0);
  assert.notEqual((await publish(signing, "overwrite")).code, 0);
});
