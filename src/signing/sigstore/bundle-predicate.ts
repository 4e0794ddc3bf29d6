/** The predicate type of the statement that a bundle of ours signs; `undefined` where it signs something else. */
export function predicateTypeOf(bundle: Uint8Array): string | undefined {
  try {
    const { dsseEnvelope } = JSON.parse(Buffer.from(bundle).toString("utf8"));
    const statement = JSON.parse(Buffer.from(dsseEnvelope.payload, "base64").toString("utf8"));
    return typeof statement.predicateType === "string" ? statement.predicateType : undefined;
  } catch {
    return undefined; // a bundle over bytes, or none at all
  }
}
