import type { AlgorithmInfo, PrivateKey, Subkey } from "openpgp";
import type { Problem } from "../../errors.ts";

/** Curves that golang.org/x/crypto/openpgp knows, with which every Helm 3 reads keys. */
const knownCurves = ["nistP256", "nistP384", "nistP521"];
const knownAlgorithms = ["rsaEncryptSign", "rsaEncrypt", "rsaSign", "dsa", "elgamal"];

/**
 * What to warn of because Helm 3 cannot read it: a ring whose last key has a part it does not know does not load at all,
 * and no signature verifies.
 */
export function helm3Warnings(key: PrivateKey, part: PrivateKey | Subkey): Problem[] {
  const fingerprint = key.getFingerprint().toUpperCase();
  if (!isKnown(part) || !isKnown(key)) {
    const what = nameOf((isKnown(part) ? key : part).getAlgorithmInfo());
    return [
      {
        message: `Helm 3 cannot verify signatures of key ${fingerprint}, which is ${what}: only Helm 4 can.`,
        hint: "Sign with an RSA key of 3072 bits or more where consumers use Helm 3.",
      },
    ];
  }
  const strange = key.subkeys.find((subkey) => !isKnown(subkey));
  if (strange === undefined) return [];
  return [
    {
      message: `Helm 3 cannot load key ${fingerprint} with its subkey ${strange.getFingerprint().toUpperCase()}, which is ${nameOf(strange.getAlgorithmInfo())}.`,
      hint: `Give consumers an export without that subkey: \`gpg --export --export-filter drop-subkey="key_algo >= 18" ${fingerprint}\`.`,
    },
  ];
}

function isKnown(part: PrivateKey | Subkey): boolean {
  const { algorithm, curve } = part.getAlgorithmInfo();
  const version: unknown = "version" in part.keyPacket ? part.keyPacket.version : 4;
  return (
    version === 4 && (curve === undefined ? knownAlgorithms.includes(algorithm) : knownCurves.includes(curve))
  );
}

function nameOf({ algorithm, curve }: AlgorithmInfo): string {
  const names: Readonly<Record<string, string>> = {
    ed25519Legacy: "Ed25519",
    curve25519Legacy: "Curve25519",
  };
  return curve === undefined ? algorithm : (names[curve] ?? curve);
}
