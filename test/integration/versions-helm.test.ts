import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { dockerRegistryFor } from "../support/docker-registry.ts";
import { helmFor, plainHttp } from "../support/helm.ts";
import type { ProgramResult } from "../support/program.ts";

const commit = { CI_COMMIT_BRANCH: "main", CI_COMMIT_SHA: "0123456789abcdef0123456789abcdef01234567" };
const snapshot = "2.0.0-main.g0123456";

for (const version of ["3.17.3", "4.1.4"] as const) {
  test(`Helm ${version} pulls releases by their aliases, and snapshots by their version`, async (t) => {
    await using registry = await dockerRegistryFor(t);
    const helm = await helmFor(t, version);
    if (registry === undefined || helm === undefined) return;
    const directory = await temporaryDirectory(t);
    const publish = async (chartVersion: string, ...words: readonly string[]): Promise<void> => {
      const chart = await writeChart(path.join(directory, chartVersion), "web", chartVersion);
      const line = ["publish", chart, "--registry", `oci://${registry.host}/charts`, ...words];
      const { code, stderr } = await runCommand([...line, "--alias-tags", "minor,major,latest"], commit);
      assert.equal(code, 0, stderr);
    };
    for (const stable of ["1.3.0", "1.4.0", "1.4.2", "1.3.1"]) await publish(stable);
    await publish("2.0.0", "--snapshot");
    const ref = `oci://${registry.host}/charts/web`;
    for (const [words, expected] of [
      [[`${ref}:1.3`], "1.3.1"],
      [[`${ref}:1`], "1.4.2"],
      [[ref, "--version", "1.3"], "1.3.1"],
      [[ref, "--version", "1"], "1.4.2"],
      [[ref], "1.4.2"],
      [[ref, "--version", "1.3.x"], "1.3.1"],
      [[ref, "--version", snapshot], snapshot],
      [[`${ref}:${snapshot}`], snapshot],
    ] as const) {
      const { stdout, stderr }: ProgramResult = await helm.run([
        "show",
        "chart",
        ...words,
        ...plainHttp(helm),
      ]);
      const shown: string | undefined = /^version: (.*)$/m.exec(stdout)?.[1];
      assert.equal(shown, expected, `${words.join(" ")}: ${stderr}`);
    }
  });

  test(`Helm ${version} takes no tag that is no version, whoever wrote it`, async (t) => {
    await using registry = await dockerRegistryFor(t);
    const helm = await helmFor(t, version);
    if (registry === undefined || helm === undefined) return;
    const chart = await writeChart(await temporaryDirectory(t), "web", "1.0.0");
    const line = ["publish", chart, "--registry", `oci://${registry.host}/charts`, "--alias-tags", "latest"];
    assert.equal((await runCommand(line)).code, 0);
    const ref = `oci://${registry.host}/charts/web:latest`;
    const { code, stderr } = await helm.run(["show", "chart", ref, ...plainHttp(helm)]);
    assert.equal(code, 1);
    assert.match(stderr, /improper constraint: latest/);
  });
}
