
import { t as require_dist } from "./shared9.js";
import { r as messageOf, t as PublishError } from "./shared4.js";

// src/signing/provenance.ts
var import_dist = require_dist();
const messageStart = "-----BEGIN PGP SIGNED MESSAGE-----";
const signatureStart = "-----BEGIN PGP SIGNATURE-----";
const signatureEnd = "-----END PGP SIGNATURE-----";
/**
* Reads a `.prov` file as Helm does (Helm v4.1.4 pkg/provenance/sign.go): a clear-signed message (RFC 9580 § 7) of two
* YAML parts, of which the second lists the digests. Text around the message and CRLF do no harm. Throws
* PROVENANCE_INVALID, naming `source`.
*/
function readProvenance(bytes, source) {
	return parseSignedText(textOf(clearSignedMessage(bytes, source)), source);
}
/** What the text of a clear-signed message says, its dash escapes taken off. Throws PROVENANCE_INVALID, naming `source`. */
function parseSignedText(text, source) {
	const [, list] = `${text}\n`.split("\n...\n");
	if (list === void 0) throw invalid(source, "the signed text has no second part after a line with \"...\"");
	const files = parseFiles(list, source);
	if (files.size === 0) throw invalid(source, "the signed text lists no archive under \"files\"");
	return {
		source,
		files
	};
}
/**
* Throws PROVENANCE_INVALID unless the provenance names this very archive, so that `helm verify` can accept the two.
* Only a consumer's key can tell whether the signature is good. `what` opens the message.
*/
function checkProvenance(provenance, archive, what = `Could not attach ${provenance.source} to ${archive.fileName}`) {
	const { files } = provenance;
	const { fileName, digest } = archive;
	const signed = files.get(fileName);
	if (signed === digest) return;
	if (signed === void 0) {
		const others = [...files.keys()].map((name) => JSON.stringify(name)).join(", ");
		throw new PublishError("PROVENANCE_INVALID", `${what}: it is for ${others}, and Helm would look for the chart's file name.`, { hint: "Sign the archive under the name <name>-<version>.tgz, or remove the .prov file." });
	}
	if (signed.toLowerCase() === digest) throw new PublishError("PROVENANCE_INVALID", `${what}: it has the digest in upper case, which Helm does not accept.`, { hint: `Sign the archive again, with ${digest}.` });
	throw new PublishError("PROVENANCE_INVALID", `${what}: it is for an archive with ${JSON.stringify(signed)}, and this one has ${digest}.`, { hint: "The archive was packaged again after it was signed: sign it again, or remove the .prov file." });
}
/**
* The lines of the first clear-signed message in a file, from its first to its last, without trailing blanks, which are
* not signed (RFC 9580 § 7.2). Throws PROVENANCE_INVALID, naming `source`.
*/
function clearSignedMessage(bytes, source) {
	const trimmed = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes).split(/\r?\n/).map((line) => line.replace(/[ \t]+$/, ""));
	const start = trimmed.indexOf(messageStart);
	if (start < 0) throw invalid(source, `it has no line ${messageStart}`);
	const headersEnd = trimmed.indexOf("", start);
	const signature = trimmed.indexOf(signatureStart, start);
	const end = trimmed.indexOf(signatureEnd, signature);
	if (headersEnd < 0 || signature < headersEnd || end < signature) throw invalid(source, "the signed message is incomplete");
	return trimmed.slice(start, end + 1);
}
function textOf(message) {
	return message.slice(message.indexOf("") + 1, message.indexOf(signatureStart)).map((line) => line.replace(/^- /, "")).join("\n");
}
function parseFiles(text, source) {
	const files = /* @__PURE__ */ new Map();
	for (const [name, digest] of filesNode(text, source)) {
		if (typeof digest !== "string") throw invalid(source, `the digest of ${JSON.stringify(name)} is no text`);
		files.set(String(name), digest);
	}
	return files;
}
function filesNode(text, source) {
	try {
		const document = (0, import_dist.parse)(text, {
			mapAsMap: true,
			uniqueKeys: false,
			prettyErrors: false
		});
		const files = document instanceof Map ? document.get("files") : void 0;
		return files instanceof Map ? files : /* @__PURE__ */ new Map();
	} catch (error) {
		throw invalid(source, `the list of signed files is no YAML (${messageOf(error)})`, error);
	}
}
function invalid(source, why, cause) {
	return new PublishError("PROVENANCE_INVALID", `Could not read ${source}: ${why}.`, {
		hint: "A provenance file is what `helm package --sign` writes beside the archive. Sign again, or remove the file.",
		...cause === void 0 ? {} : { cause }
	});
}

export { readProvenance as i, clearSignedMessage as n, parseSignedText as r, checkProvenance as t };