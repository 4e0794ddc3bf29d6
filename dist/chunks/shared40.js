
import { r as messageOf, t as PublishError } from "./shared4.js";
import { n as clearSignedMessage, r as parseSignedText, t as checkProvenance } from "./shared18.js";

// src/signing/pgp/unsupported-curves.ts
/** Curves for which OpenPGP.js 6.3 on Node.js asks for a package that it does not bring. */
const unsupportedCurves = [
	"secp256k1",
	"brainpoolP256r1",
	"brainpoolP384r1",
	"brainpoolP512r1"
];

// src/signing/pgp/verify-provenance.ts
/**
* Verifies that a key of the ring signed the provenance file, was neither expired nor revoked then, and that the signed
* text names this very archive. Keys that GnuPG and Helm 4 take are taken, but for secp256k1 and Brainpool curves;
* SHA-1 signatures are not. Throws PROVENANCE_INVALID, saying what is wrong.
*/
async function verifyProvenance(bytes, archive, keyring, { source, now }) {
	const doing = `Could not verify ${source} for ${archive.fileName}`;
	const message = await readMessage(bytes, source, doing);
	const signature = await verifySignature(message, keyring, now, doing);
	checkProvenance(parseSignedText(message.getText(), source), archive, doing);
	return signature;
}
async function readMessage(bytes, source, doing) {
	const lines = clearSignedMessage(bytes, source);
	const { readCleartextMessage } = await import("./openpgp.js");
	try {
		return await readCleartextMessage({ cleartextMessage: `${lines.join("\n")}\n` });
	} catch (cause) {
		throw invalid(`${doing}: the signature cannot be read (${messageOf(cause)})`, cause);
	}
}
async function verifySignature(message, keyring, now, doing) {
	const ids = message.getSigningKeyIDs();
	if (ids.length === 0) throw invalid(`${doing}: it holds no signature`);
	const signers = keyring.filter((key) => ids.some((id) => key.getKeys(id).length > 0));
	if (signers.length === 0) throw invalid(`${doing}: it is signed by key ${ids.map((id) => id.toHex().toUpperCase()).join(", ")}, which the keyring does not hold`);
	const reasons = [];
	for (const key of signers) {
		const found = await signatureOf(message, key, now, reasons);
		if (found !== void 0) return found;
	}
	throw invalid(`${doing}: ${reasons.join("; ")}`);
}
/** The first signature of `key` that holds; why not goes to `reasons`. */
async function signatureOf(message, key, now, reasons) {
	const openpgp = await import("./openpgp.js");
	const { curve } = key.getAlgorithmInfo();
	if (curve !== void 0 && unsupportedCurves.includes(curve)) {
		reasons.push(`key ${key.getFingerprint().toUpperCase()} is on the curve ${curve}, which is not supported`);
		return;
	}
	const config = {
		minRSABits: 1024,
		rejectPublicKeyAlgorithms: /* @__PURE__ */ new Set(),
		rejectCurves: /* @__PURE__ */ new Set()
	};
	const { signatures } = await openpgp.verify({
		message,
		verificationKeys: key.toPublic(),
		date: now,
		config
	});
	for (const { keyID, verified, signature } of signatures) {
		if (key.getKeys(keyID).length === 0) continue;
		try {
			await verified;
			const [packet] = (await signature).packets;
			const [userId] = key.getUserIDs();
			return {
				fingerprint: key.getFingerprint().toUpperCase(),
				...userId !== void 0 && { userId },
				time: packet?.created ?? now
			};
		} catch (error) {
			reasons.push(reasonOf(error, key));
		}
	}
}
function reasonOf(error, key) {
	const words = messageOf(error);
	const name = key.getFingerprint().toUpperCase();
	if (words === "Signed digest did not match") return `the text is not what key ${name} signed: it was changed afterwards`;
	return `the signature of key ${name} does not hold (${words})`;
}
function invalid(message, cause) {
	return new PublishError("PROVENANCE_INVALID", `${message}.`, {
		hint: "Is this the chart you mean, and does the keyring hold its publisher's public key? If so, trust neither file and ask the publisher.",
		...cause === void 0 ? {} : { cause }
	});
}

// src/signing/pgp/keyring.ts
const block = /-----BEGIN PGP (PUBLIC|PRIVATE) KEY BLOCK-----[\s\S]*?-----END PGP \1 KEY BLOCK-----/g;
/** Where GnuPG's own key box has its name, which no OpenPGP implementation but GnuPG reads. */
const keyBox = {
	name: "KBXf",
	start: 8
};
/**
* Reads a keyring: binary as `gpg --export` writes it, armored with one block or several, or either in base64. Throws
* USAGE, naming `source`; never what was read, for it may be secret.
*/
async function readKeyring(material, source) {
	const bytes = typeof material === "string" ? Buffer.from(material) : Buffer.from(material);
	try {
		const keys = await readKeys(bytes);
		if (keys.length === 0) throw new Error("it holds no OpenPGP key");
		return keys;
	} catch (cause) {
		const why = bytes.toString("latin1", keyBox.start, keyBox.start + 4) === keyBox.name ? "it is a key box, which only GnuPG reads" : messageOf(cause);
		throw new PublishError("USAGE", `Could not read ${source}: ${why}.`, {
			cause,
			hint: "Export it with `gpg --armor --export` (or `--export-secret-keys`) and give the whole block, first and last line included, or its base64."
		});
	}
}
async function readKeys(bytes) {
	const { readKeys: readMany } = await import("./openpgp.js");
	if (isBinary(bytes)) return readMany({ binaryKeys: new Uint8Array(bytes) });
	const blocks = bytes.toString("utf8").match(block);
	if (blocks !== null) {
		const read = blocks.map((text) => readMany({ armoredKeys: withoutIndent(text) }));
		return (await Promise.all(read)).flat();
	}
	const text = bytes.toString("latin1").replace(/\s+/g, "");
	if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw new Error("it is no armored, binary or base64 OpenPGP key");
	const decoded = Buffer.from(text, "base64");
	if (isBinary(decoded) || decoded.toString("utf8").match(block) !== null) return readKeys(decoded);
	throw new Error("what it holds in base64 is no OpenPGP key");
}
/** A packet's first bit is set (RFC 9580 § 4.2), a text's never. */
const isBinary = (bytes) => ((bytes[0] ?? 0) & 128) !== 0;
/** A block that was pasted into YAML may have kept the blanks in front of its lines. */
const withoutIndent = (text) => text.replace(/^[ \t]+|[ \t\r]+$/gm, "");

export { verifyProvenance as n, unsupportedCurves as r, readKeyring as t };