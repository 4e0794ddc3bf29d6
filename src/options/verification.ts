import type { Problem } from "../errors.ts";
import type { CommandName } from "./spec.ts";
import { parseBoolean, splitLines, splitList } from "./values.ts";
import { type ProofKind, proofKinds, type VerifyOptionName, verifying } from "./verify-options.ts";

/** A rule for a text: this one alone, or any that the pattern matches. */
export interface TextRule {
  readonly kind: "exactly" | "matching";
  readonly text: string;
}

/** Whose signature counts. */
export type SignatoryOption =
  | { readonly kind: "key"; readonly publicKey: string }
  | { readonly kind: "identity"; readonly identity: TextRule; readonly issuer: TextRule };

/** What the options say of verifying. */
export interface VerificationOptions {
  /** As written: of the action alone, for the command has operands. */
  readonly charts: readonly string[];
  /** Never empty for a command that verifies. */
  readonly require: readonly ProofKind[];
  /** A file, or the armored text. */
  readonly keyring?: string;
  readonly signatory?: SignatoryOption;
  /** A file. */
  readonly trustedRoot?: string;
  readonly ignoreLogs: boolean;
}

type ReadText = (name: VerifyOptionName) => string | undefined;

/** Reads them for `command`; adds every fault to `problems`. `undefined` where nothing is to be verified. */
export function readVerifyOptions(
  command: CommandName,
  text: ReadText,
  problems: Problem[],
): VerificationOptions | undefined {
  if (!verifying.includes(command)) return undefined;
  if (command === "pull" && parseBoolean(text("verify") ?? "") !== true) {
    problems.push(...unused(text));
    return undefined;
  }
  const [keyring, trustedRoot] = [text("keyring"), text("trusted-root")];
  const signatory = readSignatory(text, problems);
  const checkable = [
    ...(keyring === undefined ? [] : ["pgp" as const]),
    // Of one with faults these are told, and nothing else.
    ...(signatory === undefined ? [] : ["cosign" as const, "slsa" as const]),
  ];
  const named = readRequire(text("require") ?? "", problems);
  const require = named.length > 0 ? named : checkable;
  if (signatory !== "faulty") {
    for (const kind of require.filter((one) => !checkable.includes(one)))
      problems.push({ message: `require names ${kind}, but not whose it must be`, hint: hintFor(kind) });
    if (require.length === 0 && text("require") === undefined)
      problems.push({
        message: "nothing says what to verify",
        hint: "Give keyring for provenance files, or certificate-identity with certificate-oidc-issuer, or public-key, for Sigstore signatures.",
      });
  }
  return {
    charts: splitLines(text("chart") ?? ""),
    require,
    ...(keyring !== undefined && { keyring }),
    ...(signatory !== undefined && signatory !== "faulty" && { signatory }),
    ...(trustedRoot !== undefined && { trustedRoot }),
    ignoreLogs: parseBoolean(text("insecure-ignore-tlog") ?? "") === true,
  };
}

/** Whoever names a keyring to `pull` believes that it is used. */
function unused(text: ReadText): Problem[] {
  const names = [
    "keyring",
    "public-key",
    "certificate-identity",
    "certificate-identity-regexp",
    "require",
  ] as const;
  return names
    .filter((name) => text(name) !== undefined)
    .map((name) => ({
      message: `${name} is given without verify, so that nothing would be verified`,
      hint: "Add --verify.",
    }));
}

function hintFor(kind: ProofKind): string {
  return kind === "pgp"
    ? "Set keyring too."
    : "Set certificate-identity and certificate-oidc-issuer, or public-key, too.";
}

function readRequire(text: string, problems: Problem[]): ProofKind[] {
  const words = splitList(text);
  for (const word of words.filter((one) => !isProofKind(one)))
    problems.push({ message: `require must name ${proofKinds.join(", ")}, not “${word}”` });
  return [...new Set(words.filter(isProofKind))];
}

function isProofKind(word: string): word is ProofKind {
  return (proofKinds as readonly string[]).includes(word);
}

function readSignatory(text: ReadText, problems: Problem[]): SignatoryOption | "faulty" | undefined {
  const publicKey = text("public-key");
  const before = problems.length;
  const identity = readRule("certificate-identity", text, problems);
  const issuer = readRule("certificate-oidc-issuer", text, problems);
  const isWhole = problems.length === before;
  if (publicKey !== undefined && (identity ?? issuer) !== undefined)
    problems.push({
      message: "public-key excludes certificate-identity and certificate-oidc-issuer",
      hint: "A signature is made with a key of one's own or by an identity: say which.",
    });
  else if (isWhole && (identity === undefined) !== (issuer === undefined)) {
    const [given, missing] = identity === undefined ? ["issuer", "identity"] : ["identity", "issuer"];
    problems.push({
      message: `the ${given} of the certificate is given without its ${missing}`,
      hint:
        missing === "issuer"
          ? "Set certificate-oidc-issuer too: any issuer may certify any name. For GitHub's jobs it is https://token.actions.githubusercontent.com."
          : "Set certificate-identity too: an issuer vouches for anybody who asks.",
    });
  }
  if (problems.length > before) return "faulty";
  if (publicKey !== undefined) return { kind: "key", publicKey };
  return identity && issuer && { kind: "identity", identity, issuer };
}

function readRule(
  name: "certificate-identity" | "certificate-oidc-issuer",
  text: ReadText,
  problems: Problem[],
): TextRule | undefined {
  const [exact, pattern] = [text(name), text(`${name}-regexp`)];
  if (exact !== undefined && pattern !== undefined)
    problems.push({ message: `${name} and ${name}-regexp exclude each other`, hint: "Set one of them." });
  if (exact !== undefined) return { kind: "exactly", text: exact };
  if (pattern === undefined) return undefined;
  if (!isPattern(pattern))
    problems.push({ message: `${name}-regexp is no regular expression: “${pattern}”` });
  return { kind: "matching", text: pattern };
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false; // its words would say the pattern again
  }
}
