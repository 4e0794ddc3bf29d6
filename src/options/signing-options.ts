import type { CommandName, OptionSpec } from "./spec.ts";

/** The commands that package charts, and so can sign them. */
const signing: readonly CommandName[] = ["publish", "plan", "save"];

/** How charts are signed. */
export const signingOptions = [
  {
    name: "pgp-key",
    type: "string",
    secret: true,
    description:
      "Private OpenPGP key, armored or in base64: signs the charts for `helm verify` (a provenance file). May hold several keys.",
    commands: signing,
  },
  {
    name: "pgp-passphrase",
    type: "string",
    secret: true,
    description: "Passphrase of `pgp-key`.",
    commands: signing,
  },
  {
    name: "pgp-key-id",
    type: "string",
    description:
      "Which key of `pgp-key` signs: a fingerprint, also of a subkey, or a user id or a part of one.",
    commands: signing,
  },
] as const satisfies readonly OptionSpec[];
