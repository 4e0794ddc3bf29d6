import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { overrideVersions } from "../../src/chart/override.ts";
import { load, problemsOf, writeChart } from "./chart-files.ts";
import { recordedCases } from "./shared-data.ts";

interface ValidationCase {
  readonly label: string;
  readonly chartYaml: string;
  readonly flags: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly results: { readonly "4.1.4": { readonly rc: number; readonly tgz?: string } };
}

/** What Helm packages and we refuse, on purpose. */
const stricter: Readonly<Record<string, RegExp>> = {
  "name MyChart": /upper-case letters/, // no registry takes it: the push would fail
  'name "my chart"': /cannot be the name of a repository/, // the same
  "name -a": /cannot be the name of a repository/, // the same
  'name "a\\tb"': /cannot be the name of a repository/, // the same
  'name "é"': /cannot be the name of a repository/, // the same
  "name a\\\\b": /cannot be the name of a repository/, // the same
  "outside symlink": /leads out of/, // Helm would publish a file of the machine
};

test("every recorded chart is taken or refused as Helm does it", async (t) => {
  const cases = recordedCases<ValidationCase>(t, "validation");
  if (cases === undefined) return;
  assert.equal(cases.length, 108);
  for (const recorded of cases) {
    await t.test(recorded.label, (t) => check(t, recorded));
  }
  const labels = cases.map(({ label }) => label);
  assert.deepEqual(
    Object.keys(stricter).filter((label) => !labels.includes(label)),
    [],
  );
});

async function check(t: TestContext, recorded: ValidationCase): Promise<void> {
  const directory = writeRecorded(t, recorded);
  const result = recorded.results["4.1.4"];
  const loaded = async (): Promise<string> => {
    const { metadata } = overrideVersions(await load(directory), overridesOf(recorded.flags));
    return `${metadata.name}-${metadata.version}.tgz`;
  };
  const reason = stricter[recorded.label];
  if (reason === undefined && result.rc === 0) {
    assert.equal(await loaded(), result.tgz);
    return;
  }
  const problems = await problemsOf(loaded);
  assert.ok(problems.length > 0, "refused");
  for (const { message, hint } of problems) assert.ok(message !== "" && hint !== "");
  if (reason !== undefined) {
    assert.equal(result.rc, 0, "Helm takes it");
    assert.match(problems.map(({ message }) => message).join("\n"), reason);
  }
}

function writeRecorded(t: TestContext, { chartYaml, files, links }: ValidationCase): string {
  const written = Object.entries(files).map(([name, content]) => {
    const size = /^<(\d+) bytes>$/.exec(content)?.[1];
    return [name, size === undefined ? content : new Uint8Array(Number(size))] as const;
  });
  const directory = writeChart(t, { "Chart.yaml": chartYaml, ...Object.fromEntries(written) });
  for (const [name, target] of Object.entries(links ?? {})) symlinkSync(target, path.join(directory, name));
  return directory;
}

function overridesOf(flags: readonly string[]): { version: string; appVersion: string } {
  const after = (flag: string): string => flags[flags.indexOf(flag) + 1] ?? "";
  return {
    version: flags.includes("--version") ? after("--version") : "",
    appVersion: flags.includes("--app-version") ? after("--app-version") : "",
  };
}
