import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import type { ChartFile } from "../../src/chart/chart.ts";
import type { Metadata } from "../../src/chart/metadata.ts";
import { parseMetadata } from "../../src/chart/read-metadata.ts";
import { readTestArchive } from "../support/tar-reader.ts";
import { load, problemsOf } from "./chart-files.ts";
import { unpackedCorpus } from "./shared-data.ts";

test("the charts of the corpus load to Helm's config and to Helm's files", async (t) => {
  const corpus = unpackedCorpus(t);
  if (corpus === undefined) return;
  const ids = readdirSync(path.join(corpus, "charts")).filter((id) => id !== "LICENSE");
  assert.equal(ids.length, 51);
  for (const id of ids) {
    const chart = await load(path.join(corpus, "charts", id), corpus);
    const golden = path.join(corpus, "golden", `${id}.4.1.4`);
    assert.deepEqual(asConfig(chart.metadata), JSON.parse(readFileSync(`${golden}.config.json`, "utf8")), id);
    const ours = asHelmPacks(chart.files, chart.metadata.name);
    assert.deepEqual(ours.toSorted(), goldenEntries(`${golden}.tsv`).toSorted(), id);
    assert.equal(chart.files[0]?.path, "Chart.yaml", id);
  }
});

test("the broken charts of the corpus are refused with reasons", async (t) => {
  const corpus = unpackedCorpus(t);
  if (corpus === undefined) return;
  const ids = readdirSync(path.join(corpus, "broken")).filter((id) => id !== "EXPECTED.tsv");
  assert.equal(ids.length, 19);
  for (const id of ids) {
    const problems = await problemsOf(() => load(path.join(corpus, "broken", id), corpus));
    const reason = Object.entries(reasons).find(([end]) => id.endsWith(end))?.[1];
    assert.ok(reason !== undefined, id);
    assert.match(problems.map(({ message }) => message).join("\n"), reason, id);
  }
});

const reasons: Readonly<Record<string, RegExp>> = {
  "loki-stack": /missing in charts\/ directory: loki$/m,
  anotherbadchartfile: /version "7\.2445e\+06" is invalid/,
  badchartfile: /name is required/,
  badvaluesfile: /values must be a map/,
  dev_null: /leads out of/,
  dotname: /name "\." is invalid/,
  slashinname: /name "a\/\.\.\/b" is invalid/,
  "bad-requirements": /invalid YAML/,
  "bad-type": /type must be application or library/,
  "missing-deps": /missing in charts\/ directory: reqsubchart2$/m,
  "bad-subcharts": /in subchart charts\/bad-subchart: name is required/,
  upgradetest: /Chart\.yaml file is missing/,
  invalid_maintainers: /name is required/,
  "ignore-negation": /Chart\.yaml file is missing/,
  "ignore-doublestar": /double-star/,
  "link-dangling": /leads nowhere/,
  "schema-invalid-json": /invalid JSON/,
  "name-upper": /upper-case letters/,
  "tgz-dotdot": /in subchart charts\/s\.tgz: .*climbs out/,
};

function asConfig({ annotations, dependencies, ...rest }: Metadata): object {
  return {
    ...rest,
    ...(annotations === undefined ? {} : { annotations: Object.fromEntries(annotations) }),
    ...(dependencies === undefined
      ? {}
      : {
          dependencies: dependencies.map(({ importValues, ...own }) =>
            importValues === undefined ? own : { ...own, "import-values": importValues },
          ),
        }),
  };
}

/** Path and content of each entry; Helm rewrites Chart.yaml and Chart.lock, so their content is left out. */
function entry(name: string, content: string): string {
  return /(^|\/)Chart\.(yaml|lock)$/.test(name) ? name : `${name} ${content}`;
}

function goldenEntries(file: string): string[] {
  const rows = readFileSync(file, "utf8").trimEnd().split("\n").slice(2);
  return rows.map((row) => {
    const [name = "", , , sha256 = ""] = row.split("\t");
    return entry(name, sha256);
  });
}

/** The entries Helm would make of our files: archives under charts/ exploded, subcharts under their own names. */
function asHelmPacks(files: readonly ChartFile[], top: string): string[] {
  const chartYaml = files.find((file) => file.path === "Chart.yaml");
  assert.ok(chartYaml);
  const isV1 = parseMetadata(chartYaml.bytes, "Chart.yaml").apiVersion === "v1";
  const groups = Map.groupBy(files, (file) => /^charts\/([^/]+)(?!.*\.prov$)/.exec(file.path)?.[1]);
  const own = (groups.get(undefined) ?? []).filter((file) => isV1 || file.path !== "requirements.yaml");
  const nested = [...groups].flatMap(([name, group]) => {
    if (name === undefined) return [];
    const inside = name.endsWith(".tgz")
      ? readTestArchive(group[0]?.bytes ?? new Uint8Array(), name)
      : group.map(({ path: place, bytes }) => ({ path: place.slice(`charts/${name}/`.length), bytes }));
    const yaml = inside.find((file) => file.path === "Chart.yaml");
    assert.ok(yaml, name);
    return asHelmPacks(inside, `${top}/charts/${parseMetadata(yaml.bytes, name).name}`);
  });
  return [
    ...own.map((file) => entry(`${top}/${file.path}`, createHash("sha256").update(file.bytes).digest("hex"))),
    ...nested,
  ];
}
