import type { Variables } from "../options/context.ts";
import type { RawOptions } from "../options/parse.ts";
import { secretsIn } from "../options/registry-auth.ts";
import type { CommandName } from "../options/spec.ts";
import { optionsOf } from "../options/table.ts";

/** The inputs of the action that runs `command`, as the runner passes them: `INPUT_IF-EXISTS`. Secrets are masked before anything else is done. */
export function readInputs(
  command: CommandName,
  variables: Variables,
  mask: (value: string) => void,
): RawOptions {
  const inputs = optionsOf(command).filter((spec) => spec.only !== "command");
  const text = (name: string): string => variables[`INPUT_${name.toUpperCase()}`] ?? "";
  for (const spec of inputs) {
    if (spec.secret) for (const value of secretsIn(spec, text(spec.name))) if (value !== "") mask(value);
  }
  return new Map(inputs.map(({ name }) => [name, { text: text(name), source: `input “${name}”` }]));
}
