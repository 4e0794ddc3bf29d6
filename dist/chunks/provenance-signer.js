
import "./rolldown-runtime.js";
import { t as resolvePlain } from "./shared10.js";
import { r as messageOf, t as PublishError } from "./shared4.js";
import { n as verifyProvenance, r as unsupportedCurves, t as readKeyring } from "./shared40.js";
import { n as selectKey, t as nameOf$1 } from "./shared47.js";

// src/artifact/go-yaml-order.ts
const isDigit = (character) => /^\p{Nd}$/u.test(character ?? "");
const isLetter = (character) => /^\p{L}$/u.test(character);
/**
* The order in which go-yaml v2.4 writes the keys of a map (sorter.go): runs of digits count as numbers, and
* letters come after other characters.
*/
function compareKeys(one, other) {
	const [a, b] = [[...one], [...other]];
	const at = a.findIndex((character, index) => character !== b[index]);
	if (at < 0 || at >= b.length) return a.length - b.length;
	const [x = "", y = ""] = [a[at], b[at]];
	const [xIsLetter, yIsLetter] = [isLetter(x), isLetter(y)];
	if (xIsLetter && yIsLetter) return byCodePoint(x, y);
	if (xIsLetter || yIsLetter) return xIsLetter ? 1 : -1;
	const start = x === "0" || y === "0" ? leadingNumber(a, at) : 0n;
	const [m, n] = [numberFrom(a, at, start), numberFrom(b, at, start)];
	if (m.value !== n.value) return m.value < n.value ? -1 : 1;
	return m.end - n.end || byCodePoint(x, y);
}
/** 1 where the digits before a zero make it one of a number, not the zero in front of one. */
function leadingNumber(characters, at) {
	for (let index = at - 1; isDigit(characters[index]); index--) if (characters[index] !== "0") return 1n;
	return 0n;
}
function numberFrom(characters, at, start) {
	let value = start;
	let end = at;
	for (; isDigit(characters[end]); end++) value = value * 10n + BigInt(codeOf(characters[end]) - 48);
	return {
		value: BigInt.asIntN(64, value),
		end
	};
}
const codeOf = (character = "") => character.codePointAt(0) ?? 0;
const byCodePoint = (x, y) => codeOf(x) - codeOf(y);

// src/artifact/go-yaml-scalar.ts
/** A line is folded at the first single blank after this many characters. */
const width = 80;
/** A scalar in the style that go-yaml v2.4 picks: plain if it reads as text, else quoted; in lines where it has several. */
function emitScalar(value, place) {
	if (typeof value !== "string") return String(value);
	const traits = traitsOf(value);
	if (value.includes("\n")) return traits.isBlockable && !place.isKey ? literal(value, place.indent) : doubleQuoted(value, place);
	if (!readsAsText(value)) return doubleQuoted(value, place);
	if (traits.isPlain) return folded(value, place);
	return traits.isSpecial ? doubleQuoted(value, place) : singleQuoted(value, place);
}
/** Whether a reader of YAML 1.1 takes the bare word for text: no number, no date, no `yes`, no sexagesimal. */
function readsAsText(value) {
	return typeof resolvePlain(value) === "string" && !timestamp.test(value) && !/^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(value);
}
const timestamp = /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]| )\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z| ?[-+]\d{2}:\d{2})?)?$/;
/** What go-yaml's emitterc.go does not call printable: controls, a byte order mark, and all beyond U+FFFF. */
const unprintable = /[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;
function traitsOf(value) {
	const isSpecial = unprintable.test(value) || / [\n\u2028\u2029]/.test(value);
	const hasIndicator = /^(?:[#,[\]{}&*!|>'"%@`]|[?:-](?:[ \t]|$)|---|\.\.\.)/.test(value) || /:(?:[ \t]|$)|[\s\u2028\u2029]#/.test(value.slice(1)) || /^[ \t]#/.test(value);
	const hasOuterSpace = /^[ \n\u2028\u2029]|[ \n\u2028\u2029]$/.test(value);
	return {
		isSpecial,
		isPlain: !isSpecial && !hasIndicator && !hasOuterSpace && !/[\n\u2028\u2029]/.test(value),
		isBlockable: !isSpecial && !value.endsWith(" ")
	};
}
function literal(value, indent) {
	const hint = /^[ \n]/.test(value) ? "2" : "";
	const chomp = value.endsWith("\n\n") || value === "\n" ? "+" : value.endsWith("\n") ? "" : "-";
	const lines = (value.endsWith("\n") ? value.slice(0, -1) : value).split("\n");
	return [`|${hint}${chomp}`, ...lines.map((line) => line === "" ? "" : " ".repeat(indent) + line)].join("\n");
}
function singleQuoted(value, place) {
	return `'${folded(value.replaceAll("'", "''"), {
		...place,
		column: place.column + 1
	}, true)}'`;
}
/** Single blanks beyond the width become line breaks; never the first or last character of what is quoted. */
function folded(value, { indent, column, isKey }, isQuoted = false) {
	const characters = [...value];
	let at = column;
	let written = "";
	for (const [index, character] of characters.entries()) {
		const isInner = !isQuoted || index > 0 && index < characters.length - 1;
		if (character === " " && characters[index - 1] !== " " && characters[index + 1] !== " " && isInner && !isKey && at > width) {
			written += `\n${" ".repeat(indent)}`;
			at = indent;
		} else {
			written += character;
			at++;
		}
	}
	return written;
}
const escapes = {
	"\0": "0",
	"\x07": "a",
	"\b": "b",
	"	": "t",
	"\n": "n",
	"\v": "v",
	"\f": "f",
	"\r": "r",
	"\x1B": "e",
	"\"": "\"",
	"\\": "\\",
	"": "N",
	"\u2028": "L",
	"\u2029": "P"
};
function doubleQuoted(value, { indent, column, isKey }) {
	const characters = [...value];
	let at = column + 1;
	let written = "\"";
	for (const [index, character] of characters.entries()) {
		const isInner = index > 0 && index < characters.length - 1;
		if (character === " " && characters[index - 1] !== " " && isInner && !isKey && at > width) {
			written += `\n${" ".repeat(indent)}${characters[index + 1] === " " ? "\\" : ""}`;
			at = characters[index + 1] === " " ? indent + 1 : indent;
			continue;
		}
		const text = unprintable.test(character) || character in escapes ? escaped(character) : character;
		written += text;
		at += text.length;
	}
	return `${written}"`;
}
function escaped(character) {
	const short = escapes[character];
	if (short !== void 0) return `\\${short}`;
	const code = character.codePointAt(0) ?? 0;
	const [letter, digits] = code <= 255 ? ["x", 2] : code <= 65535 ? ["u", 4] : ["U", 8];
	return `\\${letter}${code.toString(16).toUpperCase().padStart(digits, "0")}`;
}

// src/artifact/go-yaml.ts
/** A key that is longer is written in the explicit form, in bytes (go-yaml v2.4 emitterc.go, check_simple_key). */
const maxSimpleKeyBytes = 128;
/**
* Block YAML with the very bytes of go-yaml v2.4, through which sigs.k8s.io/yaml writes Chart.yaml and the metadata of
* provenance files: keys in its natural order, lines folded after 80 columns, sequences not indented below their key.
*/
function goYaml(value) {
	return `${emit(value, {
		indent: 0,
		column: 0,
		isKey: false
	})}\n`;
}
/** The node as it stands at `place`; without the line feed that ends it. */
function emit(value, place) {
	if (value instanceof Map) return emitMapping(value, place);
	if (Array.isArray(value)) return emitSequence(value, place);
	return emitScalar(value, place);
}
function emitMapping(map, { indent }) {
	if (map.size === 0) return "{}";
	return [...map].sort(([a], [b]) => compareKeys(a, b)).map(([key, member]) => emitMember(key, member, indent)).join(`\n${" ".repeat(indent)}`);
}
function emitMember(key, value, indent) {
	if (Buffer.byteLength(key) <= maxSimpleKeyBytes && !/[\n\u2028\u2029]/.test(key)) {
		const name = `${emitScalar(key, {
			indent,
			column: indent,
			isKey: true
		})}:`;
		return name + emitValue(value, indent, indent + [...name].length);
	}
	const place = {
		indent: indent + 2,
		column: indent + 2,
		isKey: false
	};
	return `? ${emitScalar(key, place)}\n${" ".repeat(indent)}: ` + emit(value, place);
}
function emitValue(value, indent, column) {
	if (value instanceof Map && value.size > 0) return `\n${" ".repeat(indent + 2)}${emit(value, {
		indent: indent + 2,
		column: indent + 2,
		isKey: false
	})}`;
	if (Array.isArray(value) && value.length > 0) return `\n${" ".repeat(indent)}${emit(value, {
		indent,
		column: indent,
		isKey: false
	})}`;
	return ` ${emit(value, {
		indent: indent + 2,
		column: column + 1,
		isKey: false
	})}`;
}
function emitSequence(items, { indent }) {
	if (items.length === 0) return "[]";
	const inner = indent + 2;
	return items.map((item) => `- ${emit(item, {
		indent: inner,
		column: inner,
		isKey: false
	})}`).join(`\n${" ".repeat(indent)}`);
}

// src/signing/pgp/helm3.ts
/** Curves that golang.org/x/crypto/openpgp knows, with which every Helm 3 reads keys. */
const knownCurves = [
	"nistP256",
	"nistP384",
	"nistP521"
];
const knownAlgorithms = [
	"rsaEncryptSign",
	"rsaEncrypt",
	"rsaSign",
	"dsa",
	"elgamal"
];
/**
* What to warn of because Helm 3 cannot read it: a ring whose last key has a part it does not know does not load at all,
* and no signature verifies.
*/
function helm3Warnings(key, part) {
	const fingerprint = key.getFingerprint().toUpperCase();
	if (!isKnown(part) || !isKnown(key)) return [{
		message: `Helm 3 cannot verify signatures of key ${fingerprint}, which is ${nameOf((isKnown(part) ? key : part).getAlgorithmInfo())}: only Helm 4 can.`,
		hint: "Sign with an RSA key of 3072 bits or more where consumers use Helm 3."
	}];
	const strange = key.subkeys.find((subkey) => !isKnown(subkey));
	if (strange === void 0) return [];
	return [{
		message: `Helm 3 cannot load key ${fingerprint} with its subkey ${strange.getFingerprint().toUpperCase()}, which is ${nameOf(strange.getAlgorithmInfo())}.`,
		hint: `Give consumers an export without that subkey: \`gpg --export --export-filter drop-subkey="key_algo >= 18" ${fingerprint}\`.`
	}];
}
function isKnown(part) {
	const { algorithm, curve } = part.getAlgorithmInfo();
	return ("version" in part.keyPacket ? part.keyPacket.version : 4) === 4 && (curve === void 0 ? knownAlgorithms.includes(algorithm) : knownCurves.includes(curve));
}
function nameOf({ algorithm, curve }) {
	return curve === void 0 ? algorithm : {
		ed25519Legacy: "Ed25519",
		curve25519Legacy: "Curve25519"
	}[curve] ?? curve;
}

// src/signing/pgp/signing-key.ts
/**
* Reads the key, chooses the part that signs (the newest subkey that may, else the primary key, as GnuPG does) and opens
* it. Throws USAGE with all that is wrong: expired, revoked, not for signing, passphrase missing or wrong.
*/
async function readSigningKey(input, now) {
	const selected = selectKey(await readKeyring(input.key.reveal(), "pgp-key"), input.keyId);
	const { key } = selected;
	const problems = [];
	const part = await usablePart(selected, now, problems);
	await unlock(part ?? firstSecret(selected), input.passphrase, problems);
	if (problems.length > 0 || part === void 0) throw new PublishError("USAGE", `Could not sign with key ${nameOf$1(key)}.`, { problems });
	return {
		key,
		part: part.getKeyID(),
		warnings: helm3Warnings(key, part)
	};
}
/** The parts whose secret is there, in the order in which they are tried; a primary key may be kept offline. */
function secretParts({ key, subkey }) {
	return [...[...key.subkeys].sort((a, b) => b.getCreationTime().getTime() - a.getCreationTime().getTime()), key].filter((part) => hasSecret(part) && (subkey === void 0 || part.getFingerprint() === subkey));
}
const firstSecret = (selected) => secretParts(selected)[0];
function hasSecret({ keyPacket }) {
	return "isDummy" in keyPacket && !keyPacket.isDummy();
}
async function usablePart(selected, now, problems) {
	const { key } = selected;
	const reasons = await standing(key, now);
	if (reasons.length > 0) {
		problems.push(...reasons);
		return;
	}
	const parts = secretParts(selected);
	let why = "its secret part is not in the export";
	for (const part of parts) {
		const { curve } = part.getAlgorithmInfo();
		if (curve !== void 0 && unsupportedCurves.includes(curve)) {
			why = `the curve ${curve} is not supported`;
			continue;
		}
		try {
			await key.getSigningKey(part.getKeyID(), now);
			return part;
		} catch (error) {
			why = messageOf(error);
		}
	}
	problems.push({
		message: `it has no part that may sign now: ${why}`,
		hint: "Add a signing subkey (`gpg --quick-add-key FINGERPRINT rsa3072 sign`) or renew the one it has, and export the key again."
	});
}
/** What bars the key as a whole. */
async function standing(key, now) {
	if (await key.isRevoked(void 0, void 0, now)) return [{
		message: "it is revoked",
		hint: "Sign with another key."
	}];
	if (key.getCreationTime() > now) return [{
		message: `it was made at ${key.getCreationTime().toISOString()}, which is in the future`,
		hint: "Set the clock right."
	}];
	const end = await key.getExpirationTime().catch(() => null);
	if (!(end instanceof Date) || end > now) return [];
	return [{
		message: `it expired at ${end.toISOString()}`,
		hint: "Renew it (`gpg --quick-set-expire FINGERPRINT 2y`), export it again, and tell consumers to import it anew."
	}];
}
async function unlock(part, passphrase, problems) {
	if (part === void 0 || part.isDecrypted()) return;
	if (passphrase === void 0) {
		problems.push({
			message: "it is protected by a passphrase",
			hint: "Set pgp-passphrase; is the secret defined, and visible to this event?"
		});
		return;
	}
	const { keyPacket } = part;
	try {
		if ("decrypt" in keyPacket) await keyPacket.decrypt(passphrase.reveal());
	} catch (error) {
		const isWrong = messageOf(error).startsWith("Incorrect key passphrase");
		problems.push({
			message: isWrong ? "pgp-passphrase is not its passphrase" : `it cannot be opened (${messageOf(error)})`,
			hint: isWrong ? "Blanks and line ends around the secret do not count. Try it with `gpg --export-secret-keys`." : "Export the key with GnuPG 2.2 or later, or with another passphrase."
		});
	}
}

// src/signing/pgp/provenance-signer.ts
/** Reads and opens the key; `now` is asked at every signature. Throws USAGE with all that is wrong with the key. */
async function createProvenanceSigner(input, now) {
	const { key, part, warnings } = await readSigningKey(input, now());
	const openpgp = await import("./openpgp.js");
	const verify = (bytes, archive, source) => verifyProvenance(bytes, archive, [key], {
		source,
		now: now()
	});
	return {
		fingerprint: key.getFingerprint().toUpperCase(),
		warnings,
		async sign(archive) {
			const message = await openpgp.createCleartextMessage({ text: provenanceText(archive) });
			const signed = await openpgp.sign({
				message,
				signingKeys: key,
				signingKeyIDs: [part],
				date: now(),
				config: { preferredHashAlgorithm: openpgp.enums.hash.sha512 }
			});
			const bytes = Buffer.from(signed);
			await verify(bytes, archive, `the signature of ${archive.fileName}`);
			return bytes;
		},
		verify
	};
}
/** The text that Helm signs: metadata and digests in YAML, parted by `...` (Helm v4.1.4 pkg/provenance/sign.go). */
function provenanceText({ metadata, fileName, digest }) {
	const files = /* @__PURE__ */ new Map([["files", /* @__PURE__ */ new Map([[fileName, digest]])]]);
	return `${goYaml(metadata)}\n...\n${goYaml(files)}`;
}

export { createProvenanceSigner };