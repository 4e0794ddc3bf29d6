import { isDeepStrictEqual } from "node:util";
import { stringify } from "yaml";
import type { Change } from "./change.ts";
import type { Conceal } from "./conceal.ts";
import { concealValues } from "./conceal-values.ts";
import { isMap, type Manifests, type Value } from "./manifest.ts";
import { type BeforeAfter, textChange } from "./text-change.ts";

/** What one version of a chart renders to. */
export interface Rendered {
  readonly manifests: Manifests;
  /** As labels say it: `web-1.4.0`. */
  readonly chartLabel: string;
}

/** How what a chart renders to differs, object by object; the label that names the chart's version does not count. */
export async function compareManifests(
  before: Rendered,
  after: Rendered,
  conceal: Conceal,
): Promise<readonly Change[]> {
  const was = withoutVersion(before);
  const is = withoutVersion(after);
  const changes: Change[] = [];
  for (const id of new Set([...is.keys(), ...was.keys()])) {
    const sides = { before: was.get(id), after: is.get(id) };
    if (isDeepStrictEqual(sides.before, sides.after)) continue;
    changes.push(await textChange(id, textsOf(sides), conceal));
  }
  return changes;
}

/** Only what is now is marked as changed. */
function textsOf({ before, after }: BeforeAfter<Value>): BeforeAfter<string> {
  return {
    before: before === undefined ? undefined : textOf(concealValues(before, undefined)),
    after: after === undefined ? undefined : textOf(concealValues(after, before)),
  };
}

/** YAML in one style, so that only what a cluster would notice differs. */
function textOf(value: Value): string {
  return stringify(value, { schema: "core", compat: "yaml-1.1", lineWidth: 0, aliasDuplicateObjects: false });
}

function withoutVersion({ manifests, chartLabel }: Rendered): Manifests {
  return new Map([...manifests].map(([id, value]) => [id, replaceLabel(value, chartLabel)]));
}

/** Labels alone: in a selector, which must not change, the version is a fault that must be seen. */
function replaceLabel(value: Value, chartLabel: string): Value {
  if (Array.isArray(value)) return value.map((item: Value) => replaceLabel(item, chartLabel));
  if (!isMap(value)) return value;
  return new Map(
    [...value].map(([key, inner]): [string, Value] => {
      if (key !== "labels" || !isMap(inner)) return [key, replaceLabel(inner, chartLabel)];
      const name = (label: string, text: Value): Value =>
        /^(helm\.sh\/)?chart$/.test(label) && text === chartLabel ? "(name and version of the chart)" : text;
      return [key, new Map([...inner].map(([label, text]) => [label, name(label, text)]))];
    }),
  );
}
