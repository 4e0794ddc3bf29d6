import assert from "node:assert/strict";
import test from "node:test";
import { load, minimal, problemsOf, writeChart } from "./chart-files.ts";
import { recordedCases } from "./shared-data.ts";

interface IgnoreCase {
  readonly rule: string;
  readonly input: readonly string[];
  readonly results: { readonly "4.1.4": { readonly rc: number; readonly entries: readonly string[] } };
}

test("every recorded .helmignore leaves in what Helm leaves in", async (t) => {
  const cases = recordedCases<IgnoreCase>(t, "helmignore");
  if (cases === undefined) return;
  assert.equal(cases.length, 66);
  for (const { rule, input, results } of cases) {
    const recorded = results["4.1.4"];
    await t.test(JSON.stringify(rule), async (t) => {
      const files = Object.fromEntries(input.map((name) => [name, contentOf(name)]));
      const directory = writeChart(t, { ...files, ".helmignore": `${rule}\n` });
      if (recorded.rc !== 0) {
        assert.ok((await problemsOf(() => load(directory))).length > 0);
        return;
      }
      const chart = await load(directory);
      const entries = recorded.entries.map((entry) => entry.replace(/^c\//, ""));
      assert.deepEqual(chart.files.map((file) => file.path).sort(), entries.sort());
    });
  }
});

function contentOf(name: string): string {
  if (name === "Chart.yaml") return minimal;
  return name.endsWith("/Chart.yaml") ? minimal.replace("web", "s") : "k: v\n";
}
