import type { Options } from "../options/parse.ts";
import { formsOf } from "../options/secret-forms.ts";
import { Secret } from "../secret.ts";

/** Every secret that the run was given, in every form that tells it: for taking them out of a text. */
export function secretsOf(options: Options): readonly string[] {
  const values: readonly unknown[] = [
    ...Object.values(options),
    ...options.registryAuth.map(({ password }) => password),
  ];
  return values.flatMap((value) => (value instanceof Secret ? formsOf(value.reveal()) : []));
}
