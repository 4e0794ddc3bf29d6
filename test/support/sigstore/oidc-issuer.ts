import { generateKeyPairSync, type KeyObject, randomBytes, sign, verify } from "node:crypto";
import { type ScriptedServer, startServer } from "../scripted-server.ts";

/** What a token says. */
export type Claims = Readonly<Record<string, string | number>>;

/** Who vouches for a job: the tokens of GitHub's jobs, and the protocol that a job asks for one by. */
export interface OidcIssuer {
  readonly server: ScriptedServer;
  /** `ACTIONS_ID_TOKEN_REQUEST_URL` and `ACTIONS_ID_TOKEN_REQUEST_TOKEN` of a job. */
  readonly requestUrl: string;
  readonly requestToken: string;
  /** A token with the claims of a job, but for those given. */
  identityToken(claims?: Claims): string;
  /** The claims of a token of this issuer; throws on any other. */
  read(token: string): Claims;
}

/** What a job of GitHub's is, in its tokens. */
export const jobClaims: Claims = {
  iss: "https://token.actions.githubusercontent.com",
  sub: "repo:octo/charts:ref:refs/heads/main",
  aud: "sigstore",
  repository: "octo/charts",
  repository_id: "1001",
  repository_owner: "octo",
  repository_owner_id: "2002",
  repository_visibility: "public",
  ref: "refs/heads/main",
  ref_type: "branch",
  sha: "0123456789abcdef0123456789abcdef01234567",
  workflow: "release",
  workflow_ref: "octo/charts/.github/workflows/release.yml@refs/heads/main",
  workflow_sha: "0123456789abcdef0123456789abcdef01234567",
  job_workflow_ref: "octo/charts/.github/workflows/release.yml@refs/heads/main",
  job_workflow_sha: "0123456789abcdef0123456789abcdef01234567",
  event_name: "push",
  runner_environment: "github-hosted",
  run_id: "42",
  run_number: "7",
  run_attempt: "1",
  actor: "mona",
};

const LIFETIME_SECONDS = 300;

/** Starts an issuer whose jobs have the claims given, where they differ from `jobClaims`. */
export async function startOidcIssuer(ofJobs: Claims): Promise<OidcIssuer> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const requestToken = randomBytes(16).toString("hex");
  const identityToken = (claims: Claims = {}): string => {
    const iat = Math.floor(Date.now() / 1000);
    const times = { iat, nbf: iat, exp: iat + LIFETIME_SECONDS };
    return signed({ ...jobClaims, ...times, ...ofJobs, ...claims }, privateKey);
  };
  const server = await startServer({
    fallback({ path, headers }) {
      const url = new URL(path, "http://issuer.invalid");
      if (url.pathname === "/jwks")
        return { body: { keys: [{ ...publicKey.export({ format: "jwk" }), ...KEY }] } };
      if (url.pathname === "/.well-known/openid-configuration") {
        const origin = `http://${headers.host}`;
        return { body: { issuer: ofJobs["iss"] ?? jobClaims["iss"], jwks_uri: `${origin}/jwks` } };
      }
      if (url.pathname !== "/token") return { status: 404 };
      if (headers.authorization !== `Bearer ${requestToken}`)
        return { status: 401, body: { message: "who?" } };
      const aud = url.searchParams.get("audience") ?? "https://github.com/octo";
      return { body: { count: 1, value: identityToken({ aud }) } };
    },
  });
  const requestUrl = `${server.origin}/token?api-version=2.0`;
  return { server, requestUrl, requestToken, identityToken, read: (token) => read(token, publicKey) };
}

const KEY = { kid: "fake", use: "sig", alg: "ES256" };

function signed(claims: Claims, key: KeyObject): string {
  const text = [{ alg: "ES256", typ: "JWT", kid: KEY.kid }, claims].map(encode).join(".");
  const signature = sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" });
  return `${text}.${signature.toString("base64url")}`;
}

function read(token: string, key: KeyObject): Claims {
  const [header, payload = "", signature = ""] = token.split(".");
  const isOurs = verify(
    "sha256",
    Buffer.from(`${header}.${payload}`),
    { key, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  if (!isOurs) throw new Error("the identity token is not signed by a known issuer");
  return JSON.parse(Buffer.from(payload, "base64url").toString()) as Claims;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
