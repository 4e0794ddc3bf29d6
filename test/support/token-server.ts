import { createHash, createPrivateKey, createPublicKey, randomUUID, sign } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { startServer } from "../../src/oci/server/start.ts";
import type { KeyPair } from "./certificate.ts";
import type { Account } from "./docker-registry.ts";

/** Somebody a token server knows, and what tokens of his may allow. */
export interface TokenAccount extends Account {
  readonly actions: readonly string[];
}

/** What a registry has to be told of a token server, and the server. */
export interface TokenServer extends AsyncDisposable {
  readonly realm: string;
  readonly service: string;
  readonly issuer: string;
  readonly cert: string;
  /** Scopes that were asked for, in order. */
  readonly asked: readonly string[];
}

const lifeSeconds = 300;

/**
 * The server of the distribution token authentication specification: signs, with RS256, what an account may do of what
 * it asks for. It knows no OAuth2 POST, as some in use do not.
 */
export async function startTokenServer(
  signer: KeyPair,
  accounts: readonly TokenAccount[],
): Promise<TokenServer> {
  const [service, issuer] = ["lab-registry", "lab-issuer"];
  const asked: string[] = [];
  const listening = await startServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://lab.invalid");
    const account = accountOf(request, accounts);
    const status = url.pathname !== "/token" ? 404 : request.method !== "GET" ? 405 : account ? 200 : 401;
    const scopes = url.searchParams.getAll("scope");
    asked.push(...scopes);
    const body =
      status === 200 && account
        ? { token: tokenOf(signer, { service, issuer, account, scopes }), expires_in: lifeSeconds }
        : { errors: [{ code: "UNAUTHORIZED", message: "no such account or password" }] };
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  return {
    realm: `${listening.url}/token`,
    service,
    issuer,
    cert: signer.cert,
    asked,
    [Symbol.asyncDispose]: () => listening.close(),
  };
}

function accountOf(
  { headers }: IncomingMessage,
  accounts: readonly TokenAccount[],
): TokenAccount | undefined {
  const [scheme, encoded = ""] = (headers.authorization ?? "").split(" ");
  if (scheme !== "Basic") return undefined;
  const pair = Buffer.from(encoded, "base64").toString();
  return accounts.find(({ username, password }) => pair === `${username}:${password}`);
}

interface Grant {
  readonly service: string;
  readonly issuer: string;
  readonly account: TokenAccount;
  readonly scopes: readonly string[];
}

function tokenOf(signer: KeyPair, { service, issuer, account, scopes }: Grant): string {
  const now = Math.floor(Date.now() / 1000); // the registry compares with its own clock
  const access = scopes.flatMap((scope) => {
    const [, type = "", name = "", wanted = ""] = /^([^:]+):(.+):([^:]*)$/.exec(scope) ?? [];
    const actions = wanted.split(",").filter((action) => account.actions.includes(action));
    return type === "" ? [] : [{ type, name, actions }];
  });
  const claims = {
    iss: issuer,
    sub: account.username,
    aud: service,
    iat: now,
    nbf: now - 10,
    exp: now + lifeSeconds,
    jti: randomUUID(),
    access,
  };
  const header = { typ: "JWT", alg: "RS256", kid: keyIdOf(signer) };
  const parts = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
  const signature = sign("sha256", Buffer.from(parts.join(".")), createPrivateKey(signer.key));
  return [...parts, signature.toString("base64url")].join(".");
}

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The name that distribution looks a key up by, docker/libtrust util.go: 240 bits of its SHA-256 in groups of four. */
function keyIdOf({ cert }: KeyPair): string {
  const key = createPublicKey(cert).export({ type: "spki", format: "der" });
  const bits = [...createHash("sha256").update(key).digest().subarray(0, 30)]
    .map((byte) => byte.toString(2).padStart(8, "0"))
    .join("");
  const letters = bits.replace(/.{5}/g, (five) => base32[Number.parseInt(five, 2)] ?? "");
  return (letters.match(/.{4}/g) ?? []).join(":");
}
