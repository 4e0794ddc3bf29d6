import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import test from "node:test";
import { setImmediate as soon } from "node:timers/promises";
import { publish } from "../../src/commands/publish.ts";
import { mapLimit } from "../../src/concurrency.ts";
import { parseOptions } from "../../src/options/parse.ts";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { noDependencies } from "../support/no-dependencies.ts";
import { registryFor, type TestRegistry } from "../support/registry.ts";
import { createTestClient } from "../support/registry-client.ts";
import { completeAt } from "../support/tagged.ts";

const charts = 1000;

/** What befalls how many of a hundred requests. */
const faults = { reset: 5, unavailable: 5, throttled: 2, unanswered: 2 } as const;

type Fault = keyof typeof faults;

/** Answers, or cuts, so many of a hundred requests; which ones depends on what they ask and how often, not on their order. */
function weather(
  counts: Map<Fault, number>,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const asked = new Map<string, number>();
  return (request, response) => {
    const key = `${request.method} ${request.url?.replace(/uploads\/[^?]+|_state=[^&]+/g, "")}`;
    const times = (asked.get(key) ?? 0) + 1;
    asked.set(key, times);
    const fault = faultFor(createHash("sha256").update(`${key} ${times}`).digest().readUInt32BE() % 100);
    if (fault === undefined) return false;
    counts.set(fault, (counts.get(fault) ?? 0) + 1);
    switch (fault) {
      case "reset":
        response.socket?.resetAndDestroy();
        return true;
      case "unavailable":
        response.writeHead(503).end();
        return true;
      case "throttled":
        response.writeHead(429, { "retry-after": "1" }).end();
        return true;
      case "unanswered":
        // What was asked is done, and nobody hears of it.
        Object.assign(response, { writeHead: () => response.destroy() });
        return false;
    }
  };
}

function faultFor(percentile: number): Fault | undefined {
  let sum = 0;
  for (const [fault, share] of Object.entries(faults) as [Fault, number][]) {
    sum += share;
    if (percentile < sum) return fault;
  }
  return undefined;
}

/** Publishes them all in this process, with a clock that nobody has to wait for; gives digests by name. */
async function publishTo(registry: TestRegistry, directory: string): Promise<Map<string, string>> {
  const t = createTestClient({ random: () => 0.5 });
  await using client = t.client;
  const raw = {
    registry: `oci://${registry.host}/charts`,
    charts: "charts/*",
    "working-directory": directory,
  };
  const options = parseOptions(
    "publish",
    new Map(Object.entries(raw).map(([name, text]) => [name, { text, source: name }])),
  );
  const reporter = {
    info() {},
    debug() {},
    warn() {},
    error() {},
    mask() {},
    progress() {},
    group: <T>(_: string, body: () => Promise<T>) => body(),
  };
  const exec = async () => ({ exitCode: 127, stdout: "", stderr: "" });
  const clients = { registry: client, dependencies: noDependencies, exec, reporter, signal: t.signal };
  const { report } = await publish(options, { onGitHub: false, isProposal: false }, clients);
  assert.equal(report.outcomes.length, charts);
  return new Map(
    report.outcomes.map((outcome) => {
      assert.equal(outcome.status, "published", "error" in outcome ? outcome.error.message : "");
      return [outcome.name ?? "", outcome.digest ?? ""];
    }),
  );
}

test("1,000 charts reach a registry that fails 14 requests of 100, with 1.3 times the requests at most", async (t) => {
  const directory = await temporaryDirectory(t);
  const names = Array.from({ length: charts }, (_, index) => `chart-${index}`);
  await mapLimit(names, 16, (name) => writeChart(path.join(directory, "charts"), name, "1.0.0"));
  const calm = await registryFor(t);
  const expected = await publishTo(calm, directory);

  const counts = new Map<Fault, number>();
  let requests = 0;
  let isOver = false;
  const fault = weather(counts);
  // It takes manifests whose blobs it has not got: it must not be its strictness that saves us.
  const registry = await registryFor(t, {
    acceptSparse: true,
    fault(request, response) {
      if (isOver) return false;
      requests++;
      return fault(request, response);
    },
  });
  assert.deepEqual(await publishTo(registry, directory), expected);
  isOver = true;
  await soon();
  for (const [name, digest] of expected)
    assert.equal(await completeAt(registry.host, `charts/${name}`, "1.0.0"), digest);
  const ratio = requests / calm.served.length;
  t.diagnostic(
    `${requests} requests, ${ratio.toFixed(3)} times ${calm.served.length}: ${JSON.stringify([...counts])}`,
  );
  assert.ok(ratio <= 1.3, `${requests} requests instead of ${calm.served.length}`);
  for (const [name, share] of Object.entries(faults) as [Fault, number][]) {
    const seen = ((counts.get(name) ?? 0) / requests) * 100;
    assert.ok(seen > share / 2 && seen < share * 2, `${name}: ${seen.toFixed(1)} %`);
  }
});
