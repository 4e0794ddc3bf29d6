
import { i as __toESM } from "./rolldown-runtime.js";
import { r as messageOf, t as PublishError } from "./shared4.js";

// src/signing/sigstore/trust.ts
const mediaType = "application/vnd.dev.sigstore.trustedroot";
/**
* Reads a trusted root: `trusted_root.json` as Sigstore and GitHub publish it and `cosign trusted-root create` writes
* it (`sigstore_trustroot.proto` of sigstore/protobuf-specs v0.5.0). Throws USAGE, naming `source`.
*/
async function readTrustedRoot(text, source) {
	const [{ TrustedRoot }, { toTrustMaterial }] = await Promise.all([import("./dist.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1)), import("./dist3.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1))]);
	try {
		const root = TrustedRoot.fromJSON(JSON.parse(text));
		if (!root.mediaType.startsWith(mediaType)) throw new Error(`its mediaType is not ${mediaType}+json`);
		if (root.certificateAuthorities.length + root.tlogs.length + root.timestampAuthorities.length === 0) throw new Error("it names no authority and no log");
		return toTrustMaterial(root);
	} catch (cause) {
		throw new PublishError("USAGE", `Could not use ${source} as trusted root: ${messageOf(cause)}.`, {
			hint: "A trusted root is the trusted_root.json of a Sigstore instance; `gh attestation trusted-root` prints GitHub's.",
			cause
		});
	}
}

export { readTrustedRoot as t };