import { PublishError } from "../../errors.ts";
import type { Redactor } from "../../oci/login/redact.ts";
import { Secret } from "../../secret.ts";
import { type AskService, recordIn, unexpected } from "./service-client.ts";

/** Who the services are told we are: a JSON web token of an OpenID Connect issuer, and what it says. */
export interface IdentityToken {
  readonly token: Secret;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Where identity tokens come from. */
export interface IdentitySource {
  /** For messages. */
  readonly name: string;
  /** A token for the audience `sigstore`. */
  fetch(signal: AbortSignal): Promise<IdentityToken>;
}

/** What a source is chosen by. */
export interface IdentitySettings {
  /** The `identity-token` option. */
  readonly given: Secret | undefined;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly ask: AskService;
  readonly redactor: Redactor;
}

/**
 * The source of identity tokens: the `identity-token` option, else SIGSTORE_ID_TOKEN, else GitHub's service for the job.
 * Throws USAGE where there is none. Tokens are masked before anything else is done with them.
 */
export function identitySource(settings: IdentitySettings): IdentitySource {
  const { given, variables, redactor } = settings;
  const fromEnvironment = variables["SIGSTORE_ID_TOKEN"];
  if (given !== undefined) return fixedSource("identity-token", given, redactor);
  if (fromEnvironment) return fixedSource("SIGSTORE_ID_TOKEN", new Secret(fromEnvironment), redactor);
  const [url, token] = [
    variables["ACTIONS_ID_TOKEN_REQUEST_URL"],
    variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"],
  ];
  if (url && token) return gitHubSource(url, new Secret(token), settings);
  throw missing(variables["GITHUB_ACTIONS"] === "true");
}

function missing(onGitHub: boolean): PublishError {
  return onGitHub
    ? new PublishError("USAGE", "Could not sign: this job gets no identity token from GitHub.", {
        hint: 'Add "id-token: write" to the job\'s permissions, beside those it has (contents: read, packages: write). Pull requests from forks never get one.',
      })
    : new PublishError("USAGE", "Could not sign: there is neither a key nor an identity token.", {
        hint: "Set cosign-key, or identity-token, or the variable SIGSTORE_ID_TOKEN (on GitLab by id_tokens: SIGSTORE_ID_TOKEN: aud: sigstore).",
      });
}

function fixedSource(name: string, token: Secret, redactor: Redactor): IdentitySource {
  const trimmed = new Secret(token.reveal().trim());
  redactor.add(trimmed);
  const parsed = { token: trimmed, claims: readClaims(trimmed, name) };
  return { name, fetch: async () => parsed };
}

function gitHubSource(address: string, request: Secret, settings: IdentitySettings): IdentitySource {
  const { ask, redactor } = settings;
  redactor.add(request);
  const name = "GitHub's identity tokens";
  const doing = "get an identity token for this job from GitHub";
  if (!URL.canParse(address)) {
    throw new PublishError("USAGE", "Could not sign: ACTIONS_ID_TOKEN_REQUEST_URL holds no address.");
  }
  const url = new URL(address);
  url.searchParams.set("audience", "sigstore");
  return {
    name,
    async fetch(signal) {
      const authorization = new Secret(`Bearer ${request.reveal()}`);
      const answer = await ask({ doing, method: "GET", url, authorization }, signal);
      const { value } = recordIn(answer, doing);
      if (typeof value !== "string" || value === "")
        throw unexpected(doing, url, "the answer holds no token");
      const token = new Secret(value);
      redactor.add(token);
      return { token, claims: readClaims(token, name) };
    },
  };
}

/** The claims of a token, which the services will check; the message never holds the token. */
function readClaims(token: Secret, name: string): IdentityToken["claims"] {
  const [, payload = ""] = token.reveal().split(".");
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    if (typeof claims === "object" && claims !== null) return claims as IdentityToken["claims"];
  } catch {
    // The parser's words would quote the token.
  }
  throw new PublishError("USAGE", `Could not sign: ${name} holds no JSON web token.`, {
    hint: "An identity token has three parts, with dots in between, and comes from an OpenID Connect issuer.",
  });
}

/**
 * Whom a token speaks for, which is what a certificate request has to prove possession of the key with: the address of a
 * person, else the subject (as cosign v3 internal/auth, `SubjectFromToken`).
 */
export function subjectOf({ claims }: IdentityToken): string {
  const { email, sub } = claims;
  return typeof email === "string" && email !== "" ? email : String(sub ?? "");
}
