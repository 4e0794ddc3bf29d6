import assert from "node:assert/strict";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { setImmediate as soon } from "node:timers/promises";
import { mapLimit } from "../../src/concurrency.ts";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { startCommand } from "../support/command-process.ts";
import { keystream } from "../support/keystream.ts";
import { publishAll } from "../support/published.ts";
import { registryFor, type TestRegistry } from "../support/registry.ts";
import { completeAt } from "../support/tagged.ts";

/** `before` the registry looks at the request, or `after` it has done what was asked but not said so. */
type Moment = "before" | "after";

/** HEAD, two POSTs, two PUTs of blobs, PUT and GET of the manifest. */
const requestsPerChart = 7;
const putOfManifest = 6;

interface Blow {
  /** Counted from 1, as the requests come in. */
  readonly request: number;
  readonly moment: Moment;
}

/**
 * Publishes to a registry of its own in a process that is killed at that request; ends when the registry is at rest.
 * The registry takes manifests whose blobs it has not got: it must not be its strictness that saves us.
 */
async function killedAt(t: TestContext, charts: readonly string[], blow: Blow): Promise<TestRegistry> {
  let count = 0;
  let answered = 0;
  const fault = (_: IncomingMessage, response: ServerResponse): boolean => {
    if (++count !== blow.request) return false;
    if (blow.moment === "before") {
      answered++;
      command.kill("SIGKILL");
      return true;
    }
    const { writeHead } = response;
    const killFirst = (...args: unknown[]): unknown => {
      command.kill("SIGKILL");
      response.socket?.destroy();
      return Reflect.apply(writeHead, response, args);
    };
    Object.assign(response, { writeHead: killFirst });
    return false;
  };
  const registry = await registryFor(t, { fault, acceptSparse: true });
  const command = startCommand(t, wordsFor(charts, registry));
  const { signal, stdout, stderr } = await command.ended;
  assert.equal(signal, "SIGKILL", stderr);
  assert.equal(stdout, "");
  while (registry.served.length + answered < count) await soon();
  return registry;
}

function wordsFor(charts: readonly string[], registry: TestRegistry): string[] {
  return ["publish", ...charts, "--registry", `oci://${registry.host}/charts`];
}

const nameOf = (chart: string): string => path.basename(chart);

/** What an undisturbed run publishes, by chart. */
async function expectedOf(t: TestContext, charts: readonly string[]): Promise<Map<string, string>> {
  const registry = await registryFor(t, { acceptSparse: true });
  const published = await publishAll(wordsFor(charts, registry).slice(1));
  assert.equal(registry.served.length, requestsPerChart * charts.length);
  return new Map(published.map(({ name, digest }) => [name ?? "", digest ?? ""]));
}

/** The charts whose tag is there, each of them whole; then a second run, which completes them all. */
async function checkAndFinish(
  charts: readonly string[],
  registry: TestRegistry,
  expected: ReadonlyMap<string, string>,
): Promise<string[]> {
  const tagged: string[] = [];
  for (const name of charts.map(nameOf)) {
    const digest = await completeAt(registry.host, `charts/${name}`, "1.0.0");
    if (digest === undefined) continue;
    assert.equal(digest, expected.get(name));
    tagged.push(name);
  }
  for (const { name, status, digest } of await publishAll(wordsFor(charts, registry).slice(1))) {
    assert.equal(status, tagged.includes(name ?? "") ? "unchanged" : "published");
    assert.equal(digest, expected.get(name ?? ""));
    assert.equal(await completeAt(registry.host, `charts/${name}`, "1.0.0"), digest);
  }
  return tagged;
}

test("killed at any request, a run leaves no tag or a whole chart, and the next run finishes", async (t) => {
  const charts = [await writeChart(await temporaryDirectory(t), "web", "1.0.0")];
  const expected = await expectedOf(t, charts);
  const blows = Array.from({ length: requestsPerChart }, (_, index) => index + 1).flatMap(
    (request): Blow[] => [
      { request, moment: "before" },
      { request, moment: "after" },
    ],
  );
  await mapLimit(blows, 2, async ({ request, moment }) => {
    const registry = await killedAt(t, charts, { request, moment });
    const tagged = await checkAndFinish(charts, registry, expected);
    const isWritten = request > putOfManifest || (request === putOfManifest && moment === "after");
    assert.deepEqual(tagged, isWritten ? ["web"] : [], `killed ${moment} request ${request}`);
  });
});

/** Enough to be sure where it counts; a laptop gets a taste of it. */
const kills = process.env["CI"] === "true" ? 300 : 12;

test(`killed ${kills} times anywhere among several charts, a run leaves each of them absent or whole`, async (t) => {
  const directory = await temporaryDirectory(t);
  const charts: string[] = [];
  for (const name of ["web", "api", "db", "cache", "queue"])
    charts.push(await writeChart(directory, name, "1.0.0"));
  const expected = await expectedOf(t, charts);
  const seeds = keystream("kill", 2 * kills);
  const blows = Array.from({ length: kills }, (_, index): Blow => {
    const [where = 0, when = 0] = seeds.subarray(2 * index);
    return {
      request: 1 + (where % (requestsPerChart * charts.length)),
      moment: when % 2 === 0 ? "before" : "after",
    };
  });
  await mapLimit(blows, 2, async ({ request, moment }) => {
    const registry = await killedAt(t, charts, { request, moment });
    const tagged = await checkAndFinish(charts, registry, expected);
    assert.ok(request >= putOfManifest || tagged.length === 0, `killed ${moment} request ${request}`);
    await registry.close();
  });
});
