import type { Problem } from "../errors.ts";
import type { OptionSpec } from "./spec.ts";

/** Where `rekor` looks, and whom it believes. */
export const rekorOptions = [
  {
    name: "rekor-url",
    type: "string",
    default: "https://rekor.sigstore.dev",
    description: "Address of the transparency log, a Rekor v1.",
    only: "command",
    commands: ["rekor"],
  },
  {
    name: "keyring",
    type: "file",
    description:
      "Public keys to verify provenance files with, armored or binary, as `gpg --export` writes them.",
    only: "command",
    commands: ["rekor"],
  },
  {
    name: "trusted-root",
    type: "file",
    description: "Trusted root (JSON) with the key of the log, for `rekor verify`.",
    only: "command",
    commands: ["rekor"],
  },
] as const satisfies readonly OptionSpec[];

/** The values of the options above. */
export interface RekorOptions {
  readonly rekorUrl: URL;
  readonly keyring?: string;
  readonly trustedRoot?: string;
}

/** Reads them; adds to `problems` an address that is none. */
export function readRekorOptions(
  text: (name: (typeof rekorOptions)[number]["name"]) => string | undefined,
  problems: Problem[],
): RekorOptions {
  const [{ default: publicLog }] = rekorOptions;
  const [address, keyring, trustedRoot] = [
    text("rekor-url") ?? publicLog,
    text("keyring"),
    text("trusted-root"),
  ];
  const url = URL.parse(address);
  const isUsable =
    url !== null && /^https?:$/.test(url.protocol) && url.username + url.password + url.search === "";
  if (!isUsable) {
    problems.push({
      message: "rekor-url is no address of a log",
      hint: `Write it as in ${publicLog}, without a user name, a password or a query.`,
    });
  }
  return {
    rekorUrl: isUsable ? url : new URL(publicLog),
    ...(keyring !== undefined && { keyring }),
    ...(trustedRoot !== undefined && { trustedRoot }),
  };
}
