import { regionOf } from "./kind.ts";
import type { Condition, RefusalFacts, Rule } from "./rule.ts";
import { rulesOf } from "./table.ts";

/** How to fix a refusal: its cause, the fix, and where to read on, in one line. */
export function hintFor(facts: RefusalFacts): string | undefined {
  const rule = ruleFor(facts);
  if (rule === undefined) return undefined;
  const { cause, fix, link } = rule;
  const text = fillIn(cause === undefined ? fix : `${cause}: ${fix}`, (name) => factOf(name, facts));
  return link === undefined ? text : `${text}; see ${link}`;
}

/** The rule that explains a refusal: the first that fits, those of its registry before those of all. */
export function ruleFor(facts: RefusalFacts): Rule | undefined {
  return rulesOf(facts.kind).find(({ when }) => fits(when, facts));
}

/** A text of a rule, `value` standing in for each name in braces. */
export function fillIn(text: string, value: (name: string) => string): string {
  return text.replace(/\{([a-z]+)\}/g, (_, name: string) => value(name));
}

function fits(when: Condition, facts: RefusalFacts): boolean {
  const { steps, statuses, codes, words, minParts } = when;
  return (
    (steps?.includes(facts.step) ?? true) &&
    (statuses?.some((status) => isStatus(status, facts.status)) ?? true) &&
    (codes?.some((code) => facts.codes.includes(code)) ?? true) &&
    (words?.test(facts.words) ?? true) &&
    (when.hasCredentials ?? facts.hasCredentials) === facts.hasCredentials &&
    (when.isRegistry ?? facts.isRegistry) === facts.isRegistry &&
    partsOf(facts).length >= (minParts ?? 0)
  );
}

function isStatus(wanted: number | "5xx" | "cut", status: number | "cut"): boolean {
  return wanted === "5xx" ? typeof status === "number" && status >= 500 : wanted === status;
}

function partsOf({ repository }: RefusalFacts): string[] {
  return repository?.split("/") ?? [];
}

function factOf(name: string, facts: RefusalFacts): string {
  const parts = partsOf(facts);
  const values: Readonly<Record<string, string | undefined>> = {
    host: facts.host,
    repository: facts.repository,
    namespace: parts[0],
    second: parts[1],
    rest: parts.length > 1 ? parts.slice(1).join("/") : undefined,
    region: regionOf(facts.host),
    account: facts.account,
    wait: facts.wait === undefined ? "" : ` (the registry asks to wait, Retry-After: ${facts.wait})`,
  };
  return values[name] ?? `<${name}>`;
}
