import { timingSafeEqual } from "node:crypto";
import { digestOf } from "../../digest.ts";
import type { Secret } from "../../secret.ts";
import { Refusal } from "./refusal.ts";

/** The one user a registry lets in. */
export interface ServerCredentials {
  readonly username: string;
  readonly password: Secret;
}

/** Refuses whoever does not send `credentials` by Basic authentication, RFC 7617; takes the same time for all of them. */
export function checkCredentials(authorization: string | undefined, credentials: ServerCredentials): void {
  const [, token = ""] = /^basic ([a-z0-9+/=]+)$/i.exec(authorization ?? "") ?? [];
  const expected = `${credentials.username}:${credentials.password.reveal()}`;
  const given = Buffer.from(token, "base64");
  // Digests have one length, which timingSafeEqual asks for.
  if (timingSafeEqual(Buffer.from(digestOf(given)), Buffer.from(digestOf(expected)))) return;
  throw new Refusal(401, "UNAUTHORIZED", "authentication required", {
    headers: { "www-authenticate": 'Basic realm="registry"' },
  });
}
