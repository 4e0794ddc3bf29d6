import type { Problem } from "../errors.ts";
import { compileGlob, type Glob, matchesGlob } from "./glob.ts";
import { invalidChart } from "./invalid.ts";
import { problemAt, sourceOf } from "./source.ts";

/** One rule of .helmignore. */
interface IgnoreRule {
  readonly negated: boolean;
  readonly directoriesOnly: boolean;
  /** Whether the whole path must match, or its last part alone. */
  readonly matchesWholePath: boolean;
  /** `undefined` matches nothing. */
  readonly glob: Glob | undefined;
}

/** The rules of a .helmignore, in its order, with Helm's own rule at the end. */
export interface IgnoreRules {
  readonly rules: readonly IgnoreRule[];
  readonly warnings: readonly Problem[];
}

/** Helm's one built-in rule, Helm v4.1.4 `pkg/ignore/rules.go` AddDefaults. */
const hiddenTemplates = toRule("templates/.?*");

/** The rules of a chart without .helmignore. */
export const defaultIgnoreRules: IgnoreRules = { rules: [hiddenTemplates], warnings: [] };

/** Parses .helmignore as Helm v4.1.4 `pkg/ignore/rules.go`. Throws CHART_INVALID with every rule Helm refuses. */
export function parseIgnore(bytes: Uint8Array, file: string): IgnoreRules {
  const source = sourceOf(bytes, file);
  const rules: IgnoreRule[] = [];
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  let at = 0;
  for (const line of source.text.split("\n")) {
    const rule = line.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, "");
    const place = { source, at: at + line.indexOf(rule) };
    at += line.length + 1;
    if (rule === "" || rule.startsWith("#")) continue;
    const refusal = refusalOf(rule);
    if (refusal !== undefined) problems.push(problemAt(place, refusal.message, refusal.hint));
    else rules.push(toRule(rule));
    if (rule.startsWith("!")) warnings.push(problemAt(place, negationMessage(rule), negationHint));
  }
  if (problems.length > 0) throw invalidChart(`Could not read ${file}`, problems);
  return { rules: [...rules, hiddenTemplates], warnings };
}

const negationHint = "remove the `!` rule and list what to leave out instead";

function negationMessage(rule: string): string {
  return `${JSON.stringify(rule)} does not re-include anything: Helm ignores every file that it does not match`;
}

function refusalOf(rule: string): { message: string; hint: string } | undefined {
  if (rule.includes("**")) {
    const hint = "a rule without `/` already matches at every depth";
    return { message: "double-star (**) syntax is not supported", hint };
  }
  if (compileGlob(rule) !== undefined) return undefined;
  return {
    message: `syntax error in pattern ${JSON.stringify(rule)}`,
    hint: "close every `[`, end with no `\\`",
  };
}

function toRule(rule: string): IgnoreRule {
  const negated = rule.startsWith("!");
  const positive = negated ? rule.slice(1) : rule;
  const directoriesOnly = positive.endsWith("/");
  const pattern = directoriesOnly ? positive.slice(0, -1) : positive;
  const matchesWholePath = pattern.includes("/");
  return { negated, directoriesOnly, matchesWholePath, glob: compileGlob(pattern.replace(/^\/+/, "")) };
}

/**
 * Whether the rules leave out `path` (relative to the chart, `/` between its parts). The first rule that decides
 * wins. A `!` rule ignores all that it does not match, and re-includes nothing: so Helm does it.
 */
export function isIgnored({ rules }: IgnoreRules, path: string, isDirectory: boolean): boolean {
  return rules.some((rule) => {
    const applies = (isDirectory || !rule.directoriesOnly) && matches(rule, path);
    return rule.negated ? !applies : applies;
  });
}

function matches({ glob, matchesWholePath }: IgnoreRule, path: string): boolean {
  if (glob === undefined) return false;
  return matchesGlob(glob, matchesWholePath ? path : path.slice(path.lastIndexOf("/") + 1));
}
