/** What is known of a refusal when a hint is looked for. */
export interface RefusalFacts {
  /** The registry's host as the user wrote it. */
  readonly host: string;
  readonly status: number;
  /** Of the error body, upper case. */
  readonly codes: readonly string[];
  /** The server's words, empty where it had none. */
  readonly words: string;
  /** Which credentials were used, or where they were looked for in vain: a clause. */
  readonly account: string;
  readonly hasCredentials: boolean;
}

/** How to fix a refusal. What one registry means by its answers goes before what all of them mean. */
export function hintFor(facts: RefusalFacts): string | undefined {
  return (facts.host === "ghcr.io" ? ghcrHint(facts) : undefined) ?? generalHint(facts);
}

const GHCR_PERMISSION = 'add "permissions: packages: write" to the job';

// Quirk(GHCR): "denied" is said for three different things, each with its own way out.
function ghcrHint({ status, words, account, hasCredentials }: RefusalFacts): string | undefined {
  if (/write_package/.test(words)) {
    return `${GHCR_PERMISSION}; if the package was first pushed by someone else, give this repository the Write role under "Manage Actions access" in the package's settings`;
  }
  if (/installation not allowed/.test(words)) {
    return `${GHCR_PERMISSION}; if it is there, let workflows create packages in the settings of the organization and the repository (Actions, Workflow permissions)`;
  }
  if (status !== 401 && status !== 403) return undefined;
  if (!hasCredentials)
    return `${GHCR_PERMISSION} and pass github-token, or set username and password (${account})`;
  return `${GHCR_PERMISSION}, and check that the credentials are still valid (${account})`;
}

function generalHint({ status, codes, account, hasCredentials }: RefusalFacts): string | undefined {
  if (status === 401) {
    return hasCredentials
      ? `check the user name and the password, and that they may push here (${account})`
      : `set username and password (${account})`;
  }
  if (status === 403 && !hasCredentials)
    return `set username and password of an account that may push here (${account})`;
  if (status === 403)
    return `the account is known but may not do this; give it the right to push (${account})`;
  if (codes.includes("NAME_UNKNOWN"))
    return "create the repository first: this registry does not create it on a push";
  if (status === 405)
    return "the registry does not allow this; is it a read-only mirror, or another kind of repository?";
  if (status === 413) return "a proxy in front of the registry limits the size of uploads; raise its limit";
  if (status === 429) return "wait, lower concurrency, or use an account with a higher limit";
  if (status >= 500) return "run again later; if it happens every time, see the registry's log";
  return undefined;
}
