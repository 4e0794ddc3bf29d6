import assert from "node:assert/strict";
import { parseDocument } from "yaml";
import type { Snippet } from "./documents.ts";

/** A mapping of YAML. */
type Mapping = Readonly<Record<string, unknown>>;

/** A step that uses an action. */
export interface ActionStep {
  readonly uses: string;
  readonly with?: Mapping;
}

const isMapping = (value: unknown): value is Mapping =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The YAML of a snippet: pages leave out what is between two parts with a line `# …`. */
function partsOf({ file, line, text }: Snippet): readonly unknown[] {
  return text.split(/^# …$/m).map((part) => {
    const document = parseDocument(part);
    assert.deepEqual([...document.errors, ...document.warnings], [], `${file}:${line}`);
    return document.toJS();
  });
}

/** The steps of a snippet that use this project's actions. */
export function ownSteps(snippet: Snippet): readonly ActionStep[] {
  const find = (value: unknown): readonly ActionStep[] => {
    if (Array.isArray(value)) return value.flatMap(find);
    if (!isMapping(value)) return [];
    const { uses } = value;
    if (typeof uses !== "string") return Object.values(value).flatMap(find);
    const inputs = value["with"];
    return uses.startsWith("OWNER/helm-oci-publish")
      ? [{ uses, ...(isMapping(inputs) && { with: inputs }) }]
      : [];
  };
  return partsOf(snippet).flatMap(find);
}
