/** A compiled pattern of Go's filepath.Match: pieces between stars, each a row of character tests. */
export interface Glob {
  readonly pieces: readonly Piece[];
}

interface Piece {
  /** Whether a `*` stands before it. */
  readonly star: boolean;
  readonly tests: readonly ((character: string) => boolean)[];
}

/**
 * Compiles a pattern of Go 1.25 `path/filepath.Match` as on Unix: `*` and `?` stop at `/`, classes are
 * `[a-z]` and `[^a]`, `\` escapes. There is no `**`, no `{a,b}`, and `[!a]` holds a `!`. A pattern that Go calls a
 * syntax error gives `undefined`.
 */
export function compileGlob(pattern: string): Glob | undefined {
  const characters = [...pattern];
  const pieces: { star: boolean; tests: ((character: string) => boolean)[] }[] = [{ star: false, tests: [] }];
  let at = 0;
  while (at < characters.length) {
    const character = characters[at] ?? "";
    const piece = pieces.at(-1);
    if (character === "*") {
      if (piece?.star === true && piece.tests.length === 0) at++;
      else pieces.push({ star: true, tests: [] });
    } else if (character === "[") {
      const parsed = parseClass(characters, at + 1);
      if (parsed === undefined) return undefined;
      piece?.tests.push(parsed.test);
      at = parsed.end;
    } else if (character === "?") {
      piece?.tests.push((c) => c !== "/");
      at++;
    } else {
      const literal = character === "\\" ? characters[++at] : character;
      if (literal === undefined) return undefined;
      piece?.tests.push((c) => c === literal);
      at++;
    }
  }
  return { pieces };
}

interface CharacterClass {
  readonly test: (character: string) => boolean;
  /** Where the pattern goes on. */
  readonly end: number;
}

function parseClass(pattern: readonly string[], start: number): CharacterClass | undefined {
  const negated = pattern[start] === "^";
  const ranges: (readonly [number, number])[] = [];
  let at = negated ? start + 1 : start;
  while (pattern[at] !== "]" || ranges.length === 0) {
    const low = parseMember(pattern, at);
    if (low === undefined) return undefined;
    const high = pattern[low.end] === "-" ? parseMember(pattern, low.end + 1) : low;
    if (high === undefined) return undefined;
    ranges.push([low.code, high.code]);
    at = high.end;
  }
  const test = (character: string): boolean => {
    const code = character.codePointAt(0) ?? 0;
    return ranges.some(([low, high]) => low <= code && code <= high) !== negated;
  };
  return { test, end: at + 1 };
}

/** One member of a class; Go wants something to follow it. */
function parseMember(pattern: readonly string[], at: number): { code: number; end: number } | undefined {
  if (pattern[at] === "-" || pattern[at] === "]") return undefined;
  const place = pattern[at] === "\\" ? at + 1 : at;
  const code = pattern[place]?.codePointAt(0);
  return code === undefined || place + 1 >= pattern.length ? undefined : { code, end: place + 1 };
}

/** Whether the whole of `name` matches. As in Go, a star takes the first place where its piece fits and never another. */
export function matchesGlob({ pieces }: Glob, name: string): boolean {
  const characters = [...name];
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    const isLast = index === pieces.length - 1;
    if (isLast && piece.star && piece.tests.length === 0) return !characters.includes("/", at);
    const found = placeOf(piece, characters, at, isLast);
    if (found === undefined) return false;
    at = found + piece.tests.length;
  }
  return at === characters.length;
}

function placeOf(piece: Piece, name: readonly string[], from: number, isLast: boolean): number | undefined {
  for (let at = from; at <= name.length; at++) {
    const fits = piece.tests.every((test, i) => test(name[at + i] ?? "") && at + i < name.length);
    if (fits && !(isLast && at + piece.tests.length < name.length)) return at;
    if (!piece.star || name[at] === "/") return undefined;
  }
  return undefined;
}
