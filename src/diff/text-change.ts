import { digestOf } from "../digest.ts";
import type { Change } from "./change.ts";
import type { Conceal } from "./conceal.ts";
import { concealSecretFile } from "./conceal-secret-file.ts";
import { diffLines } from "./line-diff.ts";

/** What something was and what it is; one of both is there. */
export interface BeforeAfter<T> {
  readonly before: T | undefined;
  readonly after: T | undefined;
}

/** The kind of a change of something from `before` to `after`. */
export function kindOf({ before, after }: BeforeAfter<unknown>): Change["kind"] {
  if (before === undefined) return "added";
  return after === undefined ? "removed" : "changed";
}

/** The change of a file: line by line, but for one that is no text, which is told by its size and digest. */
export async function fileChange(
  title: string,
  bytes: BeforeAfter<Uint8Array>,
  conceal: Conceal,
): Promise<Change> {
  const before = textOf(bytes.before);
  const after = textOf(bytes.after);
  if (before === "binary" || after === "binary") {
    const sides = [bytes.before, bytes.after].flatMap((side) =>
      side === undefined ? [] : [described(side)],
    );
    return { kind: kindOf(bytes), title, lines: [], note: `binary: ${sides.join(" → ")}` };
  }
  const isManifest = /\.(ya?ml|json|tpl)$/.test(title);
  const hide: Conceal = isManifest ? (text) => concealSecretFile(conceal(text)) : conceal;
  return textChange(title, { before: before?.text, after: after?.text }, hide);
}

/** The change of a text, secrets taken out of both sides before they are compared. */
export async function textChange(
  title: string,
  { before, after }: BeforeAfter<string>,
  conceal: Conceal,
): Promise<Change> {
  const shown = { before: before && conceal(before), after: after && conceal(after) };
  const lines = await diffLines(shown.before, shown.after);
  const kind = kindOf({ before, after });
  if (lines.length > 0) return { kind, title, lines };
  return { kind, title, lines, note: kind === "changed" ? "only in what is not shown: a secret" : "empty" };
}

/** A NUL, as git looks for it, or what is not UTF-8 makes a file binary. */
function textOf(bytes: Uint8Array | undefined): { readonly text: string } | "binary" | undefined {
  if (bytes === undefined) return undefined;
  if (bytes.includes(0)) return "binary";
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return "binary";
  }
}

const described = (bytes: Uint8Array): string => `${bytes.length} bytes, ${digestOf(bytes)}`;
