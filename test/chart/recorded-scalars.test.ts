import assert from "node:assert/strict";
import test from "node:test";
import { parse } from "yaml";
import type { Metadata } from "../../src/chart/metadata.ts";
import { parseMetadata } from "../../src/chart/read-metadata.ts";
import { problemsOf } from "./chart-files.ts";
import { recordedCases } from "./shared-data.ts";

interface ScalarCase {
  readonly chartYaml: string;
  readonly results: { readonly "4.1.4": { readonly rc: number; readonly chartYaml: string | null } };
}

test("every recorded scalar of Chart.yaml is typed and coerced as Helm rewrites it", async (t) => {
  const cases = recordedCases<ScalarCase>(t, "chartyaml-normalise");
  if (cases === undefined) return;
  assert.equal(cases.length, 45);
  for (const { chartYaml, results } of cases) {
    await t.test(JSON.stringify(chartYaml.split("\n").slice(3).join("\n").slice(0, 60)), async () => {
      const read = (): Metadata => parseMetadata(Buffer.from(chartYaml), "Chart.yaml");
      const rewritten = results["4.1.4"].chartYaml;
      if (rewritten === null) assert.equal((await problemsOf(read)).length, 1);
      // Helm quotes whatever could be mistaken, so any YAML parser reads its output the same.
      else assert.deepEqual(plain(read()), parse(rewritten));
    });
  }
});

function plain(metadata: Metadata): object {
  const { annotations, ...rest } = metadata;
  return annotations === undefined ? rest : { ...rest, annotations: Object.fromEntries(annotations) };
}
