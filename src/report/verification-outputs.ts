import { isVerified, type Verification } from "./verification.ts";
import { digestRefOf, verificationJson } from "./verification-json.ts";
import { safeJson } from "./visible.ts";

/** One output of the action that verifies. */
export interface VerificationOutput {
  readonly name: string;
  readonly description: string;
  value(verifications: readonly Verification[]): string;
}

/** Every output of the action that verifies, in the order of the documentation. */
export const verificationOutputs: readonly VerificationOutput[] = [
  {
    name: "verified",
    description: "`true` when every chart passed, else `false`.",
    value: (all) => String(isVerified(all)),
  },
  {
    name: "digest",
    description:
      "Digest of the manifest that was verified, `sha256:…`. Empty when it did not pass, or there are several charts.",
    value: ([first, ...others]) => (first?.status === "verified" && others.length === 0 ? first.digest : ""),
  },
  {
    name: "digest-ref",
    description:
      "What to install: `ghcr.io/acme/charts/web@sha256:…`. Empty when it did not pass, or there are several charts.",
    value: ([first, ...others]) =>
      first === undefined || others.length > 0 ? "" : (digestRefOf(first) ?? ""),
  },
  {
    name: "charts",
    description:
      "Every chart as a JSON array: ref, status, name, version, digest, digestRef, proofs and more.",
    value: (all) => safeJson(all.map(verificationJson)),
  },
];
