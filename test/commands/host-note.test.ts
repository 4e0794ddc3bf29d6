import assert from "node:assert/strict";
import test from "node:test";
import { publish } from "../../src/commands/publish.ts";
import { RegistryError } from "../../src/errors.ts";
import type { Reporter } from "../../src/io.ts";
import type { Registry } from "../../src/oci/registry.ts";
import { parseOptions } from "../../src/options/parse.ts";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { noDependencies } from "../support/no-dependencies.ts";

const refuse = () => Promise.reject(new RegistryError("NETWORK", "Could not connect"));
const unreachable: Registry = {
  resolve: refuse,
  mayBeHidden: () => false,
  fetchManifest: refuse,
  pushManifest: refuse,
  hasBlob: refuse,
  fetchBlob: refuse,
  pushBlob: refuse,
  listTags: refuse,
  listReferrers: refuse,
  pushReferrer: refuse,
  deleteManifest: refuse,
};

for (const [host, push, isNoted] of [
  ["123456789012.dkr.ecr.eu-west-1.amazonaws.com", "true", true],
  ["123456789012.dkr.ecr.eu-west-1.amazonaws.com", "false", false],
  ["registry.example.com", "true", false],
] as const) {
  test(`that repositories have to exist is ${isNoted ? "" : "not "}said of ${host} with push: ${push}`, async (t) => {
    const chart = await writeChart(await temporaryDirectory(t), "web", "1.0.0");
    const lines: string[] = [];
    const reporter: Reporter = {
      info: (message) => void lines.push(message),
      debug: () => undefined,
      warn: () => undefined,
      error: () => undefined,
      group: (_, body) => body(),
      progress: () => undefined,
      mask: () => undefined,
    };
    const options = parseOptions(
      "publish",
      new Map(
        Object.entries({ charts: chart, registry: `oci://${host}/c`, push }).map(([name, text]) => [
          name,
          { text, source: name },
        ]),
      ),
    );
    const exec = async () => ({ exitCode: 127, stdout: "", stderr: "" });
    const { signal } = new AbortController();
    const context = { onGitHub: false, isProposal: false };
    await publish(options, context, {
      registry: unreachable,
      dependencies: noDependencies,
      exec,
      reporter,
      signal,
    });
    assert.equal(
      lines.some((line) => /Amazon ECR creates no repositories/.test(line)),
      isNoted,
    );
  });
}
