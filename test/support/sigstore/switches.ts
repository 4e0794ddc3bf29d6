/** How a fake Sigstore misbehaves; to be set at any time. Servers that are down or refuse are rules of their own. */
export interface Switches {
  /** How far each clock is off. */
  fulcioSkewMs: number;
  rekorSkewMs: number;
  timestampSkewMs: number;
  /** What the first Rekor gives along with an entry; the real one gives both. */
  rekorGives: "promise and proof" | "promise" | "proof" | "neither";
  /** Whether the second Rekor takes dsse entries too, as it did in its first year. */
  rekorV2TakesDsse: boolean;
}

export const wellBehaved: Switches = {
  fulcioSkewMs: 0,
  rekorSkewMs: 0,
  timestampSkewMs: 0,
  rekorGives: "promise and proof",
  rekorV2TakesDsse: false,
};
