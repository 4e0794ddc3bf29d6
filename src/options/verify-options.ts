import type { CommandName, OptionSpec } from "./spec.ts";

/** What can be proved of a chart. */
export const proofKinds = ["pgp", "cosign", "slsa"] as const;
export type ProofKind = (typeof proofKinds)[number];

/** The commands that verify; `pull` where it is told to. */
export const verifying: readonly CommandName[] = ["verify", "pull"];

/** How charts are verified. */
export const verifyOptions = [
  {
    name: "chart",
    type: "lines",
    description:
      "Charts to verify, one a line: `ghcr.io/acme/charts/web:1.4.0`, or better by digest, for a tag may move.",
    only: "action",
    commands: ["verify"],
  },
  {
    name: "verify",
    type: "boolean",
    default: "false",
    description: "Verify the charts first, as `verify` does: what does not pass is not kept.",
    only: "command",
    commands: ["pull"],
  },
  {
    name: "require",
    type: "list",
    defaultText: "all that the other options make checkable",
    description:
      "What every chart must have: `pgp` (a provenance file), `cosign` (a Sigstore signature), `slsa` (build provenance).",
    commands: verifying,
  },
  {
    name: "keyring",
    type: "file",
    description:
      "Public OpenPGP keys that provenance files may be signed with: a file, binary or armored, or the armored text itself.",
    commands: verifying,
  },
  {
    name: "certificate-identity",
    type: "string",
    description:
      "Who must have signed, exactly: `https://github.com/acme/charts/.github/workflows/release.yml@refs/heads/main`.",
    commands: verifying,
  },
  {
    name: "certificate-identity-regexp",
    type: "string",
    description: "The same as a regular expression, which has to match the whole identity.",
    commands: verifying,
  },
  {
    name: "certificate-oidc-issuer",
    type: "string",
    description:
      "Who must vouch for the signer, exactly: `https://token.actions.githubusercontent.com` for GitHub's jobs.",
    commands: verifying,
  },
  {
    name: "certificate-oidc-issuer-regexp",
    type: "string",
    description: "The same as a regular expression, which has to match the whole issuer.",
    commands: verifying,
  },
  {
    name: "public-key",
    type: "file",
    description: "Public key that must have signed, instead of an identity: a PEM file, or its text.",
    commands: verifying,
  },
  {
    name: "trusted-root",
    type: "file",
    defaultText: "that of Sigstore's public instance, fetched by TUF",
    description: "Trusted root (JSON): the authorities and logs to believe.",
    commands: verifying,
  },
  {
    name: "insecure-ignore-tlog",
    type: "boolean",
    default: "false",
    description:
      "Take signatures that no transparency log holds: nobody could notice that the key or the identity was misused.",
    commands: verifying,
  },
] as const satisfies readonly OptionSpec[];

export type VerifyOptionName = (typeof verifyOptions)[number]["name"];
