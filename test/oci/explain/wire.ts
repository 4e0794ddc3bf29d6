import assert from "node:assert/strict";
import { PublishError } from "../../../src/errors.ts";
import type { RegistryClientOptions } from "../../../src/oci/client/registry-client.ts";
import type { Repository } from "../../../src/oci/reference.ts";
import { accountAt, createTestClient, failureOf, type TestClient } from "../../support/registry-client.ts";
import { type Reply, type Rule, type ScriptedServer, startServer } from "../../support/scripted-server.ts";

/** How work at a registry failed, and what it cost. */
export interface Refused {
  readonly error: PublishError;
  /** Methods and paths, digests and queries left out. */
  readonly log: readonly string[];
  readonly slept: readonly number[];
}

/** A registry that wants tokens from `realm`, a path, and refuses as `rules` say. */
export interface Scene {
  readonly realm?: string;
  readonly service?: string;
  /** They may repeat the challenge, which names the server they are for. */
  readonly rules: readonly Rule[] | ((challenge: () => string) => readonly Rule[]);
  readonly name?: string;
  readonly options?: Partial<RegistryClientOptions>;
}

/** Does `work` with an account at such a registry, which has to fail in words that a person can act upon. */
export async function refusedBy(
  { realm, service = "s", rules, name = "c/x", options = {} }: Scene,
  work: (test: TestClient, repository: Repository) => Promise<unknown>,
): Promise<Refused> {
  const challenge = (): string =>
    `Bearer realm="${server.origin}${realm}",service="${service}",scope="repository:c/x:pull,push"`;
  const server: ScriptedServer = await startServer({
    rules: [
      ...(realm === undefined ? [] : [challenging(challenge)]),
      ...(typeof rules === "function" ? rules(challenge) : rules),
      { path: /^\/(?!v2\/c\/)/, reply: { body: { token: "a-token", expires_in: 300 } } },
    ],
  });
  await using _server = server;
  const test = createTestClient({ credentials: accountAt(server.host), ...options });
  await using _client = test.client;
  const error = await failureOf(work(test, { host: server.host, name }));
  isPlain(error);
  const log = server.log.map((line) => line.replace(/\?.*/, "").replace(/sha256:[0-9a-f]+/, "D"));
  return { error, log, slept: test.slept };
}

/** The first request about a repository is asked who sends it. */
function challenging(challenge: () => string): Rule {
  const body = refusal("UNAUTHORIZED", "authentication required");
  return {
    path: /^\/v2\/(?!auth$|token$)/,
    times: 1,
    reply: () => ({ status: 401, headers: { "www-authenticate": challenge() }, body }),
  };
}

/** The body of a refusal as the distribution specification has it. */
export function refusal(code: string, message = "", detail: unknown = null): unknown {
  return { errors: [{ code, message, detail }] };
}

/** Every request like this one gets the same refusal. */
export function refusing(
  method: string,
  status: number,
  body: unknown,
  headers: Reply["headers"] | (() => Reply["headers"]) = {},
): Rule {
  const reply = () => ({
    status,
    body,
    headers: (typeof headers === "function" ? headers() : headers) ?? {},
  });
  return { method, path: /^\/v2\/(?!auth$|token$)/, reply };
}

/** More than a status, and nothing raw: one line of message, one line of hint. */
function isPlain(error: unknown): asserts error is PublishError {
  assert.ok(error instanceof PublishError);
  const { message, hint = "" } = error;
  assert.doesNotMatch(message + hint, /[\p{Cc}]|\{"|<\w+>.*<\/|\bat .*:\d+:\d+/u);
  assert.match(message, /^Could not [a-z ]+ .+/);
  assert.ok(hint.length > 20, message);
}
