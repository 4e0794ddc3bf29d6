
import { i as __toESM } from "./rolldown-runtime.js";
import { h as isDigest } from "./shared2.js";
import { G as parseReference, W as formatReference, a as wire, i as trustDirectory } from "./shared3.js";
import { r as messageOf, t as PublishError } from "./shared4.js";
import { o as mapLimit, r as trustConnection } from "./shared5.js";
import { n as wantedOf, t as fetchChart } from "./shared7.js";
import { n as failuresOf } from "./shared23.js";
import { a as explain } from "./shared24.js";
import { t as safeJson } from "./shared26.js";
import { t as namingProblems } from "./shared39.js";
import { n as verifyProvenance, t as readKeyring } from "./shared40.js";
import { t as PredicateType } from "./shared42.js";
import { a as readPublicKey, d as refused, f as verifyBundle, h as shown, i as matching, l as signatureTag, m as verifyMaterial, n as fetchTrustedRoot, p as Refusal, r as exactly } from "./shared43.js";
import { t as readTrustedRoot } from "./shared44.js";
import path from "node:path";
import { X509Certificate, createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";

// src/commands/verify-pgp.ts
/** Verifies that a key of the keyring signed the chart's archive. Throws PROVENANCE_INVALID. */
async function proveByPgp({ built }, { keyring }, { now }) {
	const { packaged, provenance } = built;
	if (keyring === void 0) throw new TypeError("pgp is required without a keyring");
	if (provenance === void 0) throw new PublishError("PROVENANCE_INVALID", "it has no provenance file.", { hint: "Publish it with pgp-key, or leave pgp out of require." });
	const source = `${packaged.fileName}.prov`;
	const { fingerprint, userId, time } = await verifyProvenance(provenance, packaged, keyring, {
		source,
		now
	});
	return {
		kind: "pgp",
		fingerprint,
		...userId !== void 0 && { userId },
		signedAt: time
	};
}

// src/signing/sigstore/verify-found.ts
const bundleTypes = "application/vnd.dev.sigstore.bundle";
const simpleSigningType = "application/vnd.dev.cosign.simplesigning.v1+json";
/** A bundle is some thousand bytes, and a large predicate some hundred thousand. */
const MAX_BUNDLE_BYTES = 4194304;
/** A payload names a repository and a digest. */
const MAX_PAYLOAD_BYTES = 65536;
/** Whoever may push can attach any number; more than this nobody has attached in good faith. */
const MAX_SIGNATURES = 256;
const CONCURRENCY = 8;
/**
* Everything that claims to be a Sigstore signature of a manifest: bundles among its referrers (cosign v3, GitHub's
* attestations), then what the tag of cosign v2 holds. What cannot be read is in the list, with the reason; what is
* no signature is not. Throws where the registry does not say what there is.
*/
async function findSignatures(registry, repository, digest, signal) {
	const place = {
		registry,
		repository,
		signal
	};
	const referrers = await registry.listReferrers(repository, digest, {}, signal);
	const found = [...(await mapLimit(referrers.slice(0, MAX_SIGNATURES), CONCURRENCY, (referrer) => readReferrer(place, referrer))).flat(), ...await readSignatureTag(place, digest)];
	const more = referrers.length - MAX_SIGNATURES;
	if (more > 0) found.push(unreadable$1(`the referrers of ${digest}`, `${more} more were not looked at`));
	return found;
}
async function readReferrer(place, { digest, artifactType }) {
	const source = digest;
	return await orUnreadable(source, place.signal, async () => {
		const manifest = await place.registry.fetchManifest(place.repository, digest, place.signal);
		if (manifest === void 0 && artifactType?.startsWith(bundleTypes) === true) return [unreadable$1(source, "it is listed, but not there")];
		const layers = manifest === void 0 ? [] : layersOf(manifest);
		if (!layers.some(({ mediaType }) => mediaType.startsWith(bundleTypes))) return [];
		const [layer, ...more] = layers;
		if (layer === void 0 || more.length > 0) return [unreadable$1(source, `it has ${layers.length} layers instead of one`)];
		if (layer.size > MAX_BUNDLE_BYTES) return [tooLarge(source, layer.size, MAX_BUNDLE_BYTES)];
		return [{
			kind: "bundle",
			source,
			bytes: await fetchLayer(place, layer)
		}];
	});
}
async function readSignatureTag(place, digest) {
	const tag = signatureTag(digest);
	const manifest = await place.registry.fetchManifest(place.repository, tag, place.signal);
	const signatures = (manifest === void 0 ? [] : layersOf(manifest).slice(0, MAX_SIGNATURES)).filter(({ mediaType }) => mediaType === simpleSigningType);
	return (await mapLimit(signatures, CONCURRENCY, (layer, index) => {
		const source = `${tag}[${index}]`;
		return orUnreadable(source, place.signal, async () => {
			if (layer.size > MAX_PAYLOAD_BYTES) return [tooLarge(source, layer.size, MAX_PAYLOAD_BYTES)];
			const { annotations = {} } = layer;
			const payload = await fetchLayer(place, layer);
			return [{
				kind: "simple signing",
				source,
				signature: {
					payload,
					annotations
				}
			}];
		});
	})).flat();
}
function fetchLayer({ registry, repository, signal }, layer) {
	return registry.fetchBlob(repository, layer, signal);
}
/** A signature that cannot be had must not hide another one that can. */
async function orUnreadable(source, signal, read) {
	try {
		return await read();
	} catch (error) {
		signal.throwIfAborted();
		return [unreadable$1(source, messageOf(error))];
	}
}
function unreadable$1(source, problem) {
	return {
		kind: "unreadable",
		source,
		problem
	};
}
function tooLarge(source, size, most) {
	return unreadable$1(source, `it has ${size} bytes, and ${most} are the most`);
}
/** The layers that are well-formed descriptors, as annotated. */
function layersOf({ bytes }) {
	const { layers } = parseObject(Buffer.from(bytes).toString());
	return Array.isArray(layers) ? layers.map(readDescriptor).filter((layer) => layer !== void 0) : [];
}
function readDescriptor(value) {
	const { mediaType, digest, size, annotations } = asObject(value);
	if (typeof mediaType !== "string" || typeof digest !== "string" || typeof size !== "number") return void 0;
	if (!isDigest(digest) || !Number.isSafeInteger(size) || size < 0) return void 0;
	const texts = Object.entries(asObject(annotations)).filter((entry) => typeof entry[1] === "string");
	return {
		mediaType,
		digest,
		size,
		annotations: Object.fromEntries(texts)
	};
}
function parseObject(text) {
	try {
		return asObject(JSON.parse(text));
	} catch {
		return {};
	}
}
function asObject(value) {
	return typeof value === "object" && value !== null ? value : {};
}

// src/signing/sigstore/verify-simple-signing.ts
const annotation = {
	signature: "dev.cosignproject.cosign/signature",
	certificate: "dev.sigstore.cosign/certificate",
	bundle: "dev.sigstore.cosign/bundle",
	timestamp: "dev.sigstore.cosign/rfc3161timestamp"
};
/**
* Verifies a signature in the form of cosign v2 (cosign v2.4 specs/SIGNATURE_SPEC.md), which the log has promised to
* hold instead of proving it. Throws SIGNATURE_INVALID with every reason.
*/
async function verifySimpleSigning(signature, expected) {
	const { digest, policy } = expected;
	try {
		if (policy.predicateType !== PredicateType.cosignSign) throw new Refusal([`it is a signature, and no statement of type ${shown(policy.predicateType)}`]);
		const { bundleFromJSON } = await import("./dist2.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
		const json = readAsBundle(signature);
		const facts = await verifyMaterial(bundleFromJSON(json), {
			...expected,
			artifact: signature.payload
		});
		const problems = payloadProblems(signature.payload, digest);
		if (problems.length > 0) throw new Refusal(problems);
		return {
			...facts,
			predicateType: PredicateType.cosignSign,
			predicate: {}
		};
	} catch (error) {
		throw refused(digest, unreadable(error));
	}
}
function unreadable(error) {
	return error instanceof Refusal || !(error instanceof Error) ? error : new Refusal([`it is no complete signature (${messageOf(error)})`], error);
}
/** The same as a bundle v0.1, which has promises as well. */
function readAsBundle({ payload, annotations }) {
	const certificate = annotations[annotation.certificate];
	const bundle = annotations[annotation.bundle];
	const timestamp = annotations[annotation.timestamp];
	return {
		mediaType: "application/vnd.dev.sigstore.bundle+json;version=0.1",
		verificationMaterial: {
			...certificate === void 0 ? { publicKey: { hint: "" } } : { x509CertificateChain: { certificates: [{ rawBytes: derOf(certificate) }] } },
			tlogEntries: bundle === void 0 ? [] : [readEntry(bundle)],
			...timestamp !== void 0 && { timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: readTimestamp(timestamp) }] } }
		},
		messageSignature: {
			messageDigest: {
				algorithm: "SHA2_256",
				digest: createHash("sha256").update(payload).digest("base64")
			},
			signature: annotations[annotation.signature] ?? ""
		}
	};
}
function derOf(pem) {
	return new X509Certificate(pem).raw.toString("base64");
}
function readEntry(text) {
	const { SignedEntryTimestamp, Payload } = JSON.parse(text);
	const { kind, apiVersion } = JSON.parse(Buffer.from(String(Payload.body), "base64").toString());
	return {
		logIndex: String(Payload.logIndex),
		logId: { keyId: Buffer.from(String(Payload.logID), "hex").toString("base64") },
		kindVersion: {
			kind,
			version: apiVersion
		},
		integratedTime: String(Payload.integratedTime),
		inclusionPromise: { signedEntryTimestamp: SignedEntryTimestamp },
		canonicalizedBody: Payload.body
	};
}
function readTimestamp(text) {
	return JSON.parse(text).SignedRFC3161Timestamp;
}
/** The repository's name that it has is not checked, as cosign does not: copies of a chart keep their signatures. */
function payloadProblems(payload, digest) {
	const { critical } = JSON.parse(Buffer.from(payload).toString());
	const type = "cosign container image signature";
	const signed = critical?.image?.["docker-manifest-digest"];
	return [...critical?.type === type ? [] : [`what it signs is ${shown(critical?.type)} and no ${type}`], ...signed === digest ? [] : [`it is about ${shown(signed)}`]];
}

// src/signing/sigstore/verify-signatures.ts
/**
* Verifies every signature that a registry has of a manifest; one that counts is enough, for anybody may attach another.
* Throws SIGNATURE_INVALID, with the reason of each, where none counts.
*/
async function verifySignatures(registry, repository, expected, signal) {
	const { digest } = expected;
	const verified = [];
	const refused = [];
	for (const signature of await findSignatures(registry, repository, digest, signal)) {
		const { source } = signature;
		const result = await verify$2(signature, expected);
		if ("problems" in result) refused.push({
			source,
			...result
		});
		else verified.push({
			source,
			...result
		});
	}
	if (verified.length > 0) return {
		verified,
		refused
	};
	const place = formatReference({
		...repository,
		digest
	});
	const problems = refused.flatMap(({ source, problems }) => problems.map(({ message }) => ({ message: `${source}: ${message}` })));
	throw new PublishError("SIGNATURE_INVALID", `Could not verify ${place}`, { problems: problems.length > 0 ? problems : [{ message: "it bears no Sigstore signature" }] });
}
async function verify$2(signature, expected) {
	if (signature.kind === "unreadable") return { problems: [{ message: signature.problem }] };
	try {
		return signature.kind === "bundle" ? await verifyBundle(signature.bytes, expected) : await verifySimpleSigning(signature.signature, expected);
	} catch (error) {
		if (error instanceof PublishError) return { problems: error.problems };
		throw error;
	}
}

// src/commands/verify-sigstore.ts
/** Verifies that the signatory signed the chart's manifest. Throws SIGNATURE_INVALID, and the registry's refusals. */
async function proveByCosign(stored, policy, clients) {
	const [first] = await signaturesOf(stored, policy, clients, PredicateType.cosignSign);
	return {
		kind: "cosign",
		...first
	};
}
/** Verifies that the signatory says what built the chart's manifest. Throws as `proveByCosign`. */
async function proveBySlsa(stored, policy, clients) {
	const found = await signaturesOf(stored, policy, clients, PredicateType.slsaProvenance);
	for (const signature of found) {
		const builder = textAt(signature.predicate, [
			"runDetails",
			"builder",
			"id"
		]);
		if (builder === void 0) continue;
		const repository = repositoryIn(signature.predicate);
		return {
			kind: "slsa",
			...signature,
			builder,
			...repository !== void 0 && { repository }
		};
	}
	throw new PublishError("SIGNATURE_INVALID", "the provenance is signed as it should be, but names no builder.");
}
async function signaturesOf({ reference, built }, { signatory, trust, logs }, { registry, signal }, predicateType) {
	if (signatory === void 0) throw new TypeError("a signature is required without a signatory");
	const { digest } = built.artifact.manifest.descriptor;
	const expected = {
		digest,
		policy: {
			signatory,
			predicateType,
			logs
		},
		...trust !== void 0 && { trust }
	};
	try {
		const { verified } = await verifySignatures(registry, reference, expected, signal);
		const [first, ...others] = verified;
		if (first === void 0) throw new PublishError("SIGNATURE_INVALID", "none of its signatures counts.");
		return [first, ...others];
	} catch (error) {
		if (!(error instanceof PublishError) || error.code !== "SIGNATURE_INVALID") throw error;
		const { code, doing, cause } = error;
		throw new PublishError(code, doing, {
			problems: reasonsOf(error),
			cause
		});
	}
}
/** Whoever may push can attach any number of signatures that do not count; these many tell enough. */
const maxReasons = 20;
const hint = "Compare its maker with whom you trust. Where nobody signed or attested it, publish it with `sign: cosign` and `attest: true`, or leave out of require what it lacks.";
function reasonsOf({ problems }) {
	const told = problems.slice(0, maxReasons).map((problem) => ({
		hint,
		...problem
	}));
	const more = problems.length - told.length;
	return more === 0 ? told : [...told, { message: `${more} more reasons, of signatures that do not count` }];
}
/** Where GitHub's builds have it (https://actions.github.io/buildtypes/workflow/v1), else the first material. */
function repositoryIn(predicate) {
	return textAt(predicate, [
		"buildDefinition",
		"externalParameters",
		"workflow",
		"repository"
	]) ?? textAt(predicate, [
		"buildDefinition",
		"resolvedDependencies",
		"0",
		"uri"
	]);
}
function textAt(value, keys) {
	let at = value;
	for (const key of keys) {
		if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return void 0;
		at = at[key];
	}
	return typeof at === "string" && at !== "" ? at : void 0;
}

// src/commands/verify.ts
/**
* Fetches a chart and verifies it; what is wrong with it is told all together, in the result. Only what is not about this
* chart throws: CANCELLED, USAGE. A proof that is absent, does not hold or cannot be looked up is a failure.
*/
async function verify$1(reference, policy, clients) {
	const path = formatReference(reference);
	try {
		const stored = await fetchChart(clients.registry, reference, clients.signal);
		const proofs = await verifyStored(stored, policy, clients);
		const { name, version } = stored.facts;
		const { packaged, artifact } = stored.built;
		return {
			status: "verified",
			path,
			name,
			version,
			repository: `${reference.host}/${reference.name}`,
			digest: artifact.manifest.descriptor.digest,
			chartDigest: packaged.digest,
			proofs
		};
	} catch (error) {
		if (clients.signal.aborted || !(error instanceof PublishError) || error.code === "USAGE") throw error;
		return {
			status: "failed",
			path,
			error
		};
	}
}
/** Verifies a chart that is fetched already. Throws SIGNATURE_INVALID with every reason. */
async function verifyStored(stored, policy, clients) {
	const results = await Promise.all(policy.require.map((kind) => prove(kind, stored, policy, clients)));
	const proofs = results.flatMap(({ proof }) => proof ?? []);
	const problems = [...namingProblems(stored), ...merged(results.flatMap((result) => result.problems))];
	if (problems.length === 0 && proofs.length === policy.require.length && proofs.length > 0) return proofs;
	const { digest } = stored.built.artifact.manifest.descriptor;
	const place = formatReference({
		...stored.reference,
		digest
	});
	throw new PublishError("SIGNATURE_INVALID", `Could not verify ${place}`, { problems });
}
/** The references that the words mean, each with a tag or a digest. Throws REFERENCE_INVALID with every fault. */
function parseCharts(words) {
	const problems = [];
	const references = words.flatMap((word) => {
		try {
			const reference = parseReference(word);
			wantedOf(reference);
			return [reference];
		} catch (error) {
			if (!(error instanceof PublishError)) throw error;
			const hint = error.hint;
			const own = [{
				message: error.message,
				...hint !== void 0 && { hint }
			}];
			problems.push(...error.problems.length === 0 ? own : error.problems.map((one) => named(word, one)));
			return [];
		}
	});
	if (words.length === 0) problems.push({
		message: "none is named",
		hint: "Name it as in ghcr.io/acme/charts/web:1.4.0, or better by its digest."
	});
	if (problems.length > 0) throw new PublishError("REFERENCE_INVALID", "Could not tell which charts to verify", { problems });
	return references;
}
function named(word, problem) {
	return {
		...problem,
		message: `${JSON.stringify(word.slice(0, 300))}: ${problem.message}`
	};
}
const provers = {
	pgp: proveByPgp,
	cosign: proveByCosign,
	slsa: proveBySlsa
};
async function prove(kind, stored, policy, clients) {
	try {
		return {
			proof: await provers[kind](stored, policy, clients),
			problems: []
		};
	} catch (error) {
		if (clients.signal.aborted) throw cancelled(stored.reference, error);
		if (!(error instanceof PublishError)) throw error;
		const { hint } = error;
		return { problems: (error.problems.length > 0 ? error.problems : [{ message: error.message }]).map((one) => ({
			...hint !== void 0 && { hint },
			...one,
			kind
		})) };
	}
}
function cancelled(reference, cause) {
	if (cause instanceof PublishError && cause.code === "CANCELLED") return cause;
	const message = `Could not finish verifying ${formatReference(reference)}: the run was cancelled.`;
	return new PublishError("CANCELLED", message, { cause });
}
/** What stands in the way of several proofs, such as a registry's refusal, is told once. */
function merged(problems) {
	return problems.filter(({ message }, index) => problems.findIndex((other) => other.message === message) === index).map(({ kind: _, ...problem }) => {
		const kinds = problems.filter(({ message }) => message === problem.message).map(({ kind }) => kind);
		return {
			...problem,
			message: `${[...new Set(kinds)].join(", ")}: ${problem.message}`
		};
	});
}

// src/report/verification.ts
/** The failures as a report, for telling them and for the exit code. */
function failuresReport(verifications) {
	return { outcomes: verifications.flatMap((one) => one.status === "failed" ? [{
		...one,
		signatures: []
	}] : []) };
}
/** Whether every chart passed, and there is one. */
function isVerified(verifications) {
	return verifications.length > 0 && failuresOf(failuresReport(verifications)).length === 0;
}

// src/report/verification-lines.ts
/** What became of a chart, and below it who stands behind it: a line for each proof. */
function verificationLines(verification) {
	if (verification.status === "failed") return [`✗ ${verification.path}: not verified`];
	const { name, version, path, digest, proofs } = verification;
	return [`✓ ${name} ${version}: verified ${path} ${digest}`, ...proofs.map((proof) => `  ${proofLine(proof)}`)];
}
/** How the run ends: `2 verified, 1 failed`. */
function verificationCounts(verifications) {
	const count = (status) => {
		const number = verifications.filter((one) => one.status === status).length;
		return number === 0 ? [] : [`${number} ${status}`];
	};
	return [...count("verified"), ...count("failed")].join(", ");
}
/** Who stands behind a chart, since when, and for what. */
function proofLine(proof) {
	const time = proof.signedAt === void 0 ? "" : `, signed ${timeOf(proof.signedAt)}`;
	if (proof.kind === "pgp") return `pgp: key ${proof.fingerprint}${proof.userId === void 0 ? "" : ` of ${proof.userId}`}${time}`;
	const { signer, logIndex } = proof;
	const by = signer.kind === "key" ? "the public key" : `${signer.identity}, vouched for by ${signer.issuer}`;
	const log = logIndex === void 0 ? "" : `, log index ${logIndex}`;
	if (proof.kind === "cosign") return `cosign: ${by}${time}${log}`;
	const from = proof.repository === void 0 ? "" : ` from ${proof.repository}`;
	return `slsa: built by ${proof.builder}${from}; says ${by}${time}${log}`;
}
/** In whole seconds, UTC. */
function timeOf(time) {
	return time.toISOString().replace(/\.\d+/, "");
}

// src/report/verification-json.ts
/** The document that `--json` prints. */
function verificationsJson(verifications) {
	return `${safeJson({ charts: verifications.map(verificationJson) }, 2)}\n`;
}
/** The verification as the public JSON shape, keys in the documented order. */
function verificationJson(verification) {
	const { path: ref, status } = verification;
	if (verification.status === "failed") return {
		ref,
		status,
		name: null,
		version: null,
		digest: null,
		digestRef: null,
		chartDigest: null,
		proofs: [],
		error: explain(verification.error)
	};
	const { name, version, digest, chartDigest, proofs } = verification;
	return {
		ref,
		status,
		name,
		version,
		digest,
		digestRef: digestRefOf(verification) ?? null,
		chartDigest,
		proofs: proofs.map(proofJson),
		error: null
	};
}
/** `ghcr.io/acme/charts/web@sha256:…` of a chart that is verified. */
function digestRefOf(verification) {
	return verification.status === "failed" ? void 0 : `${verification.repository}@${verification.digest}`;
}
function proofJson(proof) {
	const signedAt = proof.signedAt === void 0 ? null : timeOf(proof.signedAt);
	if (proof.kind === "pgp") return {
		kind: proof.kind,
		fingerprint: proof.fingerprint,
		userId: proof.userId ?? null,
		signedAt
	};
	const { kind, signer, logIndex = null, source } = proof;
	return {
		kind,
		identity: signer.kind === "key" ? null : signer.identity,
		issuer: signer.kind === "key" ? null : signer.issuer,
		signedAt,
		logIndex,
		source,
		...proof.kind === "slsa" && {
			builder: proof.builder,
			repository: proof.repository ?? null
		}
	};
}

// src/wire/verification-policy.ts
/**
* What the options ask of a chart, with the keys and authorities they name. Throws USAGE with every file that cannot be
* used; whom to trust is fetched where no file says it.
*/
async function openPolicy(options, surroundings) {
	const { verification, workingDirectory } = options;
	if (verification === void 0) throw new TypeError("nothing is to be verified");
	const { require, ignoreLogs } = verification;
	const open = {
		...verification,
		directory: workingDirectory
	};
	const [keyring, signatory, trust] = await allOrFaults([
		require.includes("pgp") ? openKeyring(open) : void 0,
		open.signatory && openSignatory(open.signatory, workingDirectory),
		openTrust(open, options, surroundings)
	]);
	return {
		require,
		logs: ignoreLogs ? 0 : 1,
		...keyring !== void 0 && { keyring },
		...signatory !== void 0 && { signatory },
		...trust !== void 0 && { trust }
	};
}
async function openKeyring({ keyring = "", directory }) {
	const { bytes, source } = await readMaterial("keyring", keyring, directory);
	return readKeyring(bytes, source);
}
async function openSignatory(option, directory) {
	if (option.kind === "identity") return {
		kind: "identity",
		identity: matcherOf(option.identity),
		issuer: matcherOf(option.issuer)
	};
	const { bytes, source } = await readMaterial("public-key", option.publicKey, directory);
	return {
		kind: "key",
		publicKey: readPublicKey(Buffer.from(bytes).toString("utf8"), source)
	};
}
function matcherOf({ kind, text }) {
	return kind === "exactly" ? exactly(text) : matching(text);
}
/** None where nothing needs it: provenance files, and a key's signatures that no log has to hold. */
async function openTrust({ require, signatory, trustedRoot, ignoreLogs, directory: workingDirectory }, options, { variables, reporter, signal }) {
	if (!require.includes("cosign") && !require.includes("slsa")) return void 0;
	if (trustedRoot !== void 0) {
		const { bytes, source } = await readMaterial("trusted-root", trustedRoot, workingDirectory);
		return readTrustedRoot(Buffer.from(bytes).toString("utf8"), source);
	}
	if (signatory?.kind === "key" && ignoreLogs) return void 0;
	const directory = trustDirectory(variables, homedir(), process.platform);
	const connection = trustConnection(options, variables, reporter);
	return await fetchTrustedRoot({
		directory,
		connection
	}, signal).catch((cause) => {
		if (!signal.aborted) throw cause;
		throw new PublishError("CANCELLED", "Cancelled: fetch the trusted root", { cause });
	});
}
/** A file, or the armored text itself, as a workflow's variable holds it. */
async function readMaterial(option, value, directory) {
	if (value.startsWith("-----BEGIN ")) return {
		bytes: Buffer.from(value),
		source: `the text of ${option}`
	};
	try {
		return {
			bytes: await readFile(path.resolve(directory, value)),
			source: value
		};
	} catch (cause) {
		throw new PublishError("USAGE", `Could not read ${option}: ${messageOf(cause)}.`, {
			cause,
			hint: "Name a file that this user may read, relative to working-directory."
		});
	}
}
/** All results, or one USAGE error with the faults of all; what is no wrong use comes as it is. */
async function allOrFaults(work) {
	const settled = await Promise.allSettled(work);
	const errors = settled.flatMap((one) => one.status === "rejected" ? [one.reason] : []);
	if (errors.length === 0) return settled.map((one) => one.status === "fulfilled" ? one.value : void 0);
	const other = errors.find((error) => !(error instanceof PublishError) || error.code !== "USAGE");
	if (errors.length === 1 || other !== void 0) throw other ?? errors[0];
	const problems = errors.map((error) => {
		const hint = error instanceof PublishError ? error.hint : void 0;
		return {
			message: messageOf(error),
			...hint !== void 0 && { hint }
		};
	});
	throw new PublishError("USAGE", "Could not tell whose signatures count", { problems });
}

// src/wire/verify-charts.ts
/**
* Verifies charts of any registries, in the order given. Throws USAGE where one password would go to several, and as
* `openPolicy`.
*/
async function verifyCharts(references, options, surroundings) {
	const hosts = [...new Set(references.map(({ host }) => host))];
	if (options.password !== void 0 && hosts.length > 1) throw new PublishError("USAGE", `Could not use one password for ${hosts.join(" and ")}.`, { hint: "Set registry-auth, which has a login for each registry." });
	const policy = await openPolicy(options, surroundings);
	const clients = new Map(hosts.map((host) => [host, wire(options, {
		...surroundings,
		host,
		access: "pull"
	})]));
	try {
		return await mapLimit(references, options.concurrency, (reference) => {
			const registry = clients.get(reference.host)?.registry;
			if (registry === void 0) throw new TypeError("a host without client");
			return verify$1(reference, policy, {
				registry,
				signal: surroundings.signal,
				now: /* @__PURE__ */ new Date()
			});
		});
	} finally {
		for (const each of clients.values()) await each[Symbol.asyncDispose]();
	}
}

export { verificationsJson as a, verificationLines as c, parseCharts as d, verifyStored as f, verificationJson as i, failuresReport as l, openPolicy as n, proofLine as o, digestRefOf as r, verificationCounts as s, verifyCharts as t, isVerified as u };