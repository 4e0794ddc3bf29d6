import assert from "node:assert/strict";
import test from "node:test";
import { readManifests } from "../../src/diff/manifest.ts";
import { mayRenderByChance, settle } from "../../src/diff/settle.ts";

test("what comes out otherwise each time is no change, all else is", () => {
  const text = (random: string, replicas: number): string =>
    `kind: Pod\nmetadata: {name: a}\nspec: {seeds: [x, ${random}], replicas: ${replicas}}\n`;
  const sides = settle(
    { before: readManifests(text("r1", 1)), after: readManifests(text("r2", 2)) },
    readManifests(text("r3", 2)),
  );
  const settled = readManifests(text("(another one each time)", 1));
  assert.deepEqual(sides.before, settled);
  assert.deepEqual(sides.after, readManifests(text("(another one each time)", 2)));
});

test("what is new stays new, by chance or not", () => {
  const pod = (seed: string): string => `kind: Pod\nmetadata: {name: a}\nseed: ${seed}\n`;
  const sides = settle({ before: new Map(), after: readManifests(pod("r1")) }, readManifests(pod("r2")));
  assert.equal(sides.before.size, 0);
  assert.deepEqual(sides.after, readManifests(pod("(another one each time)")));
});

const cases = [
  { path: "templates/a.yaml", text: "{{ randAlphaNum 5 }}", expected: true },
  { path: "charts/db/templates/a.yaml", text: "{{ genSignedCert }}", expected: true },
  { path: "charts/db-1.0.0.tgz", text: "", expected: true },
  { path: "templates/a.yaml", text: "{{ .Values.random }} known", expected: false },
  { path: "README.md", text: "uuidv4", expected: false },
];
for (const { path, text, expected } of cases) {
  test(`${path} with “${text}” ${expected ? "may render" : "does not render"} by chance`, () => {
    assert.equal(mayRenderByChance([{ path, bytes: Buffer.from(text) }]), expected);
  });
}
