import { generateKey, type PrivateKey } from "openpgp";

/** When every key is made, unless a test says otherwise. */
export const keyDate = new Date("2026-01-01T00:00:00Z");

/** An Ed25519 key, made in a millisecond or two; `more` is passed on to the library. */
export async function makeKey(
  name: string,
  more: Omit<Parameters<typeof generateKey>[0], "userIDs" | "format"> = {},
): Promise<PrivateKey> {
  const { privateKey } = await generateKey({
    type: "ecc",
    curve: "ed25519Legacy",
    userIDs: { name, email: `${name.toLowerCase()}@example.test` },
    date: keyDate,
    ...more,
    format: "object",
  });
  return privateKey;
}
