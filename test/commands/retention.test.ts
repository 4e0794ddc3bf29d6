import assert from "node:assert/strict";
import test from "node:test";
import type { Built } from "../../src/commands/build-chart.ts";
import type { Prepared } from "../../src/commands/prepare.ts";
import { createRetention } from "../../src/commands/retention.ts";

const builtOf = (size: number): Built => ({ packaged: { bytes: new Uint8Array(size) } }) as unknown as Built; // what retention looks at
const again = builtOf(0);
const place = (): Prepared => ({ build: async () => again }) as unknown as Prepared; // likewise

test("what was built is kept until the last place lets go of it", async () => {
  const built = builtOf(10);
  const keepAt = createRetention(100)(built, 2);
  const [one, other] = [keepAt(place()), keepAt(place())];
  one.release?.();
  one.release?.();
  assert.equal(await other.build(), built);
  assert.ok(one.isKept && other.isKept);
  other.release?.();
  assert.equal(await other.build(), again);
});

test("one archive counts once against the limit, whatever the places; one beyond it is built again", async () => {
  const keep = createRetention(25);
  const first = builtOf(10);
  const places = [keep(first, 3)(place()), keep(builtOf(15), 1)(place()), keep(builtOf(1), 1)(place())];
  assert.equal(await places[0]?.build(), first);
  assert.deepEqual(
    places.map((prepared) => prepared.isKept ?? false),
    [true, true, false],
  );
  assert.equal(await places[2]?.build(), again);
});
