// Records which version real Helm chooses for each range of test/fixtures/ranges.txt:
// node scripts/record-ranges.ts [VERSION…]. Writes test/fixtures/range-choices.json.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { packageChart } from "../src/archive/package.ts";
import { readArchive } from "../src/archive/unpack.ts";
import { loadFiles } from "../src/chart/load.ts";
import { runHelm } from "../test/support/helm.ts";
import { findHelm, type HelmVersion } from "../test/support/helm-fetch.ts";
import { versionsOffered } from "../test/support/versions-offered.ts";

const fixtures = path.join(import.meta.dirname, "../test/fixtures");
const helms = (process.argv.length > 2 ? process.argv.slice(2) : ["3.17.3", "4.1.4"]) as HelmVersion[]; // findHelm says what it does not know
const ranges = (await readFile(path.join(fixtures, "ranges.txt"), "utf8")).split("\n").slice(0, -1);

const chartYaml = "apiVersion: v2\nname: lib\nversion: 1.0.0\n";
const chart = loadFiles([{ path: "Chart.yaml", bytes: Buffer.from(chartYaml) }], "lib", readArchive);
const { bytes } = await packageChart(chart, { mtime: 315_532_800 });
const entries = versionsOffered.map(
  (version) => `  - name: lib\n    version: ${JSON.stringify(version)}\n    urls: [lib.tgz]\n`,
);
const index = `apiVersion: v1\nentries:\n  lib:\n${entries.join("")}`;
const server = createServer(({ url }, response) => response.end(url?.endsWith(".tgz") ? bytes : index));
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const repository = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** The version in the lock; `none` where no version fits, `refused` where Helm cannot read the range. */
async function choose(binary: string, range: string): Promise<string> {
  const home = await mkdtemp(path.join(os.tmpdir(), "ranges-"));
  try {
    const dependency = { name: "lib", version: range, repository };
    const parent = { apiVersion: "v2", name: "app", version: "1.0.0", dependencies: [dependency] };
    await writeFile(path.join(home, "Chart.yaml"), JSON.stringify(parent));
    const { code, stderr } = await runHelm(binary, ["dependency", "update", home], { home });
    if (code === 0) {
      const lock = await readFile(path.join(home, "Chart.lock"), "utf8");
      return /^ {2}version: "?([^"\n]*)"?$/m.exec(lock)?.[1] ?? "";
    }
    if (/can't get a valid version/.test(stderr)) return "none";
    if (/invalid version\/constraint format/.test(stderr)) return "refused";
    throw new Error(`${range}: ${stderr}`);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

const choices: Record<string, Record<string, string>> = {};
for (const version of helms) {
  const found = await findHelm(version);
  if ("missing" in found) throw new Error(found.missing);
  for (const range of ranges) {
    choices[range] = { ...choices[range], [version]: await choose(found.value, range) };
  }
}
server.close();
await writeFile(path.join(fixtures, "range-choices.json"), `${JSON.stringify(choices, undefined, 2)}\n`);
