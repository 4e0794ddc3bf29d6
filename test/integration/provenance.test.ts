import assert from "node:assert/strict";
import { appendFile, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { MediaType } from "../../src/oci/descriptor.ts";
import { temporaryDirectory } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { dockerRegistryFor } from "../support/docker-registry.ts";
import { goldenFor } from "../support/golden.ts";
import { helmFor, plainHttp } from "../support/helm.ts";
import { helmVersions } from "../support/helm-fetch.ts";
import type { ProgramResult } from "../support/program.ts";
import { publishOne } from "../support/published.ts";
import { registryFor } from "../support/registry.ts";

const archives = ["annotated-0.1.0.tgz", "buildmeta-1.2.3+build.5.tgz"] as const;

/** Copies of archives that Helm 4.1.4 made and signed, with their `.prov`; `undefined` after skipping. */
async function signedCopies(t: TestContext): Promise<string | undefined> {
  const golden = goldenFor(t, "out/helm-4.1.4/signed");
  if (golden === undefined) return undefined;
  const directory = await temporaryDirectory(t);
  for (const name of archives.flatMap((archive) => [archive, `${archive}.prov`])) {
    // Not a copy: the recorded files may be read-only, and some tests change theirs.
    await writeFile(path.join(directory, name), await readFile(path.join(golden, name)));
  }
  return directory;
}

for (const version of helmVersions) {
  test(`Helm ${version} verifies an archive published with the provenance beside it`, async (t) => {
    const directory = await signedCopies(t);
    const keyring = goldenFor(t, "prov/keys/rsa.pub.gpg");
    await using registry = await dockerRegistryFor(t);
    const helm = await helmFor(t, version);
    if (!directory || !keyring || !registry || !helm) return;
    for (const archive of archives) {
      const output = await temporaryDirectory(t);
      const words = [path.join(directory, archive), "--registry", `oci://${registry.host}/signed`];
      const published = await publishOne([...words, "--output-dir", output]);
      assert.deepEqual(published.signatures, ["pgp"]);
      assert.deepEqual(
        await readFile(published.package ?? ""),
        await readFile(path.join(directory, archive)),
      );
      const kept = await readFile(path.join(output, `${archive}.prov`));
      assert.deepEqual(kept, await readFile(path.join(directory, `${archive}.prov`)));
      const pull = [
        `oci://${published.repository}`,
        "--version",
        published.version ?? "",
        ...plainHttp(helm),
      ];
      const verify = ["pull", ...pull, "--verify", "--keyring", keyring];
      const pulled: ProgramResult = await helm.run(verify, { directory: await temporaryDirectory(t) });
      assert.equal(pulled.code, 0, pulled.stderr);
      assert.match(pulled.stdout + pulled.stderr, /Chart Hash Verified: sha256:/);
    }
  });
}

test("the layers are those that Helm pushed for the two files", async (t) => {
  const directory = await signedCopies(t);
  const pushed = goldenFor(t, "out/helm-4.1.4/push/annotated-0.1.0.signed.manifest.json");
  if (directory === undefined || pushed === undefined) return;
  const registry = await registryFor(t);
  await publishOne([path.join(directory, archives[0]), "--registry", `oci://${registry.host}/c`]);
  const headers = { accept: MediaType.imageManifest };
  const answer = await fetch(`${registry.url}/v2/c/annotated/manifests/0.1.0`, { headers });
  const { layers } = JSON.parse(await answer.text());
  assert.deepEqual(layers, JSON.parse(await readFile(pushed, "utf8")).layers);
});

test("a provenance that does not belong is refused, with the reason, and nothing is sent", async (t) => {
  const directory = await signedCopies(t);
  if (directory === undefined) return;
  const registry = await registryFor(t);
  const [archive, other] = archives.map((name) => path.join(directory, name)) as [string, string];
  const publish = () => runCommand(["publish", archive, "--registry", `oci://${registry.host}/c`]);
  const foreign = await readFile(`${other}.prov`);
  const signed = await readFile(`${archive}.prov`, "utf8");
  for (const { content, expected } of [
    { content: foreign, expected: /buildmeta-1\.2\.3\+build\.5\.tgz/ },
    { content: "no signature at all\n", expected: /it has no line -----BEGIN PGP SIGNED MESSAGE-----/ },
    { content: signed.replace(/sha256:[0-9a-f]/, "sha256:x"), expected: /sha256:x/ },
  ]) {
    await writeFile(`${archive}.prov`, content);
    const { code, stderr } = await publish();
    assert.equal(code, 1, stderr);
    assert.match(stderr, /annotated-0\.1\.0\.tgz/);
    assert.match(stderr, expected);
    assert.match(stderr, /\nFix: /);
  }
  await writeFile(`${archive}.prov`, signed);
  await appendFile(archive, "\0");
  assert.equal((await publish()).code, 1);
  assert.deepEqual(registry.takeLog(), []);
});

test("an archive under another file name is published under its own, with a warning", async (t) => {
  const directory = await signedCopies(t);
  if (directory === undefined) return;
  const registry = await registryFor(t);
  const renamed = path.join(directory, "chart.tgz");
  await rename(path.join(directory, archives[0]), renamed);
  const words = ["publish", renamed, "--registry", `oci://${registry.host}/c`, "--json"];
  const { code, stdout, stderr } = await runCommand(words);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /warning: .*annotated-0\.1\.0\.tgz/);
  const [chart] = JSON.parse(stdout).charts;
  assert.equal(chart.tag, "0.1.0");
  assert.deepEqual(chart.signatures, []);
});

test("a version cannot be set on what is packaged already", async (t) => {
  const directory = await signedCopies(t);
  if (directory === undefined) return;
  const words = [
    path.join(directory, archives[0]),
    "--registry",
    "oci://127.0.0.1:9/c",
    "--version",
    "2.0.0",
  ];
  const { code, stderr } = await runCommand(["publish", ...words]);
  assert.equal(code, 2);
  assert.match(stderr, /it is packaged already/);
});
