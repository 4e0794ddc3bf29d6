import assert from "node:assert/strict";
import path from "node:path";
import { fetchChart } from "../../../src/commands/stored-chart.ts";
import type { RegistryClient } from "../../../src/oci/client/registry-client.ts";
import { parseReference } from "../../../src/oci/reference.ts";
import { type Outcome, refOf } from "../../../src/report/report.ts";
import { temporaryDirectory, writeChart } from "../../support/chart.ts";
import { runProgram } from "../../support/program.ts";
import { type Behaviour, type Scene, tick, untried } from "./behaviour.ts";
import { connect, publishTo } from "./peer.ts";
import { realCharts } from "./real-charts.ts";

async function corpusCharts({ t, peer, repository }: Scene): Promise<string> {
  const charts = await realCharts(t);
  if (charts === undefined) return untried;
  const { client, lines } = connect(peer);
  await using _ = client;
  const place = `${peer.host}/${repository.name}`;
  const published = await publishTo(client, place, charts);
  for (const outcome of published) {
    assert.equal(outcome.status, "published", "error" in outcome ? outcome.error.message : "");
    await isWhole(client, outcome);
  }
  // Every request is a line of the log.
  const before = lines.length;
  const unchanged = await publishTo(client, place, charts);
  assert.deepEqual(
    unchanged.map(({ status, digest }) => [status, digest]),
    published.map(({ digest }) => ["unchanged", digest]),
  );
  assert.equal(lines.length - before, charts.length, lines.slice(before).join("\n"));
  return tick;
}

/** Everything that the tag names is there, is what its digest says, and is the chart that was packaged. */
async function isWhole(client: RegistryClient, outcome: Outcome): Promise<void> {
  const reference = parseReference(refOf(outcome) ?? "");
  const { facts } = await fetchChart(client, reference, new AbortController().signal);
  assert.deepEqual([facts.digest, facts.chartDigest], [outcome.digest, outcome.chartDigest]);
}

/** When a run is killed: what the client says of its last request. */
const blows = [
  { last: "POST .*/blobs/uploads/: 202", isTagged: false },
  { last: "PUT .*/blobs/uploads/.*: 201", isTagged: false },
  { last: "PUT .*/manifests/1.0.0: 201", isTagged: true },
] as const;

async function killedRun({ t, peer, repository }: Scene): Promise<string> {
  const chart = await writeChart(await temporaryDirectory(t), "web", "1.0.0");
  const { host, tls, account } = peer;
  const { client, signal } = connect(peer);
  await using _ = client;
  const digests = new Set<string | undefined>();
  for (const [index, { last, isTagged }] of blows.entries()) {
    const name = `${repository.name}/${index}`;
    const place = `${host}/${name}`;
    const killed = await runProgram(process.execPath, [path.join(import.meta.dirname, "killed-run.ts")], {
      input: JSON.stringify({ access: { host, tls, account }, place, chart, last }),
    });
    assert.deepEqual([killed.code, killed.stdout, killed.stderr], [128, "", ""]);
    const web = { host, name: `${name}/web` };
    const left = await client.fetchManifest(web, "1.0.0", signal);
    assert.equal(left !== undefined, isTagged);
    const [outcome] = await publishTo(client, place, [chart]);
    assert.ok(outcome !== undefined);
    assert.equal(outcome.status, isTagged ? "unchanged" : "published");
    await isWhole(client, outcome);
    digests.add(outcome.digest);
  }
  assert.equal(digests.size, 1);
  return tick;
}

/** What whole runs leave in a registry. */
export const runBehaviours: readonly Behaviour[] = [
  {
    column: "charts, again",
    name: "holds three real charts after a run; the next run costs one request for each",
    check: corpusCharts,
  },
  {
    column: "killed",
    name: "has no half chart after a run was killed, and the next run finishes",
    check: killedRun,
  },
];
