import type { Secret } from "../../secret.ts";

/** The secrets of a run: what they are is masked in every log, and cut out of any text that may hold them. */
export interface Redactor {
  /** Called before the secret is first used. */
  add(secret: Secret): void;
  /** `text` without any secret added so far. */
  clean(text: string): string;
}

/** Texts shorter than this occur by chance; cutting them out would garble messages and hide nothing. */
const MIN_LENGTH = 4;

/** `mask` is what the reporter is told, once for each secret and each line of it. */
export function createRedactor(mask: (value: string) => void): Redactor {
  const values = new Set<string>();
  return {
    add(secret) {
      for (const value of [secret.reveal(), ...secret.reveal().split(/\r?\n/)]) {
        if (value === "" || values.has(value)) continue;
        mask(value);
        if (value.length >= MIN_LENGTH) values.add(value);
      }
    },
    clean(text) {
      let cleaned = text;
      // Longest first: a secret may be part of another one.
      for (const value of [...values].sort((a, b) => b.length - a.length))
        cleaned = cleaned.replaceAll(value, "***");
      return cleaned;
    },
  };
}
