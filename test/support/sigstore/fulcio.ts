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

/** Starts an authority that trusts the tokens that `readToken` can read. */
export async function startFulcio(switches: Switches, readToken: (token: string) => Claims): Promise<Fulcio> {
  const log = await initializeCTLog(generateKeyPairSync("ec", { namedCurve: "prime256v1" }));
  // The authority keeps this very object, so that moving it moves its clock.
  const clock = new Date();
  const ca = await initializeCA(generateKeyPairSync("ec", { namedCurve: "prime256v1" }), log, clock);
  const handler = fulcioHandler(ca, { subjectClaim: "san" });
  const issue = async ({ body, headers }: Request): Promise<Reply> => {
    const request = JSON.parse(body.toString()) as CertificateRequest;
    const bearer = headers.authorization?.replace(/^Bearer /, "");
    const claims = readToken(request.credentials?.oidcIdentityToken ?? bearer ?? "");
    checkRequest(request, claims);
    clock.setTime(Date.now() + switches.fulcioSkewMs);
    const credentials = { oidcIdentityToken: withSan(claims) };
    const { statusCode, response } = await handler.fn(JSON.stringify({ ...request, credentials }));
    // The real one says 200 and not 201, and clients written in Go insist.
    const status = statusCode === 201 ? 200 : statusCode;
    return { status, headers: { "content-type": "application/json" }, body: response };
  };
  const server = await startServer({
    async fallback(request) {
      if (request.method !== "POST" || request.path !== handler.path) return { status: 404 };
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
