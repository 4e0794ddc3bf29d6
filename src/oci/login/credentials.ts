import type { Secret } from "../../secret.ts";
import { loginKey } from "./docker-config-keys.ts";

/** What a registry is told about who we are; `origin` says where it came from, for messages. */
export type Credential =
  | { readonly kind: "basic"; readonly username: string; readonly password: Secret; readonly origin: string }
  /** Exchanged for access tokens (Docker's `identitytoken`). */
  | { readonly kind: "identity-token"; readonly token: Secret; readonly origin: string }
  /** Sent as it is (Docker's `registrytoken`). */
  | { readonly kind: "registry-token"; readonly token: Secret; readonly origin: string }
  /** Anonymous; `origin` says where was looked, and what was found there that could not be used. */
  | { readonly kind: "none"; readonly origin: string };

/** Somewhere credentials may be found. */
export interface CredentialSource {
  /**
   * `host` with its port, as the user wrote it; `repository` is the name there, for logins that are kept for a part of
   * a registry. Asked once for each repository: what costs more than a look is remembered. Throws IO where a source is
   * there but unreadable.
   */
  credentialFor(host: string, repository?: string): Promise<Credential>;
}

/** A user name and password given for one registry. */
export interface Login {
  readonly host: string;
  readonly username: string;
  readonly password: Secret;
}

/** Logins given outright; `name` says by what, as in "the username and password inputs". */
export function givenCredentials(logins: readonly Login[], name: string): CredentialSource {
  return {
    async credentialFor(host) {
      const login = logins.find((candidate) => loginKey(candidate.host) === loginKey(host));
      if (login === undefined) return { kind: "none", origin: name };
      return { kind: "basic", username: login.username, password: login.password, origin: name };
    },
  };
}

/**
 * The first source that knows the host decides, even if the registry refuses what it says: to try others would hide
 * a wrong setting (Helm does the same with its own file and Docker's).
 */
export function firstOf(sources: readonly CredentialSource[]): CredentialSource {
  return {
    async credentialFor(host, repository) {
      const looked: string[] = [];
      for (const source of sources) {
        const credential = await source.credentialFor(host, repository);
        if (credential.kind !== "none") return credential;
        looked.push(credential.origin);
      }
      return { kind: "none", origin: looked.join(", ") };
    },
  };
}
