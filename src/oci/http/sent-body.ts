/** A body with its media type. */
export interface TypedBody {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** What is sent: bytes of a type as they are, anything else as JSON; nothing for no body. */
export function sentBody(body: object | undefined): TypedBody | undefined {
  if (body === undefined || isTyped(body)) return body;
  return { type: "application/json", bytes: Buffer.from(JSON.stringify(body)) };
}

function isTyped(body: object): body is TypedBody {
  return "bytes" in body && body.bytes instanceof Uint8Array;
}
