/** Texts with more edits than this between them are shown as one that replaces the other: telling takes too long. */
const maxEdits = 2000;

/** Lines around an edit. */
const context = 3;

/**
 * The lines of a unified diff, hunk by hunk; `undefined` stands for what is not there. The library is loaded on first
 * use.
 */
export async function diffLines(
  before: string | undefined,
  after: string | undefined,
): Promise<readonly string[]> {
  if (before === undefined || after === undefined) return replacement(before ?? "", after ?? "");
  const { structuredPatch } = await import("./structured-patch.ts");
  const patch = structuredPatch("", "", before, after, undefined, undefined, {
    context,
    maxEditLength: maxEdits,
  });
  if (patch === undefined) return replacement(before, after);
  return patch.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
    ...lines,
  ]);
}

function replacement(before: string, after: string): readonly string[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  if (old.length + now.length === 0) return [];
  const range = (count: number): string => `${Math.min(count, 1)},${count}`;
  return [
    `@@ -${range(old.length)} +${range(now.length)} @@`,
    ...old.map((line) => `-${line}`),
    ...now.map((line) => `+${line}`),
  ];
}

function linesOf(text: string): string[] {
  const lines = text.split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
