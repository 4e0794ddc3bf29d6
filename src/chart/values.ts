import { messageOf } from "../errors.ts";
import { invalidChart } from "./invalid.ts";
import { problemAt, sourceOf } from "./source.ts";
import { parseYamlDocuments } from "./yaml.ts";

/** Checks that every document of values.yaml is a map or nothing, as Helm v4.1.4 `loader.LoadValues` needs it. */
export function checkValues(bytes: Uint8Array, file: string): void {
  const source = sourceOf(bytes, file);
  const problems = parseYamlDocuments(source)
    .filter((node) => node.kind !== "mapping" && !(node.kind === "scalar" && node.value === null))
    .map((node) => {
      const found = node.kind === "sequence" ? "a list" : "a single value";
      return problemAt(
        { source, at: node.at },
        `values must be a map, not ${found}`,
        "write `key: value` lines",
      );
    });
  if (problems.length > 0) throw invalidChart(`Could not read ${file}`, problems);
}

/** Checks that values.schema.json is JSON; what it holds is not looked at, as in Helm. */
export function checkSchema(bytes: Uint8Array, file: string): void {
  const source = sourceOf(bytes, file);
  try {
    JSON.parse(source.text);
  } catch (error) {
    const message = messageOf(error);
    const at = Number(/at position (\d+)/.exec(message)?.[1] ?? source.text.length);
    throw invalidChart(`Could not read ${file}`, [problemAt({ source, at }, `invalid JSON: ${message}`)]);
  }
}
