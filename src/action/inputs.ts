import type { Variables } from "../options/context.ts";
import type { RawOptions } from "../options/parse.ts";
import { optionsOf } from "../options/table.ts";

/** The inputs as the runner passes them: `INPUT_IF-EXISTS`. Secrets are masked before anything else is done. */
export function readInputs(variables: Variables, mask: (value: string) => void): RawOptions {
  const inputs = optionsOf("publish").filter((spec) => spec.only !== "command");
  const text = (name: string): string => variables[`INPUT_${name.toUpperCase()}`] ?? "";
  for (const { name, secret } of inputs) {
    if (secret && text(name).trim() !== "") mask(text(name).trim());
  }
  return new Map(inputs.map(({ name }) => [name, { text: text(name), source: `input “${name}”` }]));
}
