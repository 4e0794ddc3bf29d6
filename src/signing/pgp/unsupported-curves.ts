/** Curves for which OpenPGP.js 6.3 on Node.js asks for a package that it does not bring. */
export const unsupportedCurves: readonly string[] = [
  "secp256k1",
  "brainpoolP256r1",
  "brainpoolP384r1",
  "brainpoolP512r1",
];
