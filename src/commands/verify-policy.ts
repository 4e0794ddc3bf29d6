import type { Registry } from "../oci/registry.ts";
import type { ProofKind } from "../options/verify-options.ts";
import type { Keyring } from "../signing/pgp/keyring.ts";
import type { Signatory } from "../signing/sigstore/policy.ts";
import type { Trust } from "../signing/sigstore/trust.ts";

/** What a chart has to prove, and by whom. */
export interface VerificationPolicy {
  /** At least one. */
  readonly require: readonly ProofKind[];
  /** Needed for `pgp`. */
  readonly keyring?: Keyring;
  /** Needed for `cosign` and `slsa`. */
  readonly signatory?: Signatory;
  readonly trust?: Trust;
  /** How many transparency logs have to hold a signature. */
  readonly logs: number;
}

/** What verifying needs of the outside world. */
export interface VerifyClients {
  readonly registry: Registry;
  readonly signal: AbortSignal;
  readonly now: Date;
}
