import { parseIndex } from "../src/repository/chart-index.ts";

// How long it takes to choose a version from an index of twenty megabytes, the size of the largest public ones: what
// bytes off the network become before the archive is fetched. Beside it, how long a bare parse of the JSON takes.

const runs = Number(process.argv[2] ?? 5);
const charts = 200;
const versions = 130;

interface Entry {
  readonly [field: string]: unknown;
}

function entryOf(name: string, version: string, index: number): Entry {
  return {
    annotations: { category: "Infrastructure", licenses: "Apache-2.0" },
    apiVersion: "v2",
    appVersion: `${index}.0.1`,
    created: "2024-05-06T07:08:09.123456789Z",
    description: `The chart ${name} installs what its name says: a server, its exporter, and the jobs around it. It is long.`,
    digest: index.toString(16).padStart(64, "0"),
    home: `https://charts.example/${name}`,
    keywords: [name, "server", "database", "cluster", "monitoring"],
    maintainers: [{ name: "The maintainers", url: "https://charts.example/maintainers" }],
    name,
    sources: [`https://git.example/charts/tree/main/${name}`, `https://git.example/${name}`],
    urls: [`https://charts.example/archives/${name}-${version}.tgz`],
    version,
  };
}

function entries(): Record<string, readonly Entry[]> {
  const names = Array.from({ length: charts }, (_, index) => `chart-${index}`);
  return Object.fromEntries(
    names.map((name) => [
      name,
      Array.from({ length: versions }, (_, index) => entryOf(name, `1.${versions - index}.0`, index)),
    ]),
  );
}

/** As Helm writes it: block style, lists not indented. */
function blockOf(value: unknown, indent: string): string {
  if (typeof value !== "object" || value === null) return ` ${JSON.stringify(value)}\n`;
  const parts = Array.isArray(value)
    ? value.map((item) => `${indent}-${blockOf(item, `${indent}  `).replace(/^\n +/, " ")}`)
    : Object.entries(value).map(([key, item]) => {
        const below = Array.isArray(item) ? indent : `${indent}  `;
        return `${indent}${key}:${blockOf(item, below)}`;
      });
  return `\n${parts.join("")}`;
}

function medianOf(work: () => void): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.round(times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN);
}

const index = { apiVersion: "v1", entries: entries() };
const json = JSON.stringify(index);
const texts = { YAML: blockOf(index, "").trimStart(), JSON: json };
console.log(`median of ${runs} runs`);
for (const [name, text] of Object.entries(texts)) {
  const bytes = Buffer.from(text);
  const ms = medianOf(() => {
    const found = parseIndex(bytes, "index.yaml")
      .versionsOf(`chart-${charts - 1}`)
      ?.at(-1)
      ?.read();
    if (found?.urls.length !== 1) throw new Error(`${name} was not understood`);
  });
  console.log(
    `  ${name.padEnd(20)} ${(bytes.length / 1e6).toFixed(1).padStart(5)} MB  ${String(ms).padStart(6)} ms`,
  );
}
console.log(`  ${"JSON.parse alone".padEnd(27)}  ${String(medianOf(() => JSON.parse(json))).padStart(9)} ms`);
