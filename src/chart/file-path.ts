/** Orders texts by their UTF-8 bytes, as Go's sort.Strings does; JavaScript's own order differs beyond U+FFFF. */
export function compareBytewise(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** What to call a chart's file in messages: the path from where the user stands. */
export function fileIn(source: string, path: string): string {
  const base = source.replaceAll("\\", "/").replace(/\/+$/, "");
  return base === "." ? path : `${base}/${path}`;
}
