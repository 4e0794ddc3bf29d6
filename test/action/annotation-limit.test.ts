import assert from "node:assert/strict";
import test from "node:test";
import { createAnnotationLimit } from "../../src/action/annotation-limit.ts";

function shown(count: number): { readonly annotated: string[]; readonly logged: string[] } {
  const annotated: string[] = [];
  const logged: string[] = [];
  const limit = createAnnotationLimit();
  for (let i = 1; i <= count; i++)
    limit.add({ annotate: (more) => annotated.push(`${i}${more}`), log: () => logged.push(String(i)) });
  limit.close();
  limit.close();
  return { annotated, logged };
}

const cases = [
  { count: 0, annotated: 0, last: undefined, logged: 0 },
  { count: 9, annotated: 9, last: "9", logged: 0 },
  { count: 10, annotated: 10, last: "10", logged: 0 },
  { count: 11, annotated: 10, last: "10\n… and 1 more, in the log and the job summary.", logged: 1 },
  { count: 33, annotated: 10, last: "10\n… and 23 more, in the log and the job summary.", logged: 23 },
];

for (const { count, annotated, last, logged } of cases)
  test(`of ${count} findings ${annotated} are annotations, the others in the log`, () => {
    const result = shown(count);
    assert.deepEqual(
      [result.annotated.length, result.annotated.at(-1), result.logged.length],
      [annotated, last, logged],
    );
  });
