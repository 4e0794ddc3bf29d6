import { PublishError } from "../../errors.ts";
import type { ExecResult } from "../../io.ts";
import { Secret } from "../../secret.ts";
import { printable } from "../http/error-body.ts";
import type { Credential, Login } from "./credentials.ts";
import { loginKey } from "./docker-config-keys.ts";

/** How a credential helper ended. */
export interface HelperResult extends ExecResult {
  /** Why it could not be heard to the end: it was not found, too slow, or said too much. */
  readonly failure?: string;
}

/** Runs `program verb` with `input` on its standard input, without a shell and within limits. Never throws. */
export type RunHelper = (program: string, verb: HelperVerb, input: Secret) => Promise<HelperResult>;

export type HelperVerb = "get" | "store" | "erase";

/** A user name and a password, or the token that stands for both. */
export type StoredCredential = Exclude<Credential, { kind: "none" | "registry-token" }>;

/** A program that keeps logins for Docker and Helm. */
export interface CredentialHelper {
  /** `undefined` where it knows none. */
  get(host: string): Promise<StoredCredential | undefined>;
  store(login: Login): Promise<void>;
  erase(host: string): Promise<void>;
}

/** Stands for the user name where the secret is an identity token (docker-credential-helpers). */
export const TOKEN_USER = "<token>";

/** By these words, and no others, a helper says that it knows no login (docker-credential-helpers credentials/error.go). */
const NOT_FOUND = "credentials not found in native keychain";

/**
 * The helper `docker-credential-<name>` that `origin`, a file, names. What it cannot do is an IO error with its own
 * words: to go on without it would try the registry as somebody else (Helm v4.1.4 and Docker fail as well).
 */
export function credentialHelper(name: string, origin: string, run: RunHelper): CredentialHelper {
  const program = `docker-credential-${name}`;
  const ask = async (verb: HelperVerb, host: string, login?: Login): Promise<HelperResult> => {
    const fail = (words: string): PublishError => failure({ verb, host, program, origin }, words);
    // A name with a path in it would start any program there is.
    if (!/^[A-Za-z0-9._-]+$/.test(name)) {
      throw fail("its name may hold only letters, digits, “.”, “_” and “-”");
    }
    const result = await run(program, verb, inputFor(host, login));
    if (result.failure !== undefined) throw fail(result.failure);
    if (result.exitCode === 0 || isNotFound(result)) return result;
    throw fail(`it ended with ${result.exitCode} and said ${wordsOf(result, login?.password)}`);
  };
  return {
    async get(host) {
      const result = await ask("get", host);
      if (isNotFound(result)) return undefined;
      const answer = readAnswer(result.stdout);
      if (answer === undefined)
        throw failure({ verb: "get", host, program, origin }, "its answer is no login");
      const { username, secret } = answer;
      if (secret === "") return undefined;
      const from = `${program}, named in ${origin}`;
      if (username === TOKEN_USER || username === "") {
        return { kind: "identity-token", token: new Secret(secret), origin: from };
      }
      return { kind: "basic", username, password: new Secret(secret), origin: from };
    },
    async store(login) {
      await ask("store", login.host, login);
    },
    async erase(host) {
      await ask("erase", host);
    },
  };
}

/** What the protocol has on standard input: the key, or the login to keep. */
function inputFor(host: string, login: Login | undefined): Secret {
  if (login === undefined) return new Secret(loginKey(host));
  const { username, password } = login;
  return new Secret(
    JSON.stringify({ ServerURL: loginKey(host), Username: username, Secret: password.reveal() }),
  );
}

const doings: Readonly<Record<HelperVerb, readonly [doing: string, preposition: string]>> = {
  get: ["get the login", "from"],
  store: ["keep the login", "with"],
  erase: ["remove the login", "with"],
};

interface HelperCall {
  readonly verb: HelperVerb;
  readonly host: string;
  readonly program: string;
  readonly origin: string;
}

function failure({ verb, host, program, origin }: HelperCall, words: string): PublishError {
  const [doing, preposition] = doings[verb];
  const what = `${doing} for ${host} ${preposition} the credential helper ${printable(program)}`;
  return new PublishError("IO", `Could not ${what}, which ${origin} names: ${words}`, {
    hint: `install or mend ${printable(program)}, or take it out of the file; username and password, or registry-auth, go before the file`,
  });
}

function isNotFound({ exitCode, stdout }: HelperResult): boolean {
  return exitCode !== 0 && stdout.trim() === NOT_FOUND;
}

/** Its words for a message, without the password it was given; an answer that holds a login is not shown. */
function wordsOf({ stdout, stderr }: HelperResult, password: Secret | undefined): string {
  // Helpers that keep to the protocol say on standard output what is wrong.
  const words = [stdout, stderr].find((text) => text.trim() !== "" && !/"(Secret|Username)"\s*:/i.test(text));
  if (words === undefined) return "nothing that can be shown";
  const hidden = (password?.reveal() ?? "").split(/\r?\n/).filter((line) => line !== "");
  return `“${printable(hidden.reduce((text, line) => text.replaceAll(line, "***"), words))}”`;
}

function readAnswer(stdout: string): { readonly username: string; readonly secret: string } | undefined {
  try {
    const { Username: username = "", Secret: secret = "" } = JSON.parse(stdout);
    return typeof username === "string" && typeof secret === "string" ? { username, secret } : undefined;
  } catch {
    return undefined; // the parser's message would quote the login
  }
}
