import assert from "node:assert/strict";
import test from "node:test";
import { mapLimit } from "../src/concurrency.ts";

test("so many at a time, and results in the order of the items", async () => {
  let running = 0;
  let most = 0;
  const results = await mapLimit([3, 1, 2, 0], 2, async (turns, index) => {
    most = Math.max(most, ++running);
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    running--;
    return index;
  });
  assert.deepEqual([results, most], [[0, 1, 2, 3], 2]);
});

test("after a failure no more work is begun", async () => {
  const begun: number[] = [];
  const other = Promise.withResolvers<void>();
  const work = async (item: number): Promise<void> => {
    begun.push(item);
    if (item === 0) throw new Error("no");
    await other.promise;
  };
  await assert.rejects(mapLimit([0, 1, 2, 3], 2, work), /no/);
  other.resolve();
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(begun, [0, 1]);
});
