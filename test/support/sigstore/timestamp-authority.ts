import { generateKeyPairSync } from "node:crypto";
import { initializeTSA } from "@sigstore/mock";
import { type Request, type ScriptedServer, startServer } from "../scripted-server.ts";
import type { Switches } from "./switches.ts";

/** An authority that says when it saw a signature: RFC 3161. */
export interface TimestampAuthority {
  readonly server: ScriptedServer;
  /** The authority's own certificate first, its root last. */
  readonly chain: readonly Buffer[];
}

const SHA256_OID = "2.16.840.1.101.3.4.2.1";
const POLICY_OID = "1.3.6.1.4.1.57264.2";

/** Starts an authority that takes requests as JSON and as DER, as that of Sigstore does. */
export async function startTimestampAuthority(switches: Switches): Promise<TimestampAuthority> {
  // The authority keeps this very object, so that moving it moves its clock.
  const clock = new Date();
  const authority = await initializeTSA(generateKeyPairSync("ec", { namedCurve: "prime256v1" }), clock);
  const server = await startServer({
    async fallback({ method, path, body, headers }: Request) {
      if (method !== "POST" || path !== "/api/v1/timestamp") return { status: 404 };
      // Whole seconds: verifiers stumble over a fraction that ends in 0.
      clock.setTime(Math.floor((Date.now() + switches.timestampSkewMs) / 1000) * 1000);
      const artifactHash = headers["content-type"]?.includes("json") ? hashOfJson(body) : hashOfQuery(body);
      const reply = await authority.timestamp({
        artifactHash,
        hashAlgorithmOID: SHA256_OID,
        nonce: 1,
        policyOID: POLICY_OID,
        certReq: false,
      });
      const headersOfReply = { "content-type": "application/timestamp-reply" };
      return { status: 201, headers: headersOfReply, body: bytesOf(reply) };
    },
  });
  return { server, chain: [bytesOf(authority.intCertificate), bytesOf(authority.rootCertificate)] };
}

function hashOfJson(body: Buffer): Buffer {
  const { artifactHash } = JSON.parse(body.toString()) as { artifactHash: string };
  return Buffer.from(artifactHash, "base64");
}

/** The hash of a TimeStampReq: the first OCTET STRING of 32 bytes. */
function hashOfQuery(body: Buffer): Buffer {
  const at = body.indexOf(Buffer.of(0x04, 0x20));
  if (at < 0) throw new Error("the query holds no SHA-256 digest");
  return body.subarray(at + 2, at + 34);
}

function bytesOf(view: ArrayBufferView): Buffer {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}
