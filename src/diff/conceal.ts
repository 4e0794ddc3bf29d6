/** Takes out of a text what must not be shown. */
export type Conceal = (text: string) => string;

/** The key itself, to its end or that of the text where it has none; a certificate or a public key is no secret. */
const privateKey =
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----|$(?![\s\S]))/g;

/** The base64 of what begins as PEM and OpenPGP armor do. */
const encodedArmor = /LS0tLS1CRUdJTi[A-Za-z0-9+/=]{40,}/g;

const otherKeys = /AGE-SECRET-KEY-1[A-Z0-9]+|^PuTTY-User-Key-File-[\s\S]*/gm;

/** Lines of a secret that are shorter would be found in text that has nothing to do with it. */
const minLine = 16;

/** Conceals the values of secrets, line by line where they have several, and everything that looks like a private key. */
export function concealing(secrets: readonly string[]): Conceal {
  const values = new Set<string>();
  for (const secret of secrets) {
    if (secret !== "") values.add(secret);
    const lines = secret.split("\n").map((line) => line.trim());
    if (lines.length > 1) for (const line of lines) if (line.length >= minLine) values.add(line);
  }
  // The longest first: what is left of one would tell a part of it.
  const longestFirst = [...values].sort((a, b) => b.length - a.length);
  return (text) =>
    longestFirst
      .reduce((rest, value) => rest.replaceAll(value, "***"), text)
      .replace(privateKey, "*** (private key)")
      .replace(otherKeys, "*** (private key)")
      .replace(encodedArmor, (encoded) =>
        Buffer.from(encoded, "base64").toString("latin1").search(privateKey) < 0
          ? encoded
          : "*** (private key)",
      );
}
