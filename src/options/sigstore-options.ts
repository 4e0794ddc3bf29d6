import type { Problem } from "../errors.ts";
import { Secret } from "../secret.ts";
import type { OptionSpec } from "./spec.ts";
import { splitList } from "./values.ts";

const signatureKinds = ["pgp", "cosign"] as const;
const signatureFormats = ["bundle", "legacy", "both"] as const;

/** How `publish` signs by Sigstore, and with what. */
export const sigstoreOptions = [
  {
    name: "sign",
    type: "list",
    description:
      "How to sign what is published: `cosign` (Sigstore; without `cosign-key` by the job's identity, which takes `id-token: write`) and `pgp` (a provenance file).",
    commands: ["publish"],
  },
  {
    name: "cosign-key",
    type: "string",
    secret: true,
    description:
      "Private key to sign with: the text of `cosign.key`, or an ECDSA P-256 key in PEM, or base64 of either.",
    commands: ["publish"],
  },
  {
    name: "cosign-password",
    type: "string",
    secret: true,
    description: "Password of `cosign-key`.",
    commands: ["publish"],
  },
  {
    name: "identity-token",
    type: "string",
    secret: true,
    defaultText: "`SIGSTORE_ID_TOKEN`, else GitHub's for the job",
    description: "Identity token (OpenID Connect, audience `sigstore`) to sign with when there is no key.",
    commands: ["publish"],
  },
  {
    name: "signature-format",
    type: { choices: signatureFormats },
    default: "bundle",
    description:
      "How cosign signatures are stored: `bundle`, a referrer, as cosign 3 does; `legacy`, the tag `sha256-….sig` of cosign 2; `both`.",
    commands: ["publish"],
  },
  {
    name: "attest",
    type: "boolean",
    default: "false",
    description:
      "Attach SLSA build provenance, signed as by `sign: cosign`, and hand it to GitHub's attestations API (`attestations: write`).",
    commands: ["publish"],
  },
  {
    name: "tag",
    type: { choices: ["at-once", "after-signing"] },
    default: "at-once",
    description:
      "`after-signing` writes the tag when the chart is signed and attested, so that nobody ever pulls it unsigned.",
    commands: ["publish"],
  },
  {
    name: "signing-config",
    type: "file",
    defaultText: "Sigstore's public instance",
    description:
      "Signing config (JSON, as `cosign signing-config create` writes it) with the Sigstore services to sign with.",
    commands: ["publish"],
  },
  {
    name: "trusted-root",
    type: "file",
    defaultText: "that of Sigstore's public instance",
    description: "Trusted root (JSON) to verify with whether a chart is signed already.",
    commands: ["publish"],
  },
] as const satisfies readonly OptionSpec[];

type SigstoreOptionName = (typeof sigstoreOptions)[number]["name"];

/** The values of the options above. */
export interface SigstoreOptions {
  /** What was asked for by name, and what a key implies. */
  readonly sign: readonly (typeof signatureKinds)[number][];
  readonly cosignKey?: Secret;
  readonly cosignPassword?: Secret;
  readonly identityToken?: Secret;
  readonly signatureFormat: (typeof signatureFormats)[number];
  readonly attest: boolean;
  readonly tag: "at-once" | "after-signing";
  readonly signingConfig?: string;
  readonly trustedRoot?: string;
}

/** Reads them; adds to `problems` what a choice cannot say. */
export function readSigstoreOptions(
  text: (name: SigstoreOptionName | "pgp-key") => string | undefined,
  problems: Problem[],
): SigstoreOptions {
  const [key, password, token] = [text("cosign-key"), text("cosign-password"), text("identity-token")];
  const named = splitList(text("sign") ?? "");
  for (const word of named.filter((name) => !isKind(name))) {
    problems.push({ message: `sign must name ${signatureKinds.join(" or ")}, not “${word}”` });
  }
  if (named.includes("pgp") && text("pgp-key") === undefined) {
    problems.push({
      message: "sign: pgp is given without pgp-key",
      hint: "Set pgp-key; is the secret defined, and visible to this event? Pull requests from forks see none.",
    });
  }
  const implied = key !== undefined && !named.includes("cosign") ? ["cosign"] : [];
  const sign = [...named, ...implied].filter(isKind);
  const attest = text("attest")?.toLowerCase() === "true";
  const [signingConfig, trustedRoot] = [text("signing-config"), text("trusted-root")];
  const tag = text("tag") === "after-signing" ? "after-signing" : "at-once";
  if (password !== undefined && key === undefined) {
    problems.push({
      message: "cosign-password is given without cosign-key",
      hint: "Set cosign-key too; is the secret defined, and visible to this event? Pull requests from forks see none.",
    });
  }
  if (tag === "after-signing" && !sign.includes("cosign") && !attest) {
    problems.push({
      message: "tag: after-signing has nothing to wait for",
      hint: "Set sign: cosign or attest: true; a PGP signature is part of the chart's manifest anyway.",
    });
  }
  return {
    sign,
    ...(key !== undefined && { cosignKey: new Secret(key) }),
    ...(password !== undefined && { cosignPassword: new Secret(password) }),
    ...(token !== undefined && { identityToken: new Secret(token) }),
    signatureFormat: (text("signature-format") ?? "bundle") as SigstoreOptions["signatureFormat"], // one of the choices
    attest,
    tag,
    ...(signingConfig !== undefined && { signingConfig }),
    ...(trustedRoot !== undefined && { trustedRoot }),
  };
}

function isKind(name: string): name is SigstoreOptions["sign"][number] {
  return (signatureKinds as readonly string[]).includes(name);
}
