/** Shorter pieces of an encoded secret say nothing and would be found by chance. */
const shortestPiece = 8;

/** What an action asked to hide, and hiding it: the longest value first, each line of a longer secret too. */
export class Masks {
  readonly #values = new Set<string>();

  /** The values in the order in which they were added. */
  get values(): readonly string[] {
    return [...this.#values];
  }

  add(secret: string): void {
    for (const value of [secret, ...secret.split(/\r?\n/)]) {
      if (value.trim() !== "") this.#values.add(value);
    }
  }

  apply(text: string): string {
    const longestFirst = [...this.#values].sort((a, b) => b.length - a.length);
    return longestFirst.reduce((masked, value) => masked.replaceAll(value, "***"), text);
  }
}

/** Those of `secrets` that `text` gives away: as they are, in base64 at any offset, in a URL, or in JSON. */
export function leakedSecrets(text: string, secrets: readonly string[]): string[] {
  return secrets.filter((secret) => secretForms(secret).some((form) => text.includes(form)));
}

function secretForms(secret: string): string[] {
  const escaped = [encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  return [secret, ...escaped, ...base64Forms(secret).filter((form) => form.length >= shortestPiece)];
}

/** What is the same in the base64 of every text that holds the secret, for each of the three ways to be aligned. */
function base64Forms(secret: string): string[] {
  const size = Buffer.byteLength(secret);
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]).toString("base64");
    // The first characters also hold bits of what goes before, the last ones of what follows.
    return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + size) * 8) / 6));
  });
}
