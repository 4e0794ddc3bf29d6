import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { fulcioHandler, initializeCA, initializeCTLog } from "@sigstore/mock";
import type { Reply, Request } from "../scripted-server.ts";
import { type ScriptedServer, startServer } from "../scripted-server.ts";
import type { Claims } from "./oidc-issuer.ts";
import type { Switches } from "./switches.ts";

/** An authority that gives certificates for ten minutes, and the log of them. */
export interface Fulcio {
  readonly server: ScriptedServer;
  readonly root: Buffer;
  readonly certificateLog: { readonly id: Buffer; readonly publicKey: Buffer };
}

interface CertificateRequest {
  /** Left out by clients that send it as their authorization. */
  readonly credentials?: { readonly oidcIdentityToken: string };
  readonly publicKeyRequest: {
    readonly publicKey: { readonly content: string };
    readonly proofOfPossession: string;
  };
}

/** The same in the first version of the interface, which cosign's old form of signatures is made by. */
interface OldRequest {
  /** PEM in base64. */
  readonly publicKey: { readonly content: string };
  readonly signedEmailAddress: string;
}

/** Starts an authority that trusts the tokens that `readToken` can read. */
export async function startFulcio(switches: Switches, readToken: (token: string) => Claims): Promise<Fulcio> {
  const log = await initializeCTLog(generateKeyPairSync("ec", { namedCurve: "prime256v1" }));
  // The authority keeps this very object, so that moving it moves its clock.
  const clock = new Date();
  const ca = await initializeCA(generateKeyPairSync("ec", { namedCurve: "prime256v1" }), log, clock);
  const handler = fulcioHandler(ca, { subjectClaim: "san" });
  const issue = async ({ path, body, headers }: Request): Promise<Reply> => {
    const isOld = path === OLD_PATH;
    const json: unknown = JSON.parse(body.toString());
    const request = isOld ? renewed(json as OldRequest) : (json as CertificateRequest);
    const bearer = headers.authorization?.replace(/^Bearer /, "");
    const claims = readToken(request.credentials?.oidcIdentityToken ?? bearer ?? "");
    checkRequest(request, claims);
    clock.setTime(Date.now() + switches.fulcioSkewMs);
    const credentials = { oidcIdentityToken: withSan(claims) };
    const { statusCode, response } = await handler.fn(JSON.stringify({ ...request, credentials }));
    if (isOld && statusCode === 201) return { status: 201, body: pemsOf(response) };
    // The real one says 200 and not 201, and clients written in Go insist.
    const status = statusCode === 201 ? 200 : statusCode;
    return { status, headers: { "content-type": "application/json" }, body: response };
  };
  const server = await startServer({
    async fallback(request) {
      const isKnown = request.path === handler.path || request.path === OLD_PATH;
      if (request.method !== "POST" || !isKnown) return { status: 404 };
      try {
        return await issue(request);
      } catch (error) {
        return { status: 400, body: { code: 3, message: String(error), details: [] } };
      }
    },
  });
  const { publicKey, logID: id } = log;
  const certificateLog = { id: bytesOf(id), publicKey: bytesOf(publicKey) };
  return { server, root: bytesOf(ca.rootCertificate), certificateLog };
}

const OLD_PATH = "/api/v1/signingCert";

function renewed({ publicKey, signedEmailAddress }: OldRequest): CertificateRequest {
  const content = Buffer.from(publicKey.content, "base64").toString();
  return { publicKeyRequest: { publicKey: { content }, proofOfPossession: signedEmailAddress } };
}

function pemsOf(response: unknown): string {
  const { signedCertificateEmbeddedSct } = JSON.parse(String(response)) as {
    signedCertificateEmbeddedSct: { chain: { certificates: readonly string[] } };
  };
  return signedCertificateEmbeddedSct.chain.certificates.join("");
}

/** As Fulcio does: the token must be for Sigstore, and the key must have signed its subject. */
function checkRequest({ publicKeyRequest }: CertificateRequest, claims: Claims): void {
  if (claims["aud"] !== "sigstore") throw new Error(`expected audience "sigstore", got "${claims["aud"]}"`);
  if (Number(claims["exp"]) * 1000 < Date.now()) throw new Error("the identity token has expired");
  const { publicKey, proofOfPossession } = publicKeyRequest;
  const subject = String(claims["email"] ?? claims["sub"]);
  const key = createPublicKey(publicKey.content);
  if (!verify("sha256", Buffer.from(subject), key, Buffer.from(proofOfPossession, "base64")))
    throw new Error("the signature supplied in the request could not be verified");
}

/** A token as the mock reads it, which takes the name of the holder from a claim: a job's is its workflow. */
function withSan(claims: Claims): string {
  const workflow = claims["job_workflow_ref"];
  const san = workflow === undefined ? claims["sub"] : `https://github.com/${workflow}`;
  const parts = [{ alg: "ES256" }, { ...claims, san }];
  return `${parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".")}.AA`;
}

function bytesOf(view: ArrayBufferView): Buffer {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}
