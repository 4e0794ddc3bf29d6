import { regionOf } from "./kind.ts";
import type { Condition, RefusalFacts, Rule } from "./rule.ts";
import { rulesOf } from "./table.ts";

/** How to fix a refusal: its cause, the fix, and where to read on, in one line. */
export function hintFor(facts: RefusalFacts): string | undefined {
  const rule = ruleFor(facts);
  if (rule === undefined) return undefined;
  return renderRule(rule, (name) => factOf(name, facts));
}

/** The rule that explains a refusal: the first that fits, those of its registry before those of all. */
export function ruleFor(facts: RefusalFacts): Rule | undefined {
  return rulesOf(facts.kind).find(({ when }) => fits(when, facts));
}

/** A rule's texts in one line, `value` standing in for what is in braces. */
export function renderRule({ cause, fix, link }: Rule, value: (name: string) => string): string {
  const text = cause === undefined ? fix : `${cause}: ${fix}`;
  return `${text.replace(/\{([a-z]+)\}/g, (_, name: string) => value(name))}${link === undefined ? "" : `; see ${link}`}`;
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
    chart: parts.at(-1),
    region: regionOf(facts.host),
    account: facts.account,
    wait: facts.wait === undefined ? "" : ` (the registry asks to wait, Retry-After: ${facts.wait})`,
  };
  return values[name] ?? `<${name}>`;
}
