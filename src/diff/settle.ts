import { isDeepStrictEqual } from "node:util";
import type { ChartFile } from "../chart/chart.ts";
import { isMap, type Manifests, type Value } from "./manifest.ts";
import type { BeforeAfter } from "./text-change.ts";

/** Functions of templates that give something else each time. */
const chance =
  /\b(rand(Alpha|AlphaNum|Ascii|Numeric|Bytes|Int)|gen(CA|PrivateKey|SelfSignedCert|SignedCert)(WithKey)?|uuidv4|shuffle|htpasswd|bcrypt|encryptAES)\b/;

const settled = "(another one each time)";

/** Whether a chart may render to something else each time; an archive within it may. */
export function mayRenderByChance(files: readonly ChartFile[]): boolean {
  return files.some(({ path, bytes }) => {
    if (path.endsWith(".tgz")) return true;
    return /(^|\/)templates\//.test(path) && chance.test(Buffer.from(bytes).toString());
  });
}

/** Takes out of both sides what differs between `after` and another rendering of the very same. */
export function settle(
  { before, after }: { readonly before: Manifests; readonly after: Manifests },
  again: Manifests,
): { readonly before: Manifests; readonly after: Manifests } {
  const was = new Map(before);
  const is = new Map(after);
  for (const [id, value] of after) {
    const other = again.get(id);
    if (other === undefined || isDeepStrictEqual(value, other)) continue;
    const sides = settleValue({ before: before.get(id), after: value }, other);
    if (sides.before !== undefined) was.set(id, sides.before);
    if (sides.after !== undefined) is.set(id, sides.after);
  }
  return { before: was, after: is };
}

function settleValue({ before, after }: BeforeAfter<Value>, again: Value | undefined): BeforeAfter<Value> {
  if (isDeepStrictEqual(after, again)) return { before, after };
  if (isMap(after) && isMap(again)) {
    const was = isMap(before) ? new Map(before) : undefined;
    const is = new Map(after);
    for (const [key, value] of after) {
      const sides = settleValue({ before: was?.get(key), after: value }, again.get(key));
      if (sides.before !== undefined) was?.set(key, sides.before);
      if (sides.after !== undefined) is.set(key, sides.after);
    }
    return { before: was ?? before, after: is };
  }
  if (Array.isArray(after) && Array.isArray(again) && after.length === again.length) {
    const was: readonly Value[] = Array.isArray(before) ? before : [];
    const pairs = after.map((item: Value, index) =>
      settleValue({ before: was[index], after: item }, again[index]),
    );
    return {
      before: Array.isArray(before) ? was.map((item, index) => pairs[index]?.before ?? item) : before,
      after: pairs.map((pair, index) => pair.after ?? (after[index] as Value)),
    };
  }
  return { before: before === undefined ? undefined : settled, after: settled };
}
