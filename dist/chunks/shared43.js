
import { i as __toESM } from "./rolldown-runtime.js";
import { a as createRetrier, i as cancellable, m as digestOf, n as createTransport } from "./shared2.js";
import { r as messageOf, t as PublishError } from "./shared4.js";
import { t as MediaType } from "./shared14.js";
import { t as follow } from "./shared17.js";
import { t as readTrustedRoot } from "./shared44.js";
import { X509Certificate, createPublicKey, verify } from "node:crypto";

// src/signing/sigstore/statement-check.ts
const payloadType = "application/vnd.in-toto+json";
const statementTypes = ["https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1"];
/**
* Checks what libraries leave to their callers (in-toto attestation v1.1 § Validating): that the payload is a statement
* of this predicate type, and that one of its subjects is this very manifest.
*/
function checkStatement(payload, digest, predicateType) {
	if (payload.type !== payloadType) return {
		predicate: void 0,
		problems: [`what it signs is ${shown(payload.type)} and not ${payloadType}`]
	};
	const statement = parseObject(payload.bytes);
	if (statement === void 0 || !statementTypes.includes(statement["_type"])) return {
		predicate: void 0,
		problems: ["what it signs is no in-toto statement"]
	};
	const problems = [];
	if (statement["predicateType"] !== predicateType) problems.push(`it is a statement of type ${shown(statement["predicateType"])} and not ${shown(predicateType)}`);
	const subjects = subjectsOf(statement);
	if (!subjects.includes(digest)) problems.push(`it is about ${subjects.map(shown).join(", ") || "nothing that has a digest"}`);
	return {
		predicate: statement["predicate"],
		problems
	};
}
/** Untrusted text, for a message. */
function shown(value) {
	const text = JSON.stringify(value) ?? "nothing";
	return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
function subjectsOf({ subject }) {
	if (!Array.isArray(subject)) return [];
	return subject.map((one) => asObject(asObject(one)?.["digest"])?.["sha256"]).filter((hex) => typeof hex === "string").map((hex) => `sha256:${hex}`);
}
function parseObject(bytes) {
	try {
		return asObject(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
	} catch {
		return;
	}
}
function asObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
}

// src/signing/sigstore/verify-material.ts
/** Why a signature does not count, all of it, in words for a message. */
var Refusal = class extends Error {
	name = "Refusal";
	problems;
	constructor(problems, cause) {
		super(problems.join("; "), cause === void 0 ? void 0 : { cause });
		this.problems = problems;
	}
};
/** Each costs a check; nobody needs more (as sigstore-go v1.1.4 pkg/verify/tlog.go and tsa.go). */
const MAX_ENTRIES = 32;
const nobody = {
	certificateAuthorities: [],
	timestampAuthorities: [],
	tlogs: [],
	ctlogs: []
};
/**
* Checks everything of a bundle but what its statement says: signature, certificate, logs, timestamps, and whose it is.
* A log that is not trusted counts for nothing and does no harm (as sigstore-go v1.1.4 pkg/verify/tlog.go). Throws Refusal.
*/
async function verifyMaterial(bundle, judgement) {
	const { policy, trust = nobody, artifact } = judgement;
	const { signatory, logs = 1 } = policy;
	const { toSignedEntity, Verifier } = await import("./dist3.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	checkSize(bundle);
	const known = onlyKnownLogs(bundle, trust, judgement.trust !== void 0);
	checkKind(known, signatory);
	const { tlogEntries } = known.verificationMaterial;
	if (tlogEntries.length < logs) throw new Refusal([`no proof that a trusted log holds it: ${tlogEntries.length} of ${logs}`]);
	const isKey = signatory.kind === "key";
	const verifier = new Verifier(materialOf(trust, signatory), {
		tlogThreshold: logs,
		ctlogThreshold: isKey ? 0 : policy.certificateLogs ?? 1,
		timestampThreshold: isKey ? 0 : 1
	});
	let entity;
	let signer;
	try {
		entity = toSignedEntity(known, artifact === void 0 ? void 0 : Buffer.from(artifact));
		signer = verifier.verify(entity);
	} catch (error) {
		throw new Refusal([reasonOf(error)], error);
	}
	const signedAt = earliest(entity);
	const [entry] = tlogEntries;
	return {
		signer: checkSigner(signer, signatory),
		...signedAt !== void 0 && { signedAt },
		...entry !== void 0 && { logIndex: entry.logIndex }
	};
}
function checkSize({ verificationMaterial }) {
	const { tlogEntries, timestampVerificationData } = verificationMaterial;
	const count = tlogEntries.length + (timestampVerificationData?.rfc3161Timestamps.length ?? 0);
	if (count > MAX_ENTRIES) throw new Refusal([`it has ${count} log entries and timestamps, and ${MAX_ENTRIES} are the most`]);
}
function onlyKnownLogs(bundle, trust, hasTrust) {
	const { verificationMaterial } = bundle;
	const entries = verificationMaterial.tlogEntries;
	const isKnown = (id) => trust.tlogs.some(({ logID }) => logID.equals(id));
	return {
		...bundle,
		verificationMaterial: {
			...verificationMaterial,
			tlogEntries: entries.filter(({ logId }) => isKnown(logId.keyId)),
			timestampVerificationData: hasTrust ? verificationMaterial.timestampVerificationData : void 0
		}
	};
}
function checkKind(bundle, signatory) {
	const hasKey = bundle.verificationMaterial.content.$case === "publicKey";
	if (signatory.kind === "key" && !hasKey) throw new Refusal(["it was made with a certificate, and not with the public key asked for"]);
	if (signatory.kind === "identity" && hasKey) throw new Refusal(["it was made with a key, and names no identity"]);
}
function materialOf(trust, signatory) {
	const publicKey = (key) => () => ({
		publicKey: key,
		validFor: () => true
	});
	const none = () => {
		throw new Error("no public key is asked for");
	};
	return {
		...trust,
		publicKey: signatory.kind === "key" ? publicKey(signatory.publicKey) : none
	};
}
function checkSigner({ identity: found }, signatory) {
	if (signatory.kind === "key") return { kind: "key" };
	const identity = found?.subjectAlternativeName ?? "";
	const issuer = found?.extensions?.issuer ?? "";
	const problems = [];
	if (!signatory.identity.matches(identity)) problems.push(`it was made by ${shown(identity)}, and not by ${signatory.identity.says}`);
	if (!signatory.issuer.matches(issuer)) problems.push(`${shown(issuer)} vouches for its maker, and not ${signatory.issuer.says}`);
	if (problems.length > 0) throw new Refusal(problems);
	return {
		kind: "identity",
		identity,
		issuer
	};
}
/** What the library's codes mean to somebody who does not know them. */
const meanings = [
	[/^TLOG_BODY/, "the log holds something else than this signature of this content"],
	[/^TLOG/, "the proof of the log does not hold"],
	[/^TIMESTAMP/, "nothing that is trusted says when it was made"],
	[/^CERTIFICATE/, "its certificate was not good when it was made"],
	[/^SIGNATURE/, "the key did not make it, or its content was changed since"]
];
function reasonOf(error) {
	const { code, cause } = error;
	const words = cause instanceof Error ? `${messageOf(error)}: ${cause.message}` : messageOf(error);
	return `${meanings.find(([pattern]) => pattern.test(String(code)))?.[1] ?? "it cannot be read"} (${words})`;
}
function earliest({ timestamps }) {
	const known = timestamps.map((stamp) => {
		if (stamp.$case === "timestamp-authority") return stamp.timestamp.signingTime.getTime();
		return stamp.tlogEntry.inclusionPromise && Number(stamp.tlogEntry.integratedTime) * 1e3;
	}).filter((time) => time !== void 0);
	return known.length === 0 ? void 0 : new Date(Math.min(...known));
}

// src/signing/sigstore/verify-bundle.ts
/**
* Verifies a Sigstore bundle v0.3, as `cosign sign`, `cosign attest` and GitHub's attestations make it, stricter than
* `cosign verify`: the predicate type counts. Throws SIGNATURE_INVALID with every reason.
*/
async function verifyBundle(bytes, expected) {
	const { digest, policy } = expected;
	const { predicateType } = policy;
	try {
		const bundle = await readBundle(bytes);
		const payload = payloadOf(bundle);
		const { predicate, problems } = checkStatement(payload, digest, predicateType);
		const facts = await verifyMaterial(bundle, expected).catch((error) => {
			throw error instanceof Refusal ? new Refusal([...error.problems, ...problems], error.cause) : error;
		});
		if (problems.length > 0) throw new Refusal(problems);
		return {
			...facts,
			predicateType,
			predicate
		};
	} catch (error) {
		throw refused(digest, error);
	}
}
/** The error for a signature of `digest` that does not count; anything but a Refusal is passed on. */
function refused(digest, error) {
	if (!(error instanceof Refusal)) return error;
	return new PublishError("SIGNATURE_INVALID", `Could not accept a signature of ${digest}`, {
		problems: error.problems.map((message) => ({ message })),
		cause: error.cause ?? error
	});
}
async function readBundle(bytes) {
	const { bundleFromJSON, BUNDLE_V03_MEDIA_TYPE, BUNDLE_V03_LEGACY_MEDIA_TYPE } = await import("./dist2.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	let bundle;
	try {
		bundle = bundleFromJSON(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
	} catch (error) {
		throw new Refusal([`it is no complete Sigstore bundle (${messageOf(error)})`], error);
	}
	if (![BUNDLE_V03_MEDIA_TYPE, BUNDLE_V03_LEGACY_MEDIA_TYPE].includes(bundle.mediaType)) throw new Refusal([`it is ${shown(bundle.mediaType)}, a bundle older than v0.3`]);
	return bundle;
}
function payloadOf({ content }) {
	if (content.$case !== "dsseEnvelope") throw new Refusal(["it signs bytes, and no statement"]);
	const { payload, payloadType, signatures } = content.dsseEnvelope;
	if (signatures.length !== 1) throw new Refusal([`its envelope bears ${signatures.length} signatures`]);
	return {
		type: payloadType,
		bytes: payload
	};
}

// src/signing/sigstore/simple-signing.ts
const layerType = "application/vnd.dev.cosign.simplesigning.v1+json";
const configType = "application/vnd.oci.image.config.v1+json";
/** The tag under which cosign 2 keeps the signatures of a manifest (cosign v2.4 specs/SIGNATURE_SPEC.md). */
function signatureTag(digest) {
	return `${digest.replace(":", "-")}.sig`;
}
/** What cosign 2 signs: the manifest's digest, and the repository without tag. */
function simpleSigningPayload(repository, digest) {
	const critical = {
		identity: { "docker-reference": repository },
		image: { "docker-manifest-digest": digest },
		type: "cosign container image signature"
	};
	return Buffer.from(JSON.stringify({
		critical,
		optional: null
	}));
}
/** A signature as a layer: the payload, and in annotations all the rest. */
function signatureLayer(payload, signed) {
	const { certificate } = signed.key;
	const [entry] = signed.logEntries;
	const [timestamp] = signed.timestamps;
	const annotations = {
		"dev.cosignproject.cosign/signature": signed.signature.toString("base64"),
		...certificate && {
			"dev.sigstore.cosign/certificate": certificate.pem,
			"dev.sigstore.cosign/chain": certificate.chainPem
		},
		...entry && { "dev.sigstore.cosign/bundle": JSON.stringify({
			SignedEntryTimestamp: entry.signedEntryTimestamp,
			Payload: {
				body: entry.body,
				integratedTime: entry.integratedTime,
				logIndex: entry.logIndex,
				logID: entry.logId
			}
		}) },
		...timestamp && { "dev.sigstore.cosign/rfc3161timestamp": JSON.stringify({ SignedRFC3161Timestamp: Buffer.from(timestamp).toString("base64") }) }
	};
	const { descriptor } = blobOf(layerType, payload);
	return {
		descriptor: {
			...descriptor,
			annotations
		},
		bytes: payload
	};
}
/** The image that holds `others`, the signatures that the tag has already, and one more. */
function signatureImage(others, added) {
	const layers = [...others, added.descriptor];
	const created = "0001-01-01T00:00:00Z";
	const config = blobOf(configType, Buffer.from(JSON.stringify({
		architecture: "",
		created,
		history: layers.map(() => ({ created })),
		os: "",
		rootfs: {
			type: "layers",
			diff_ids: layers.map(({ digest }) => digest)
		},
		config: {}
	})));
	const mediaType = MediaType.imageManifest;
	const json = {
		schemaVersion: 2,
		mediaType,
		config: config.descriptor,
		layers
	};
	return {
		manifest: blobOf(mediaType, Buffer.from(JSON.stringify(json))),
		blobs: [config, added]
	};
}
function blobOf(mediaType, bytes) {
	return {
		descriptor: {
			mediaType,
			digest: digestOf(bytes),
			size: bytes.length
		},
		bytes
	};
}
/**
* Whether a layer holds a signature of `payload` that this key has made, or another key whose certificate is for the
* same identity. It says so of itself: enough to add no second one, not to trust it.
*/
function isSignatureOf(layer, payload, key) {
	if (layer.mediaType !== layerType || layer.digest !== digestOf(payload)) return false;
	const signature = Buffer.from(layer.annotations?.["dev.cosignproject.cosign/signature"] ?? "", "base64");
	const pem = layer.annotations?.["dev.sigstore.cosign/certificate"];
	try {
		if (key.certificate === void 0) return pem === void 0 && verify("sha256", payload, createPublicKey(key.privateKey), signature);
		const theirs = new X509Certificate(pem ?? "");
		const ours = new X509Certificate(key.certificate.der);
		return theirs.subjectAltName === ours.subjectAltName && theirs.issuer === ours.issuer && verify("sha256", payload, theirs.publicKey, signature);
	} catch {
		return false;
	}
}

// src/signing/sigstore/policy.ts
/** Matches one text alone. */
function exactly(expected) {
	return {
		says: JSON.stringify(expected),
		matches: (text) => text === expected
	};
}
/** Matches whole texts by a regular expression, anchored at both ends whether it says so or not. Throws USAGE. */
function matching(pattern) {
	try {
		new RegExp(pattern);
		const whole = new RegExp(`^(?:${pattern})$`);
		return {
			says: `a text like ${JSON.stringify(pattern)}`,
			matches: (text) => whole.test(text)
		};
	} catch (cause) {
		throw new PublishError("USAGE", `Could not use ${JSON.stringify(pattern)}: ${messageOf(cause)}.`, { cause });
	}
}
/** Reads a public key in PEM, as `cosign public-key` writes it. Throws USAGE, naming `source`. */
function readPublicKey(pem, source) {
	const hint = "A public key is a file with BEGIN PUBLIC KEY in its first line, as cosign.pub is.";
	if (!/-----BEGIN (RSA )?PUBLIC KEY-----/.test(pem)) throw new PublishError("USAGE", `Could not use ${source}: it holds no public key.`, { hint });
	try {
		return createPublicKey(pem);
	} catch (cause) {
		throw new PublishError("USAGE", `Could not use ${source}: ${messageOf(cause)}.`, {
			hint,
			cause
		});
	}
}

// src/signing/sigstore/trust-download.ts
/** Half of it for a GET. */
const TIMEOUT_MS = 3e4;
const TRIES = 3;
/** What the TUF client takes of the largest kind of file. */
const MAX_BYTES = 5e6;
/** The trusted root of the public Sigstore, or of the mirror. Throws as `fetchTrustFile`, and USAGE. */
async function fetchTrustedRoot(repository, signal) {
	const text = await fetchTrustFile(repository, "trusted_root.json", signal);
	return await readTrustedRoot(text, addressOf(repository));
}
/**
* Fetches a file of a TUF repository and checks it up to the root that is known (TUF specification v1.0.33 § 5). Throws
* NETWORK where there is no answer, INTEGRITY where it does not check.
*/
async function fetchTrustFile(repository, file, signal) {
	signal.throwIfAborted();
	const { publicUrl, readTarget } = await import("./tuf-client.js");
	const { directory, mirror, connection } = repository;
	const transport = createTransport({
		...connection,
		timeoutMs: TIMEOUT_MS
	});
	const retrier = createRetrier({
		...connection,
		sleep: cancellable(connection.sleep)
	});
	const doing = `get ${file} from ${addressOf(repository)}`;
	const get = (url) => {
		const request = {
			doing,
			method: "GET",
			url: new URL(url),
			headers: {},
			maxBytes: MAX_BYTES,
			signal
		};
		return retrier.run(TRIES, signal, () => follow(transport.send, request));
	};
	const place = mirror && {
		url: mirror.url.href.replace(/\/$/, ""),
		rootFile: mirror.rootFile
	};
	try {
		return await readTarget({
			directory,
			...place ?? { url: publicUrl }
		}, file, get);
	} catch (cause) {
		signal.throwIfAborted();
		throw failure(doing, cause);
	} finally {
		await transport.close();
	}
}
function addressOf({ mirror }) {
	return mirror?.url.href ?? "Sigstore's trust repository";
}
function failure(doing, cause) {
	const causes = [...causesOf(cause)];
	const onTheWay = causes.find((error) => error instanceof PublishError);
	const isUnanswered = causes.some(saysNothing);
	const message = onTheWay?.message ?? `Could not ${doing}: ${causes.map(messageOf).join(": ")}.`;
	return new PublishError(isUnanswered ? "NETWORK" : "INTEGRITY", message, {
		hint: isUnanswered ? "Where the network does not reach, give a trusted root as a file." : "Somebody may be in between, or the files that are kept may be damaged: remove them and try again.",
		cause
	});
}
/** Errors of the way there, and the client's class for other statuses than 200, say nothing of what was fetched. */
function saysNothing(error) {
	if (error instanceof PublishError) return error.code !== "REGISTRY_ERROR";
	return error.constructor.name.startsWith("DownloadHTTPError");
}
function* causesOf(error) {
	for (let at = error; at instanceof Error; at = at.cause) yield at;
}

export { readPublicKey as a, signatureLayer as c, refused as d, verifyBundle as f, shown as h, matching as i, signatureTag as l, verifyMaterial as m, fetchTrustedRoot as n, isSignatureOf as o, Refusal as p, exactly as r, signatureImage as s, fetchTrustFile as t, simpleSigningPayload as u };