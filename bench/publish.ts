import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { startRegistry } from "../src/oci/server/start.ts";
import { createMemoryStore } from "../src/oci/store/memory-store.ts";
import { writeChart } from "../test/support/chart.ts";
import { runHelm } from "../test/support/helm.ts";
import { findHelm } from "../test/support/helm-fetch.ts";
import { mustRun } from "../test/support/program.ts";
import { preparePlan } from "./plan.ts";

// Compares one `publish` with a loop of `helm package` and `helm push`, pair by pair in one run: the ratios can be
// trusted on a noisy machine, the times only beside each other. The registry is ours, in memory, in this process. Then
// plans many charts that are published, over a line as slow as one to a registry on another continent.

const pairs = Number(process.argv[2] ?? 5);
const command = path.join(import.meta.dirname, "../dist/cli.js");
const helm = await findHelm("3.17.3");
const scratch = await mkdtemp(path.join(os.tmpdir(), "bench-"));
const counts = { requests: 0, bytes: 0 };
const registry = await startRegistry({
  store: createMemoryStore(),
  onRequest: ({ requestBytes }) => {
    counts.requests++;
    counts.bytes += requestBytes;
  },
});

interface Cost {
  readonly ms: number;
  readonly requests: number;
  readonly bytes: number;
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  Object.assign(counts, { requests: 0, bytes: 0 });
  const start = performance.now();
  await work();
  const ms = performance.now() - start;
  await once(AbortSignal.timeout(20), "abort"); // the journal hears of the last request just after its client does
  return { ms, ...counts };
}

async function publish(charts: readonly string[], target: string): Promise<void> {
  await mustRun(process.execPath, [command, "publish", ...charts, "--registry", target], {
    directory: scratch,
  });
}

async function loop(binary: string, charts: readonly string[], target: string): Promise<void> {
  const run = async (...args: string[]): Promise<void> => {
    const { code, stderr } = await runHelm(binary, args, { home: scratch });
    if (code !== 0) throw new Error(stderr);
  };
  for (const chart of charts) {
    await run("package", chart, "--destination", scratch);
    await run("push", path.join(scratch, `${path.basename(chart)}-1.0.0.tgz`), target, "--plain-http");
  }
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

function report(name: string, costs: readonly Cost[]): void {
  const ms = Math.round(median(costs.map((cost) => cost.ms)));
  const [{ requests, bytes } = { requests: 0, bytes: 0 }] = costs;
  console.log(
    `  ${name.padEnd(22)} ${String(ms).padStart(6)} ms  ${String(requests).padStart(4)} requests  ${bytes} bytes sent`,
  );
}

try {
  console.log(`median of ${pairs} pairs, load ${os.loadavg()[0]?.toFixed(1)}`);
  for (const size of [1, 40]) {
    const charts: string[] = [];
    for (let i = 0; i < size; i++)
      charts.push(await writeChart(path.join(scratch, `charts${size}`), `c${i}`, "1.0.0"));
    const ours: Cost[] = [];
    const again: Cost[] = [];
    const theirs: Cost[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      const target = `oci://${registry.host}/b${size}/${pair}`;
      if ("value" in helm) theirs.push(await costOf(() => loop(helm.value, charts, `${target}/helm`)));
      ours.push(await costOf(() => publish(charts, `${target}/ours`)));
      again.push(await costOf(() => publish(charts, `${target}/ours`)));
    }
    console.log(`${size} chart${size === 1 ? "" : "s"}`);
    if ("value" in helm) report("helm package and push", theirs);
    report("publish", ours);
    report("publish again", again);
    const ratios = theirs.map((cost, index) => cost.ms / (ours[index]?.ms ?? Number.NaN));
    if (ratios.length > 0) console.log(`  helm / publish: ${median(ratios).toFixed(1)}`);
  }
  await using bench = await preparePlan(scratch, registry.host, command);
  const plans: Cost[] = [];
  for (let run = 0; run < pairs; run++) plans.push(await costOf(bench.plan));
  console.log(bench.title);
  report("plan", plans);
  console.log(`  runs of git a plan: ${(await bench.takeGitRuns()) / pairs}`);
  if ("missing" in helm) console.log(`without Helm: ${helm.missing}`);
} finally {
  await registry.close();
  await rm(scratch, { recursive: true, force: true });
}
