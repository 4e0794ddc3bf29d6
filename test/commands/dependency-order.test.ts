import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import fc from "fast-check";
import { mapInOrder } from "../../src/commands/dependency-order.ts";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { publishAll } from "../support/published.ts";
import { registryFor } from "../support/registry.ts";

/** What needs what: item i needs items of its list, circles and all. */
const needsOf = (size: number) =>
  fc.array(fc.array(fc.nat(size - 1), { maxLength: 3 }), { minLength: size, maxLength: size });

test("every item is worked on once, at most so many at a time, and results come in the items' order", async () => {
  const worlds = fc.record({
    needs: fc.integer({ min: 1, max: 8 }).chain(needsOf),
    limit: fc.integer({ min: 1, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(worlds, async ({ needs, limit }) => {
      const items = needs.map((_, index) => index);
      let running = 0;
      const results = await mapInOrder(items, { needs, limit }, async (item) => {
        assert.ok(++running <= limit);
        await new Promise(setImmediate);
        running--;
        return item;
      });
      assert.deepEqual(results, items);
    }),
  );
});

test("without circles no item is begun before those that it needs are done", async () => {
  const worlds = fc.record({
    needs: fc.integer({ min: 1, max: 8 }).chain(needsOf),
    limit: fc.integer({ min: 1, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(worlds, async ({ needs: any, limit }) => {
      // Numbers that only point up have no circle.
      const needs = any.map((others, index) => others.filter((other) => other > index));
      const done = new Set<number>();
      await mapInOrder([...needs.keys()], { needs, limit }, async (item) => {
        for (const other of needs[item] ?? []) assert.ok(done.has(other));
        await new Promise(setImmediate);
        done.add(item);
      });
    }),
  );
});

test("what failed holds nobody up", async () => {
  const begun: string[] = [];
  const work = async (item: string) => {
    begun.push(item);
    if (item === "lib") throw new Error("no");
  };
  await assert.rejects(mapInOrder(["web", "lib"], { needs: [[1], []], limit: 2 }, work), /no/);
  assert.deepEqual(begun, ["lib", "web"]);
});

const chartYaml = (name: string, other: string) =>
  `apiVersion: v2\nname: ${name}\nversion: 1.0.0\ndependencies:\n- {name: ${other}, version: 1.x, repository: "file://../${other}"}\n`;

test("charts are published after those that they take in by file://, and told in their own order", async (t) => {
  const registry = await registryFor(t);
  const directory = await temporaryDirectory(t);
  await writeChart(directory, "a-web", "1.0.0", { "Chart.yaml": chartYaml("a-web", "b-lib") });
  await writeChart(directory, "b-lib", "1.0.0", { "Chart.yaml": chartYaml("b-lib", "c-common") });
  await writeChart(directory, "c-common", "1.0.0");
  // b-lib is not asked for: a-web waits for what it takes in through it all the same.
  const charts = ["a-web", "c-common"].map((name) => path.join(directory, name));
  const outcomes = await publishAll([...charts, "--registry", `oci://${registry.host}/charts`]);
  assert.deepEqual(
    outcomes.map(({ name, status }) => [name, status]),
    [
      ["a-web", "published"],
      ["c-common", "published"],
    ],
  );
  const manifests = registry.served.filter(
    ({ method, path: place }) => method === "PUT" && place.includes("/manifests/"),
  );
  assert.deepEqual(
    manifests.map((request) => request.path.split("/")[3]),
    ["c-common", "a-web"],
  );
});

test("a chart is published though one that it takes in conflicts: it carries it along", async (t) => {
  const registry = await registryFor(t);
  const directory = await temporaryDirectory(t);
  const common = await writeChart(directory, "common", "1.0.0");
  const words = ["--registry", `oci://${registry.host}/charts`];
  await publishAll([common, ...words]);
  await writeChart(directory, "common", "1.0.0", { "values.yaml": "greeting: other\n" });
  const web = await writeChart(directory, "web", "1.0.0", { "Chart.yaml": chartYaml("web", "common") });
  const { code, stdout, stderr } = await runCommand(["publish", web, common, ...words, "--json"]);
  assert.equal(code, 1, stderr);
  const statuses = JSON.parse(stdout).charts.map((chart: { status: string }) => chart.status);
  assert.deepEqual(statuses, ["published", "conflict"]);
});
