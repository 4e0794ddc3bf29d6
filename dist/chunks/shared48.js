
// src/oci/http/sent-body.ts
/** What is sent: bytes of a type as they are, anything else as JSON; nothing for no body. */
function sentBody(body) {
	if (body === void 0 || isTyped(body)) return body;
	return {
		type: "application/json",
		bytes: Buffer.from(JSON.stringify(body))
	};
}
function isTyped(body) {
	return "bytes" in body && body.bytes instanceof Uint8Array;
}

export { sentBody as t };