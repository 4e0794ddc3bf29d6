/** A digest as most indexes give it, hexadecimal; some servers put `sha256:` before it. */
export function bareDigest(digest: string): string {
  return digest.toLowerCase().replace(/^sha256:/, "");
}

/** What to do where an archive does not have the digest that the index says. */
export const replacedHint =
  "the archive was replaced after the index was made, or changed on its way; tell the repository's owner";
