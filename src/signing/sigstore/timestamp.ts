import type { AskService } from "./service-client.ts";
import { endpointUrl, unexpected } from "./service-client.ts";
import { sha256 } from "./statement.ts";

const doing = "get a timestamp for the signature";

/** `AlgorithmIdentifier` of SHA-256 in DER, RFC 5754 § 2. */
const sha256Algorithm = Buffer.from("300d06096086480165030402010500", "hex");

/**
 * Asks a timestamp authority when it has seen `signature` (RFC 3161 § 2.4, over HTTP § 3.4); gives its whole answer, in
 * DER, which is what bundles hold. Throws SIGNING.
 */
export async function requestTimestamp(
  address: URL,
  signature: Uint8Array,
  ask: AskService,
  signal: AbortSignal,
): Promise<Buffer> {
  // Signing configs give the whole address; those who know only the host mean Sigstore's own server.
  const url = address.pathname === "/" ? endpointUrl(address, "api/v1/timestamp") : address;
  const imprint = sha256(signature);
  const body = { type: "application/timestamp-query", bytes: query(imprint) };
  const headers = { accept: "application/timestamp-reply" };
  const answer = Buffer.from((await ask({ doing, method: "POST", url, body, headers }, signal)).body);
  if (!isGranted(answer)) throw unexpected(doing, url, "the answer grants no timestamp");
  if (!answer.includes(imprint)) throw unexpected(doing, url, "the timestamp is for something else");
  return answer;
}

/** `TimeStampReq`: version 1, the digest, and that the authority's certificate is wanted. */
function query(imprint: Buffer): Buffer {
  const messageImprint = der(0x30, Buffer.concat([sha256Algorithm, der(0x04, imprint)]));
  const wantsCertificate = der(0x01, Buffer.from([0xff]));
  return der(0x30, Buffer.concat([der(0x02, Buffer.from([1])), messageImprint, wantsCertificate]));
}

/** One value in DER, no longer than 127 bytes. */
function der(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag, content.length]), content]);
}

/** Whether `TimeStampResp` begins with the status granted (0) or grantedWithMods (1). */
function isGranted(answer: Buffer): boolean {
  const [tag, length = 0] = answer;
  const status = 2 + (length > 0x80 ? length - 0x80 : 0);
  return (
    tag === 0x30 &&
    answer[status] === 0x30 &&
    answer[status + 2] === 0x02 &&
    answer[status + 3] === 1 &&
    (answer[status + 4] ?? 2) <= 1
  );
}
