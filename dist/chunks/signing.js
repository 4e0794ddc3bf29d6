
import "./rolldown-runtime.js";
import { r as messageOf, t as PublishError } from "./shared4.js";
import { n as pushBlobs, r as blobOf } from "./shared15.js";
import { t as MediaType } from "./shared14.js";
import { a as sha256, i as provenanceStatement, n as cosignStatement, o as statementType, r as preAuthenticationEncoding } from "./shared42.js";
import { h as isDigest, n as createTransport, t as createRedactor } from "./shared2.js";
import { c as signatureLayer, f as verifyBundle, l as signatureTag, n as fetchTrustedRoot, o as isSignatureOf, r as exactly, s as signatureImage, t as fetchTrustFile, u as simpleSigningPayload } from "./shared43.js";
import { r as readManifestContent } from "./shared25.js";
import { n as repositoryUrl, t as gitHubHeaders } from "./shared50.js";
import { t as Secret } from "./shared21.js";
import { i as unexpected, n as endpointUrl, r as recordIn, t as createServiceClient } from "./shared49.js";
import { f as isLoopback } from "./shared.js";
import { t as readTrustedRoot } from "./shared44.js";
import path from "node:path";
import { X509Certificate, createPrivateKey, createPublicKey, generateKeyPairSync, scrypt, sign } from "node:crypto";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { readFileSync } from "node:fs";

// src/signing/sigstore/certified-key.ts
/** Signs bytes by ECDSA with SHA-256; the signature is in DER. */
function signBytes({ privateKey }, bytes) {
	return sign("sha256", bytes, privateKey);
}
/** The public key in SubjectPublicKeyInfo form (RFC 5480). */
function publicKeyDer({ privateKey }) {
	return createPublicKey(privateKey).export({
		type: "spki",
		format: "der"
	});
}
/** What a log is told the signature verifies with: the certificate or the public key, as PEM. */
function verifierPem(key) {
	return key.certificate?.pem ?? createPublicKey(key.privateKey).export({
		type: "spki",
		format: "pem"
	}).toString();
}
/** What cosign calls a public key in a bundle; verifiers bring the key themselves. */
function keyHint(key) {
	return sha256(publicKeyDer(key)).toString("base64");
}

// src/signing/sigstore/bundle.ts
/** Version 0.3 of Sigstore's bundle: the oldest that cosign v3 reads from a registry. */
const bundleMediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";
/** Everything a verifier needs besides its trusted root (protobuf-specs v0.5.0 sigstore_bundle.proto), as JSON. */
function encodeBundle(key, dsseEnvelope, witnesses) {
	const { logEntries, timestamps } = witnesses;
	const verificationMaterial = {
		...key.certificate ? { certificate: { rawBytes: key.certificate.der.toString("base64") } } : { publicKey: { hint: keyHint(key) } },
		...logEntries.length > 0 && { tlogEntries: logEntries },
		...timestamps.length > 0 && { timestampVerificationData: { rfc3161Timestamps: timestamps.map((answer) => ({ signedTimestamp: Buffer.from(answer).toString("base64") })) } }
	};
	return Buffer.from(JSON.stringify({
		mediaType: bundleMediaType,
		verificationMaterial,
		dsseEnvelope
	}));
}

// src/signing/sigstore/bundle-artifact.ts
/** The empty configuration of image-spec v1.1.1 § Guidance for an Empty Descriptor. */
const emptyConfig = blobOf("application/vnd.oci.empty.v1+json", Buffer.from("{}"));
/**
* A bundle as a referrer of what it is about, as cosign v3 attaches it. There is no `created` annotation: the manifest
* says nothing that the bundle does not, for a time that nobody signed is worth nothing.
*/
function bundleArtifact(bundle, predicateType, subject) {
	const layer = blobOf(bundleMediaType, bundle);
	const { mediaType, digest, size } = subject;
	const json = {
		schemaVersion: 2,
		mediaType: MediaType.imageManifest,
		artifactType: bundleMediaType,
		config: emptyConfig.descriptor,
		layers: [layer.descriptor],
		subject: {
			mediaType,
			digest,
			size
		},
		annotations: {
			"dev.sigstore.bundle.content": "dsse-envelope",
			"dev.sigstore.bundle.predicateType": predicateType
		}
	};
	const bytes = Buffer.from(JSON.stringify(json));
	const { descriptor } = blobOf(MediaType.imageManifest, bytes);
	return {
		manifest: {
			descriptor,
			bytes
		},
		blobs: [emptyConfig, layer]
	};
}

// src/commands/attach-legacy.ts
/** How often the tag is written before giving up on whoever else writes it. */
const maxTries$1 = 4;
/**
* Adds a signature to the tag that cosign 2 reads, unless it holds one by this signer. The tag is read, extended,
* written and read again: registries offer no way to do that as one step, so two signers at once may need several tries.
*/
async function attachLegacySignature({ registry, signer }, repository, digest, signal) {
	const tag = signatureTag(digest);
	const payload = simpleSigningPayload(`${repository.host}/${repository.name}`, digest);
	let present = layersOf(await registry.fetchManifest(repository, tag, signal));
	const key = await signer.key(signal);
	if (present.some((layer) => isSignatureOf(layer, payload, key))) return;
	const added = signatureLayer(payload, await signer.signPayload(payload, signal));
	const isThere = (layer) => JSON.stringify(layer.annotations) === JSON.stringify(added.descriptor.annotations);
	for (let attempt = 1; attempt <= maxTries$1; attempt++) {
		const image = signatureImage(present, added);
		await pushBlobs(registry, repository, image, signal);
		await registry.pushManifest(repository, tag, image.manifest, signal);
		present = layersOf(await registry.fetchManifest(repository, tag, signal));
		if (present.some(isThere)) return;
	}
	const where = `${repository.host}/${repository.name}:${tag}`;
	throw new PublishError("CONFLICT", `Could not sign ${where}: others keep writing the tag at the same time.`, { hint: "Run again when they are done, or set signature-format: bundle, which needs no such tag." });
}
/** The layers of a manifest, with their annotations; those that are no descriptors are left out. */
function layersOf(manifest) {
	if (manifest === void 0) return [];
	const { layers } = JSON.parse(Buffer.from(manifest.bytes).toString("utf8"));
	return Array.isArray(layers) ? layers.filter(isDescriptor) : [];
}
function isDescriptor(value) {
	if (typeof value !== "object" || value === null) return false;
	const { mediaType, digest, size } = value;
	return typeof mediaType === "string" && typeof digest === "string" && isDigest(digest) && Number.isSafeInteger(size);
}

// src/commands/confirm-referrers.ts
/** How often a referrer that others have dropped from the list is put back. */
const maxTries = 6;
/**
* Sees to it that what was attached stays listed. Where a tag stands in for the referrers API, another process that
* read the list before our write and writes it after our look drops our entry without knowing; so the list is looked at
* once more when `settle` is over, which is longer than such a writer takes. Registries with the API are not waited for.
*/
async function confirmReferrers(registry, subject, attached, settle, signal) {
	const { repository, digest } = subject;
	const standIn = digest.replace(":", "-");
	if (attached.length === 0 || await registry.resolve(repository, standIn, signal) === void 0) return;
	for (let attempt = 1; attempt <= maxTries; attempt++) {
		await settle(signal);
		const listed = await registry.listReferrers(repository, digest, {}, signal);
		const missing = attached.filter(({ descriptor }) => !listed.some((l) => l.digest === descriptor.digest));
		if (missing.length === 0) return;
		for (const manifest of missing) await registry.pushReferrer(repository, manifest, signal);
	}
	const where = `${repository.host}/${repository.name}:${standIn}`;
	throw new PublishError("CONFLICT", `Could not keep the signature listed: others keep writing ${where}.`, { hint: "Sign one digest from one job at a time, or use a registry with the referrers API." });
}

// src/commands/attach-proofs.ts
/** Attaches proofs to manifests, once each. */
function attachingProofs(settings) {
	const attached = /* @__PURE__ */ new Map();
	return { attach(repository, digest, signal) {
		const key = `${repository.host}/${repository.name}@${digest}`;
		const known = attached.get(key) ?? attach(settings, repository, digest, signal);
		attached.set(key, known);
		return known;
	} };
}
async function attach(settings, repository, digest, signal) {
	const { signature, provenance } = settings;
	const descriptor = await settings.registry.resolve(repository, digest, signal);
	if (descriptor === void 0) {
		const where = `${repository.host}/${repository.name}@${digest}`;
		throw new PublishError("NOT_FOUND", `Could not sign ${where}: the registry does not find the manifest.`);
	}
	const subject = {
		repository,
		descriptor
	};
	const ensured = [];
	const signatures = /* @__PURE__ */ new Set();
	if (signature.bundle) {
		ensured.push(await ensure(settings, subject, cosignStatement(digest), signal));
		signatures.add("cosign");
	}
	if (signature.legacy) {
		await attachLegacySignature(settings, repository, digest, signal);
		signatures.add("cosign");
	}
	if (provenance !== void 0) {
		const predicate = await provenance.predicate(signal);
		const statement = provenanceStatement(`${repository.host}/${repository.name}`, digest, predicate);
		ensured.push(await ensure(settings, subject, statement, signal, provenance.publish));
		signatures.add("slsa");
	}
	const added = ensured.flatMap(({ referrer }) => referrer ?? []);
	await confirmReferrers(settings.registry, {
		repository,
		digest
	}, added, settings.settle, signal);
	const [attestationUrl] = ensured.flatMap(({ published }) => published ?? []);
	return {
		signatures: [...signatures],
		signedBy: await settings.signedBy(),
		bundles: ensured.map(({ bundle }) => bundle),
		...attestationUrl !== void 0 && { attestationUrl }
	};
}
/** The bundle that the subject bears already, or a new one. Others are given it first: a re-run would not do it again. */
async function ensure({ registry, signer, findProof }, { repository, descriptor }, statement, signal, publish) {
	const { predicateType } = statement;
	const known = await findProof(repository, descriptor.digest, predicateType, signal);
	if (known !== void 0) return { bundle: known };
	const bundle = await signer.signStatement(statement, signal);
	const published = await publish?.(bundle, signal);
	const artifact = bundleArtifact(bundle, predicateType, descriptor);
	await pushBlobs(registry, repository, artifact, signal);
	await registry.pushReferrer(repository, artifact.manifest, signal);
	return {
		bundle,
		referrer: artifact.manifest,
		...published !== void 0 && { published }
	};
}

// src/commands/find-proof.ts
/** Bundles larger than this are none of ours. */
const maxBundleBytes = 1048576;
/** Signatures looked at before another one is added: anybody who may push may attach any number. */
const maxLooks = 64;
/** Looks for a proof among the referrers of a manifest. */
function findingProofs(registry, isOurs) {
	return async (repository, digest, predicateType, signal) => {
		const referrers = await registry.listReferrers(repository, digest, { artifactType: bundleMediaType }, signal);
		for (const { digest: referrer, annotations } of referrers.slice(0, maxLooks)) {
			const claimed = annotations?.["dev.sigstore.bundle.predicateType"];
			if (claimed !== void 0 && claimed !== predicateType) continue;
			const bundle = await readBundle(registry, repository, referrer, signal);
			if (bundle !== void 0 && await isOurs(bundle, digest, predicateType)) return bundle;
		}
	};
}
async function readBundle(registry, repository, referrer, signal) {
	const manifest = await registry.fetchManifest(repository, referrer, signal);
	const [, layer, ...more] = readManifestContent(manifest?.bytes ?? /* @__PURE__ */ new Uint8Array()).blobs;
	if (layer?.mediaType !== "application/vnd.dev.sigstore.bundle.v0.3+json" || more.length > 0 || layer.size > maxBundleBytes) return void 0;
	const { mediaType, digest, size } = layer;
	return isDigest(digest) ? registry.fetchBlob(repository, {
		mediaType,
		digest,
		size
	}, signal) : void 0;
}

// src/commands/own-signature.ts
/** Verifies bundles as a consumer would, so that only a proof which counts spares another one. */
function ownSignatures({ signedBy, publicKey, trust, logs }) {
	return async (bundle, digest, predicateType) => {
		const by = publicKey === void 0 ? signatoryOf(await signedBy()) : {
			kind: "key",
			publicKey
		};
		if (by.kind === "identity" && trust === void 0) return false;
		const policy = {
			signatory: by,
			predicateType,
			logs: trust === void 0 ? 0 : logs
		};
		try {
			await verifyBundle(bundle, {
				digest,
				policy,
				...trust && { trust }
			});
			return true;
		} catch {
			return false;
		}
	};
}
function signatoryOf(by) {
	if (by.kind === "key") throw new TypeError("a key is said to sign, but there is none");
	return {
		kind: "identity",
		identity: exactly(by.identity),
		issuer: exactly(by.issuer)
	};
}
/**
* The identity that Fulcio will certify for a token: of a GitHub job its workflow (fulcio v1.8 docs/oidc.md § GitHub),
* so that no certificate is issued for charts that are signed already; of others what the certificate says.
*/
async function certifiedIdentity(claims, serverUrl, certified) {
	const { job_workflow_ref: workflow, iss } = claims;
	return {
		kind: "identity",
		identity: typeof workflow === "string" ? `${serverUrl}/${workflow}` : identityIn(await certified()),
		issuer: String(iss)
	};
}
function identityIn({ certificate }) {
	return (certificate && new X509Certificate(certificate.der).subjectAltName)?.replace(/^(URI|email):/, "") ?? "";
}

// src/signing/github-attestations.ts
/**
* Hands a bundle to GitHub, where `gh attestation verify` looks for it (REST API 2022-11-28, `POST
* /repos/{owner}/{repo}/attestations`); gives the address of its page. Throws SIGNING.
*/
async function publishAttestation({ apiUrl, serverUrl, repository, token, ask }, bundle, signal) {
	const doing = `hand the attestation to GitHub for ${repository}`;
	const url = repositoryUrl(apiUrl, repository, "attestations");
	const answer = await ask({
		doing,
		method: "POST",
		url,
		body: {
			type: "application/json",
			bytes: Buffer.concat([
				Buffer.from("{\"bundle\":"),
				bundle,
				Buffer.from("}")
			])
		},
		headers: gitHubHeaders,
		authorization: new Secret(`Bearer ${token.reveal()}`),
		hint: hintFor$1
	}, signal);
	const { id } = recordIn(answer, doing);
	if (typeof id !== "number" && typeof id !== "string") throw unexpected(doing, url, "the answer has no id");
	return `${serverUrl}/${repository}/attestations/${id}`;
}
function hintFor$1(status) {
	if (status === 401) return "Is github-token valid? It is the job's own unless set.";
	if (status !== 403 && status !== 404) return void 0;
	return "Add \"attestations: write\" to the job's permissions. In private repositories attestations need GitHub Enterprise Cloud.";
}

// src/signing/sigstore/identity-token.ts
/**
* The source of identity tokens: the `identity-token` option, else SIGSTORE_ID_TOKEN, else GitHub's service for the job.
* Throws USAGE where there is none. Tokens are masked before anything else is done with them.
*/
function identitySource(settings) {
	const { given, variables, redactor } = settings;
	const fromEnvironment = variables["SIGSTORE_ID_TOKEN"];
	if (given !== void 0) return fixedSource("identity-token", given, redactor);
	if (fromEnvironment) return fixedSource("SIGSTORE_ID_TOKEN", new Secret(fromEnvironment), redactor);
	const [url, token] = [variables["ACTIONS_ID_TOKEN_REQUEST_URL"], variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]];
	if (url && token) return gitHubSource(url, new Secret(token), settings);
	throw missing(variables["GITHUB_ACTIONS"] === "true");
}
function missing(onGitHub) {
	return onGitHub ? new PublishError("USAGE", "Could not sign: this job gets no identity token from GitHub.", { hint: "Add \"id-token: write\" to the job's permissions, beside those it has (contents: read, packages: write). Pull requests from forks never get one." }) : new PublishError("USAGE", "Could not sign: there is neither a key nor an identity token.", { hint: "Set cosign-key, or identity-token, or the variable SIGSTORE_ID_TOKEN (on GitLab by id_tokens: SIGSTORE_ID_TOKEN: aud: sigstore)." });
}
function fixedSource(name, token, redactor) {
	const trimmed = new Secret(token.reveal().trim());
	redactor.add(trimmed);
	const parsed = {
		token: trimmed,
		claims: readClaims$1(trimmed, name)
	};
	return {
		name,
		fetch: async () => parsed
	};
}
function gitHubSource(address, request, settings) {
	const { ask, redactor } = settings;
	redactor.add(request);
	const name = "GitHub's identity tokens";
	const doing = "get an identity token for this job from GitHub";
	if (!URL.canParse(address)) throw new PublishError("USAGE", "Could not sign: ACTIONS_ID_TOKEN_REQUEST_URL holds no address.");
	const url = new URL(address);
	url.searchParams.set("audience", "sigstore");
	return {
		name,
		async fetch(signal) {
			const authorization = new Secret(`Bearer ${request.reveal()}`);
			const answer = await ask({
				doing,
				method: "GET",
				url,
				authorization
			}, signal);
			const { value } = recordIn(answer, doing);
			if (typeof value !== "string" || value === "") throw unexpected(doing, url, "the answer holds no token");
			const token = new Secret(value);
			redactor.add(token);
			return {
				token,
				claims: readClaims$1(token, name)
			};
		}
	};
}
/** The claims of a token, which the services will check; the message never holds the token. */
function readClaims$1(token, name) {
	const [, payload = ""] = token.reveal().split(".");
	try {
		const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
		if (typeof claims === "object" && claims !== null) return claims;
	} catch {}
	throw new PublishError("USAGE", `Could not sign: ${name} holds no JSON web token.`, { hint: "An identity token has three parts, with dots in between, and comes from an OpenID Connect issuer." });
}
/**
* Whom a token speaks for, which is what a certificate request has to prove possession of the key with: the address of a
* person, else the subject (as cosign v3 internal/auth, `SubjectFromToken`).
*/
function subjectOf({ claims }) {
	const { email, sub } = claims;
	return typeof email === "string" && email !== "" ? email : String(sub ?? "");
}

// src/signing/sigstore/fulcio.ts
const doing$3 = "get a signing certificate";
/** Has Fulcio certify a fresh key (sigstore/fulcio v1.8 fulcio.proto, `CreateSigningCertificate`). Throws SIGNING. */
async function requestCertificate(base, identity, ask, signal) {
	const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
	const proof = sign("sha256", Buffer.from(subjectOf(identity)), privateKey);
	const url = endpointUrl(base, "api/v2/signingCert");
	const body = {
		credentials: { oidcIdentityToken: identity.token.reveal() },
		publicKeyRequest: {
			publicKey: {
				algorithm: "ECDSA",
				content: publicKey.export({
					type: "spki",
					format: "pem"
				})
			},
			proofOfPossession: proof.toString("base64")
		}
	};
	const answer = await ask({
		doing: doing$3,
		method: "POST",
		url,
		body,
		hint: hintFor
	}, signal);
	const [pem, ...chain] = certificatesIn(recordIn(answer, doing$3));
	if (pem === void 0) throw unexpected(doing$3, url, "the answer holds no certificate");
	const certificate = parse$2(pem, url);
	if (!certificate.publicKey.equals(createPublicKey(privateKey))) throw unexpected(doing$3, url, "the certificate is for another key");
	const lifetimeMs = Date.parse(certificate.validTo) - Date.parse(certificate.validFrom);
	return {
		privateKey,
		certificate: {
			der: certificate.raw,
			pem,
			chainPem: chain.join("")
		},
		lifetimeMs
	};
}
function hintFor(status) {
	if (status < 400 || status >= 500) return void 0;
	return "Is the identity token still valid, for the audience “sigstore”, and of an issuer that this instance knows?";
}
/** Leaf first, each ending in a line break. */
function certificatesIn(answer) {
	const certificates = ((answer["signedCertificateEmbeddedSct"] ?? answer["signedCertificateDetachedSct"])?.chain)?.certificates;
	if (!Array.isArray(certificates)) return [];
	return certificates.filter((pem) => typeof pem === "string").map((pem) => `${pem.trimEnd()}\n`);
}
function parse$2(pem, url) {
	try {
		return new X509Certificate(pem);
	} catch (error) {
		throw unexpected(doing$3, url, `the answer holds no certificate (${messageOf(error)})`);
	}
}

// src/signing/sigstore/rekor-v1.ts
const doing$2 = "enter the signature in the transparency log";
/** Proposes an entry to version 1 of Rekor. One that the log has already counts as entered. Throws SIGNING. */
async function enterV1(base, proposal, ask, signal) {
	const url = endpointUrl(base, "api/v1/log/entries");
	const answer = await ask({
		doing: doing$2,
		method: "POST",
		url,
		body: proposal,
		expects: [409]
	}, signal);
	if (answer.status !== 409) return readEntry(recordIn(answer, doing$2), url);
	const location = answer.headers["location"];
	const uuid = /\/api\/v1\/log\/entries\/([0-9a-f]{64,80})$/.exec(String(location ?? ""))?.[1];
	if (uuid === void 0) throw unexpected(doing$2, url, "the log has the entry already, but does not say where");
	const known = endpointUrl(base, `api/v1/log/entries/${uuid}`);
	return readEntry(recordIn(await ask({
		doing: doing$2,
		method: "GET",
		url: known
	}, signal), doing$2), known);
}
function readEntry(answer, url) {
	const [entry = {}] = Object.values(answer);
	const { body, integratedTime, logIndex, logID } = entry;
	const { signedEntryTimestamp, inclusionProof } = entry["verification"] ?? {};
	if (typeof body !== "string" || typeof integratedTime !== "number" || typeof logIndex !== "number" || typeof logID !== "string" || typeof signedEntryTimestamp !== "string") throw unexpected(doing$2, url, "the answer is no log entry");
	return {
		body,
		integratedTime,
		logIndex,
		logId: logID,
		signedEntryTimestamp,
		inclusionProof
	};
}
/** The entry as bundles have it (protobuf-specs v0.5.0 sigstore_rekor.proto, `TransparencyLogEntry`). */
function transparencyLogEntry(entry) {
	const { kind, apiVersion } = JSON.parse(Buffer.from(entry.body, "base64").toString("utf8"));
	const { inclusionProof: proof } = entry;
	return {
		logIndex: String(entry.logIndex),
		logId: { keyId: hexToBase64(entry.logId) },
		kindVersion: {
			kind,
			version: apiVersion
		},
		integratedTime: String(entry.integratedTime),
		inclusionPromise: { signedEntryTimestamp: entry.signedEntryTimestamp },
		...proof && { inclusionProof: {
			logIndex: String(proof.logIndex),
			rootHash: hexToBase64(proof.rootHash),
			treeSize: String(proof.treeSize),
			hashes: proof.hashes.map(hexToBase64),
			checkpoint: { envelope: proof.checkpoint }
		} },
		canonicalizedBody: entry.body
	};
}
function hexToBase64(hex) {
	return Buffer.from(hex, "hex").toString("base64");
}

// src/signing/sigstore/rekor-v2.ts
const doing$1 = "enter the signature in the transparency log";
/**
* Has version 2 of Rekor enter a signature over bytes of this SHA-256 (rekor-tiles v2.0 `CreateEntry`). It answers when
* the entry is in a checkpoint, with what bundles hold. `hashedRekordRequestV002` is the one request it takes; for DSSE
* the bytes are those that the envelope's signature is made over. Throws SIGNING.
*/
async function enterV2(base, key, signed, ask, signal) {
	const url = endpointUrl(base, "api/v2/log/entries");
	const verifier = key.certificate ? { x509Certificate: { rawBytes: key.certificate.der.toString("base64") } } : { publicKey: { rawBytes: publicKeyDer(key).toString("base64") } };
	const hashedRekordRequestV002 = {
		digest: signed.sha256.toString("base64"),
		signature: {
			content: signed.signature.toString("base64"),
			verifier: {
				...verifier,
				keyDetails: "PKIX_ECDSA_P256_SHA_256"
			}
		}
	};
	const answer = await ask({
		doing: doing$1,
		method: "POST",
		url,
		body: { hashedRekordRequestV002 }
	}, signal);
	const entry = recordIn(answer, doing$1);
	if (typeof entry["canonicalizedBody"] !== "string" || entry["inclusionProof"] === void 0) throw unexpected(doing$1, url, "the answer is no log entry");
	return entry;
}

// src/signing/sigstore/timestamp.ts
const doing = "get a timestamp for the signature";
/** `AlgorithmIdentifier` of SHA-256 in DER, RFC 5754 § 2. */
const sha256Algorithm = Buffer.from("300d06096086480165030402010500", "hex");
/**
* Asks a timestamp authority when it has seen `signature` (RFC 3161 § 2.4, over HTTP § 3.4); gives its whole answer, in
* DER, which is what bundles hold. Throws SIGNING.
*/
async function requestTimestamp(address, signature, ask, signal) {
	const url = address.pathname === "/" ? endpointUrl(address, "api/v1/timestamp") : address;
	const imprint = sha256(signature);
	const body = {
		type: "application/timestamp-query",
		bytes: query(imprint)
	};
	const answer = Buffer.from((await ask({
		doing,
		method: "POST",
		url,
		body,
		headers: { accept: "application/timestamp-reply" }
	}, signal)).body);
	if (!isGranted(answer)) throw unexpected(doing, url, "the answer grants no timestamp");
	if (!answer.includes(imprint)) throw unexpected(doing, url, "the timestamp is for something else");
	return answer;
}
/** `TimeStampReq`: version 1, the digest, and that the authority's certificate is wanted. */
function query(imprint) {
	const messageImprint = der(48, Buffer.concat([sha256Algorithm, der(4, imprint)]));
	const wantsCertificate = der(1, Buffer.from([255]));
	return der(48, Buffer.concat([
		der(2, Buffer.from([1])),
		messageImprint,
		wantsCertificate
	]));
}
/** One value in DER, no longer than 127 bytes. */
function der(tag, content) {
	return Buffer.concat([Buffer.from([tag, content.length]), content]);
}
/** Whether `TimeStampResp` begins with the status granted (0) or grantedWithMods (1). */
function isGranted(answer) {
	const [tag, length = 0] = answer;
	const status = 2 + (length > 128 ? length - 128 : 0);
	return tag === 48 && answer[status] === 48 && answer[status + 2] === 2 && answer[status + 3] === 1 && (answer[status + 4] ?? 2) <= 1;
}

// src/signing/sigstore/signer.ts
/** A signature may wait for its log this long; the certificate has to be valid when the log dates it. */
const marginMs = 18e4;
/** A signer; asks nothing of anybody yet. */
function createSigner({ identity, endpoints, ask, now }) {
	const { logs, timestampAuthorities } = endpoints;
	let issued;
	let staleAt = Number.NEGATIVE_INFINITY;
	const issue = async (fulcio, source, signal) => {
		try {
			const asked = now();
			const key = await requestCertificate(fulcio, await source.fetch(signal), ask, signal);
			staleAt = asked + key.lifetimeMs - Math.min(marginMs, key.lifetimeMs / 2);
			return key;
		} catch (error) {
			issued = void 0;
			throw error;
		}
	};
	const key = async (signal) => {
		if (identity.kind === "key") return identity;
		const held = issued;
		if (held !== void 0 && await held && now() >= staleAt && issued === held) issued = void 0;
		issued ??= issue(identity.fulcio, identity.source, signal);
		return issued;
	};
	const timestampsOf = (signature, signal) => Promise.all(timestampAuthorities.map(({ url }) => requestTimestamp(url, signature, ask, signal)));
	return {
		key,
		async signStatement(statement, signal) {
			const by = await key(signal);
			const encoded = preAuthenticationEncoding(statementType, statement.bytes);
			const signature = signBytes(by, encoded);
			const envelope = {
				payload: Buffer.from(statement.bytes).toString("base64"),
				payloadType: statementType,
				signatures: [{ sig: signature.toString("base64") }]
			};
			const enter = async ({ url, majorApiVersion }) => majorApiVersion === 1 ? transparencyLogEntry(await enterV1(url, dsseProposal(by, envelope), ask, signal)) : enterV2(url, by, {
				sha256: sha256(encoded),
				signature
			}, ask, signal);
			const [logEntries, timestamps] = await Promise.all([Promise.all(logs.map(enter)), timestampsOf(signature, signal)]);
			return encodeBundle(by, envelope, {
				logEntries,
				timestamps
			});
		},
		async signPayload(payload, signal) {
			const by = await key(signal);
			const signature = signBytes(by, payload);
			const proposal = hashedRekordProposal(by, payload, signature);
			const first = logs.filter(({ majorApiVersion }) => majorApiVersion === 1);
			const [logEntries, timestamps] = await Promise.all([Promise.all(first.map(({ url }) => enterV1(url, proposal, ask, signal))), timestampsOf(signature, signal)]);
			return {
				key: by,
				signature,
				logEntries,
				timestamps
			};
		}
	};
}
/** rekor v1.4 pkg/types/dsse/v0.0.1/dsse_v0_0_1_schema.json */
function dsseProposal(key, envelope) {
	const verifiers = [Buffer.from(verifierPem(key)).toString("base64")];
	return {
		kind: "dsse",
		apiVersion: "0.0.1",
		spec: { proposedContent: {
			envelope: JSON.stringify(envelope),
			verifiers
		} }
	};
}
/** rekor v1.4 pkg/types/hashedrekord/v0.0.1/hashedrekord_v0_0_1_schema.json */
function hashedRekordProposal(key, payload, signature) {
	const publicKey = { content: Buffer.from(verifierPem(key)).toString("base64") };
	return {
		kind: "hashedrekord",
		apiVersion: "0.0.1",
		spec: {
			signature: {
				content: signature.toString("base64"),
				publicKey
			},
			data: { hash: {
				algorithm: "sha256",
				value: sha256(payload).toString("hex")
			} }
		}
	};
}

// src/signing/sigstore/signing-config.ts
const mediaType = "application/vnd.dev.sigstore.signingconfig.v0.2+json";
/** The versions of each service's interface that are understood. */
const understood = {
	caUrls: [1],
	rekorTlogUrls: [1, 2],
	tsaUrls: [1]
};
/**
* Reads a signing config (sigstore/protobuf-specs v0.5.0 sigstore_trustroot.proto, `SigningConfig`) and picks what is to
* be asked at `now`, in milliseconds since 1970: of each operator the newest version of the interface, and as many of
* them as the selector says. Throws USAGE, naming `source`.
*/
function readSigningConfig(text, source, now) {
	const config = parse$1(text, source);
	const [fulcio] = pick(config, "caUrls", "ANY", now, source);
	return {
		...fulcio !== void 0 && { fulcio },
		logs: pick(config, "rekorTlogUrls", config["rekorTlogConfig"], now, source),
		timestampAuthorities: pick(config, "tsaUrls", config["tsaConfig"], now, source)
	};
}
/** Throws USAGE where these services cannot make what a verifier needs: a certificate has to be dated by somebody. */
function checkEndpoints(endpoints, keyless, source) {
	if (!keyless) return;
	const { fulcio, logs, timestampAuthorities } = endpoints;
	if (fulcio === void 0) throw invalid(source, "it names no certificate authority that is valid now (caUrls)");
	if (!(timestampAuthorities.length > 0 || logs.some(({ majorApiVersion }) => majorApiVersion === 1))) throw invalid(source, "nothing in it says when a signature was made: version 2 of Rekor does not, so keyless signing needs a timestamp authority (tsaUrls)");
}
function parse$1(text, source) {
	try {
		const config = JSON.parse(text);
		if (isRecord(config) && config["mediaType"] === mediaType) return config;
	} catch (cause) {
		throw invalid(source, "it is no JSON", cause);
	}
	throw invalid(source, `its mediaType is not ${mediaType}`);
}
function pick(config, kind, selection, now, source) {
	const listed = Array.isArray(config[kind]) ? config[kind].filter(isRecord) : [];
	const usable = listed.filter((service) => isValid(service, now)).map((service) => serviceOf(service, source)).filter(({ majorApiVersion }) => understood[kind].includes(majorApiVersion));
	const byOperator = /* @__PURE__ */ new Map();
	for (const candidate of usable) {
		const known = byOperator.get(candidate.operator);
		if (known === void 0 || known.majorApiVersion < candidate.majorApiVersion) byOperator.set(candidate.operator, candidate);
	}
	const found = [...byOperator.values()].map(({ url, majorApiVersion }) => ({
		url,
		majorApiVersion
	}));
	if (listed.length > 0 && found.length === 0) throw invalid(source, `${kind} names nothing that is valid now and understood`);
	return found.slice(0, countOf(selection));
}
function countOf(selection) {
	const { selector, count } = isRecord(selection) ? selection : {};
	if (selector === "ALL") return Number.POSITIVE_INFINITY;
	return selector === "EXACT" && typeof count === "number" ? count : 1;
}
function isValid({ validFor }, now) {
	const { start, end } = isRecord(validFor) ? validFor : {};
	return Date.parse(String(start)) <= now && (end === void 0 || now <= Date.parse(String(end)));
}
function serviceOf(service, source) {
	const { url: text, majorApiVersion, operator } = service;
	const url = typeof text === "string" && URL.canParse(text) ? new URL(text) : void 0;
	if (url === void 0) throw invalid(source, `${JSON.stringify(text)} is no address`);
	if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) throw invalid(source, `${url.origin} is not reached by HTTPS`);
	return {
		url,
		majorApiVersion: Number(majorApiVersion ?? 1),
		operator: String(operator ?? url.host)
	};
}
function isRecord(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function invalid(source, why, cause) {
	return new PublishError("USAGE", `Could not use the signing config ${source}: ${why}.`, {
		hint: "Make one with: cosign signing-config create",
		...cause === void 0 ? {} : { cause }
	});
}

// node_modules/@noble/ciphers/utils.js
/*! noble-ciphers - MIT License (c) 2023 Paul Miller (paulmillr.com) */
/**
* Checks if something is Uint8Array. Be careful: nodejs Buffer will return true.
* @param a - Value to inspect.
* @returns `true` when the value is a Uint8Array view, including Node's `Buffer`.
* @example
* Guards a value before treating it as raw key material.
*
* ```ts
* isBytes(new Uint8Array());
* ```
*/
function isBytes(a) {
	return a instanceof Uint8Array || ArrayBuffer.isView(a) && a.constructor.name === "Uint8Array" && "BYTES_PER_ELEMENT" in a && a.BYTES_PER_ELEMENT === 1;
}
const atitle = (title) => title ? `"${title}" ` : "";
/**
* Asserts something is boolean.
* @param value - Value to validate.
* @returns The validated boolean.
* @throws On wrong argument types. {@link TypeError}
* @example
* Validates a boolean option before branching on it.
*
* ```ts
* abool(true);
* ```
*/
function abool(value, title = "") {
	if (typeof value !== "boolean") throw new TypeError(atitle(title) + "expected boolean, got type=" + typeof value);
	return value;
}
/**
* Asserts something is a non-negative safe integer.
* @param n - Value to validate.
* @returns The validated number.
* @throws On wrong argument types. {@link TypeError}
* @throws On wrong argument ranges or values. {@link RangeError}
* @example
* Validates a non-negative length or counter.
*
* ```ts
* anumber(1);
* ```
*/
function anumber(n, title = "") {
	if (typeof n !== "number") throw new TypeError(atitle(title) + "expected number, got " + typeof n);
	if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(atitle(title) + "expected integer >= 0, got " + n);
	return n;
}
/**
* Asserts something is Uint8Array.
* @param value - Value to validate.
* @param length - Expected byte length.
* @param title - Optional label used in error messages.
* @returns The validated byte array.
* On Node, `Buffer` is accepted too because it is a Uint8Array view.
* @throws On wrong argument types. {@link TypeError}
* @throws On wrong argument lengths. {@link RangeError}
* @example
* Validates a fixed-length nonce or key buffer.
*
* ```ts
* abytes(new Uint8Array([1, 2]), 2);
* ```
*/
function abytes(value, length, title = "") {
	if (isBytes(value) && (length === void 0 || value.length === length)) return value;
	if (length !== void 0) anumber(length, "length");
	const bytes = isBytes(value);
	const ofLen = length !== void 0 ? ` of length ${length}` : "";
	const got = bytes ? `length=${value.length}` : `type=${typeof value}`;
	const message = atitle(title) + "expected Uint8Array" + ofLen + ", got " + got;
	if (!bytes) throw new TypeError(message);
	throw new RangeError(message);
}
const aobject = (value, label) => {
	if (value === null || typeof value !== "object" || Array.isArray(value)) throw new TypeError(label === "object" ? "expected valid options object" : `"${label}" expected object, got type=${typeof value}`);
};
/**
* Asserts a hash- or MAC-like instance has not been destroyed or finished.
* @param instance - Stateful instance to validate.
* @param checkFinished - Whether to reject finished instances.
* When `false`, only `destroyed` is checked.
* @throws If the hash instance has already been destroyed or finalized. {@link Error}
* @example
* Guards against calling `update()` or `digest()` on a finished hash.
*
* ```ts
* aexists({ destroyed: false, finished: false });
* ```
*/
function aexists(instance, checkFinished = true) {
	if (instance.destroyed) throw new Error("hash was destroyed");
	if (checkFinished && instance.finished) throw new Error("digest() was already called");
}
/**
* Asserts output is a sufficiently-sized byte array.
* @param out - Output buffer to validate.
* @param instance - Hash-like instance providing `outputLen`.
* This is the relaxed `digestInto()`-style contract: output must be at least `outputLen`,
* unlike one-shot cipher helpers elsewhere in the repo that often require exact lengths.
* @throws On wrong argument types. {@link TypeError}
* @throws On wrong output buffer lengths. {@link RangeError}
* @example
* Verifies that a caller-provided output buffer is large enough.
*
* ```ts
* aoutput(new Uint8Array(16), { outputLen: 16 });
* ```
*/
function aoutput(out, instance) {
	abytes(out, void 0, "output");
	const min = instance.outputLen;
	if (!(out.length >= min)) throw new RangeError("\"output\" expected length >= " + min);
}
/**
* Casts a typed-array view to Uint32Array.
* @param arr - Typed-array view to reinterpret.
* @returns Uint32Array view over the same bytes. Callers are expected to provide a
* 4-byte-aligned offset; trailing `1..3` bytes are silently dropped.
* @example
* Views a byte buffer as 32-bit words for block processing.
*
* ```ts
* u32(new Uint8Array(4));
* ```
*/
function u32(arr) {
	return new Uint32Array(arr.buffer, arr.byteOffset, Math.floor(arr.byteLength / 4));
}
/**
* Zeroizes typed arrays in place.
* Warning: JS provides no guarantees.
* @param arrays - Arrays to wipe.
* @example
* Wipes a temporary key buffer after use.
*
* ```ts
* const bytes = new Uint8Array([1]);
* clean(bytes);
* ```
*/
function clean(...arrays) {
	for (let i = 0; i < arrays.length; i++) arrays[i].fill(0);
}
/**
* Whether the current platform is little-endian.
* Most are; some IBM systems are not.
*/
const isLE = /* @__PURE__ */ (() => new Uint8Array(new Uint32Array([287454020]).buffer)[0] === 68)();
/**
* Reverses byte order of one 32-bit word.
* @param word - Unsigned 32-bit word to swap.
* @returns The same word with bytes reversed.
* @example
* Swaps a big-endian word into little-endian byte order.
*
* ```ts
* byteSwap(0x11223344);
* ```
*/
function byteSwap(word) {
	return word << 24 & 4278190080 | word << 8 & 16711680 | word >>> 8 & 65280 | word >>> 24 & 255;
}
/**
* Byte-swaps every word of a Uint32Array in place.
* @param arr - Uint32Array whose words should be swapped.
* @returns The same array after in-place byte swapping.
* @example
* Swaps every 32-bit word in a word-view buffer.
*
* ```ts
* byteSwap32(new Uint32Array([0x11223344]));
* ```
*/
function byteSwap32(arr) {
	for (let i = 0; i < arr.length; i++) arr[i] = byteSwap(arr[i]);
	return arr;
}
/**
* Normalizes a Uint32Array view to the little-endian representation expected by cipher cores.
* @param u - Word view to normalize in place.
* @returns Little-endian normalized word view.
* @example
* Normalizes a word-view buffer before block processing.
*
* ```ts
* swap32IfBE(new Uint32Array([0x11223344]));
* ```
*/
const swap32IfBE = isLE ? (u) => u : byteSwap32;
/**
* Checks if two U8A use same underlying buffer and overlaps.
* This is invalid and can corrupt data.
* @param a - First byte view.
* @param b - Second byte view.
* @returns `true` when the views overlap in memory.
* @example
* Detects whether two slices alias the same backing buffer.
*
* ```ts
* overlapBytes(new Uint8Array(4), new Uint8Array(4));
* ```
*/
function overlapBytes(a, b) {
	if (!a.byteLength || !b.byteLength) return false;
	return a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength;
}
/**
* If input and output overlap and input starts before output, we will overwrite end of input before
* we start processing it, so this is not supported by forward-processing ciphers.
* @param input - Input bytes.
* @param output - Output bytes.
* @throws If the output view would overwrite unread input bytes. {@link Error}
* @example
* Rejects an in-place layout that would overwrite unread input bytes.
*
* ```ts
* const buffer = new Uint8Array(8);
* complexOverlapBytes(buffer.subarray(0, 4), buffer.subarray(2, 6));
* ```
*/
function complexOverlapBytes(input, output) {
	if (overlapBytes(input, output) && input.byteOffset < output.byteOffset) throw new Error("complex overlap of input and output is not supported");
}
/**
* Merges user options into defaults.
* @param defaults - Default option values.
* @param opts - User-provided overrides.
* @returns Combined options object.
* `defaults` is a library-owned mutable object; user-provided `opts` only need to be
* object-shaped, since "plain object" checks reject valid proxy/cross-realm containers.
* The merge mutates `defaults` in place and returns the same object, so direct callers
* should pass a fresh defaults object unless they intentionally want shared state updated.
* @throws If options are missing or not an object. {@link Error}
* @example
* Applies user overrides to the default cipher options.
*
* ```ts
* checkOpts({ rounds: 20 }, { rounds: 8 });
* ```
*/
function checkOpts(defaults, opts) {
	aobject(defaults, "defaults");
	aobject(opts, "opts");
	return Object.assign(defaults, opts);
}
/**
* Compares two byte arrays in kinda constant time once lengths already match.
* @param a - First byte array.
* @param b - Second byte array.
* @returns `true` when the arrays contain the same bytes. Different lengths still return early.
* @example
* Compares an expected authentication tag with the received one.
*
* ```ts
* equalBytes(new Uint8Array([1]), new Uint8Array([1]));
* ```
*/
function equalBytes(a, b) {
	a = abytes(a);
	b = abytes(b);
	if (a.length !== b.length) return false;
	let diff = 0;
	for (let i = 0; i < a.length; i++) diff |= a[i] ^ b[i];
	return diff === 0;
}
/**
* Wraps a keyed MAC constructor into a one-shot helper with `.create()`.
* @param keyLen - Valid probe-key length used to read static metadata once.
* The probe key is only used for `outputLen` / `blockLen`, so callers with several valid key sizes
* can pass any representative size as long as those values stay fixed.
* @param macCons - Keyed MAC constructor or factory.
* @param fromMsg - Optional adapter that derives extra constructor args from the one-shot message.
* @returns Callable MAC helper with `.create()`.
*/
function wrapMacConstructor(keyLen, macCons, fromMsg) {
	const mac = macCons;
	const getArgs = fromMsg || (() => []);
	const macC = (msg, key) => mac(key, ...getArgs(msg)).update(msg).digest();
	const tmp = mac(new Uint8Array(keyLen), ...getArgs(/* @__PURE__ */ new Uint8Array(0)));
	macC.outputLen = tmp.outputLen;
	macC.blockLen = tmp.blockLen;
	macC.create = (key, ...args) => mac(key, ...args);
	return macC;
}
/**
* Wraps a cipher: validates args, ensures encrypt() can only be called once.
* Used internally by the exported cipher constructors.
* Output-buffer support is inferred from the wrapped `encrypt` / `decrypt`
* arity (`fn.length === 2`), so wrapped output-capable methods must use a normal
* second parameter, not a default/rest parameter. AAD support is explicit in
* `params.withAAD`; optional AAD starts after the nonce slot when one is present.
* @__NO_SIDE_EFFECTS__
* @param params - Static cipher metadata. See {@link CipherParams}.
* @param constructor - Cipher constructor.
* @returns Wrapped constructor with validation.
*/
const wrapCipher = (params, constructor) => {
	function wrappedCipher(key, ...args) {
		abytes(key, void 0, "key");
		if (params.nonceLength !== void 0) {
			const nonce = args[0];
			abytes(nonce, params.varSizeNonce ? void 0 : params.nonceLength, "nonce");
		}
		const tagl = params.tagLength;
		const aadStart = params.nonceLength !== void 0 ? 1 : 0;
		if (!params.withAAD) {
			for (let i = aadStart; i < args.length; i++) if (isBytes(args[i])) throw new Error("AAD not supported");
		}
		if (params.withAAD && args[aadStart] !== void 0) abytes(args[aadStart], void 0, "AAD");
		const cipher = constructor(key, ...args);
		const checkOutput = (fnLength, output) => {
			if (output !== void 0) {
				if (fnLength !== 2) throw new Error("cipher output not supported");
				abytes(output, void 0, "output");
			}
		};
		let called = false;
		return {
			encrypt(data, output) {
				if (called) throw new Error("cannot encrypt() twice with same key + nonce");
				called = true;
				abytes(data, void 0, "data");
				checkOutput(cipher.encrypt.length, output);
				return cipher.encrypt(data, output);
			},
			decrypt(data, output) {
				abytes(data, void 0, "data");
				if (tagl && data.length < tagl) throw new Error("\"ciphertext\" expected length >= tagLength=" + tagl);
				checkOutput(cipher.decrypt.length, output);
				return cipher.decrypt(data, output);
			}
		};
	}
	Object.assign(wrappedCipher, params);
	return wrappedCipher;
};
/**
* By default, returns u8a of length.
* When out is available, it checks it for validity and uses it.
* @param expectedLength - Required output length.
* @param out - Optional destination buffer.
* @param onlyAligned - Whether `out` must be 4-byte aligned.
* @returns Output buffer ready for writing.
* @throws On wrong argument types. {@link TypeError}
* @throws If the provided output buffer has the wrong size. {@link RangeError}
* @throws If the provided output buffer has the wrong alignment. {@link Error}
* @example
* Reuses a caller-provided output buffer when lengths match.
*
* ```ts
* getOutput(16, new Uint8Array(16));
* ```
*/
function getOutput(expectedLength, out, onlyAligned = true) {
	if (out === void 0) return new Uint8Array(expectedLength);
	abytes(out, expectedLength, "output");
	if (onlyAligned && !isAligned32(out)) throw new Error("invalid output, must be aligned");
	return out;
}
/**
* Checks whether a byte array is aligned to a 4-byte offset.
* @param bytes - Byte array to inspect.
* @returns `true` when the view is 4-byte aligned.
* @example
* Checks whether a buffer can be safely viewed as Uint32Array.
*
* ```ts
* isAligned32(new Uint8Array(4));
* ```
*/
function isAligned32(bytes) {
	return bytes.byteOffset % 4 === 0;
}
/**
* Copies bytes into a new Uint8Array.
* @param bytes - Bytes to copy.
* @returns Copied byte array.
* @throws On wrong argument types. {@link TypeError}
* @example
* Copies input into an aligned Uint8Array before block processing.
*
* ```ts
* copyBytes(new Uint8Array([1, 2]));
* ```
*/
function copyBytes(bytes) {
	return Uint8Array.from(abytes(bytes));
}

// node_modules/@noble/ciphers/_arx.js
/**
* Basic utils for ARX (add-rotate-xor) salsa and chacha ciphers.

RFC8439 requires multi-step cipher stream, where
authKey starts with counter: 0, actual msg with counter: 1.

For this, we need a way to re-use nonce / counter:

const counter = new Uint8Array(4);
chacha(..., counter, ...); // counter is now 1
chacha(..., counter, ...); // counter is now 2

This is complicated:

- 32-bit counters are enough, no need for 64-bit: max ArrayBuffer size in JS is 4GB
- Original papers don't allow mutating counters
- Counter overflow is undefined [^1]
- Idea A: allow providing (nonce | counter) instead of just nonce, re-use it
- Caveat: Cannot be re-used through all cases:
- * chacha has (counter | nonce)
- * xchacha has (nonce16 | counter | nonce16)
- Idea B: separate nonce / counter and provide separate API for counter re-use
- Caveat: there are different counter sizes depending on an algorithm.
- salsa & chacha also differ in structures of key & sigma:
salsa20:      s[0] | k(4) | s[1] | nonce(2) | cnt(2) | s[2] | k(4) | s[3]
chacha:       s(4) | k(8) | cnt(1) | nonce(3)
chacha20orig: s(4) | k(8) | cnt(2) | nonce(2)
- Idea C: helper method such as `setSalsaState(key, nonce, sigma, data)`
- Caveat: we can't re-use counter array

xchacha uses the subkey and remaining 8 byte nonce with ChaCha20 as normal
(prefixed by 4 NUL bytes, since RFC8439 specifies a 12-byte nonce).
Counter overflow is undefined; see {@link https://mailarchive.ietf.org/arch/msg/cfrg/gsOnTJzcbgG6OqD8Sc0GO5aR_tU/ | the CFRG thread}.
Current noble policy is strict non-wrap for the shared 32-bit counter path:
exported ARX ciphers reject initial `0xffffffff` and stop before any implicit
wrap back to zero.
See {@link https://datatracker.ietf.org/doc/html/draft-irtf-cfrg-xchacha#appendix-A.2 | the XChaCha appendix} for the extended-nonce construction.

* @module
*/
const encodeStr = (str) => Uint8Array.from(str.split(""), (c) => c.charCodeAt(0));
const sigma16_32 = /* @__PURE__ */ (() => swap32IfBE(u32(encodeStr("expand 16-byte k"))))();
const sigma32_32 = /* @__PURE__ */ (() => swap32IfBE(u32(encodeStr("expand 32-byte k"))))();
/**
* Rotates a 32-bit word left.
* @param a - Input word.
* @param b - Rotation count in bits.
* @returns Rotated 32-bit word.
* @example
* Moves the top byte of `0x12345678` into the low byte position.
* ```ts
* rotl(0x12345678, 8);
* ```
*/
function rotl(a, b) {
	return a << b | a >>> 32 - b;
}
const BLOCK_LEN = 64;
const BLOCK_LEN32 = 16;
const MAX_COUNTER = /* @__PURE__ */ (() => 2 ** 32 - 1)();
const U32_EMPTY = /* @__PURE__ */ Uint32Array.of();
function runCipher(core, sigma, key, nonce, data, output, counter, rounds) {
	const len = data.length;
	const block = new Uint8Array(BLOCK_LEN);
	const b32 = u32(block);
	const isAligned = isLE && isAligned32(data) && isAligned32(output);
	const d32 = isAligned ? u32(data) : U32_EMPTY;
	const o32 = isAligned ? u32(output) : U32_EMPTY;
	if (!isLE) {
		for (let pos = 0; pos < len; counter++) {
			core(sigma, key, nonce, b32, counter, rounds);
			swap32IfBE(b32);
			if (counter >= MAX_COUNTER) throw new Error("arx: counter overflow");
			const take = Math.min(BLOCK_LEN, len - pos);
			for (let j = 0, posj; j < take; j++) {
				posj = pos + j;
				output[posj] = data[posj] ^ block[j];
			}
			pos += take;
		}
		return;
	}
	for (let pos = 0; pos < len; counter++) {
		core(sigma, key, nonce, b32, counter, rounds);
		if (counter >= MAX_COUNTER) throw new Error("arx: counter overflow");
		const take = Math.min(BLOCK_LEN, len - pos);
		if (isAligned && take === BLOCK_LEN) {
			const pos32 = pos / 4;
			if (pos % 4 !== 0) throw new Error("arx: invalid block position");
			for (let j = 0, posj; j < BLOCK_LEN32; j++) {
				posj = pos32 + j;
				o32[posj] = d32[posj] ^ b32[j];
			}
			pos += BLOCK_LEN;
			continue;
		}
		for (let j = 0, posj; j < take; j++) {
			posj = pos + j;
			output[posj] = data[posj] ^ block[j];
		}
		pos += take;
	}
}
/**
* Creates an ARX stream cipher from a 32-bit core permutation.
* Used internally to build the exported Salsa and ChaCha stream ciphers.
* @param core - Core function that fills one keystream block.
* @param opts - Cipher layout and nonce-extension options. See {@link CipherOpts}.
* @returns Stream cipher function over byte arrays.
* @throws If the core callback, key size, counter, or output sizing is invalid. {@link Error}
*/
function createCipher(core, opts) {
	const { allowShortKeys, extendNonceFn, counterLength, counterRight, rounds } = checkOpts({
		allowShortKeys: false,
		counterLength: 8,
		counterRight: false,
		rounds: 20
	}, opts);
	if (typeof core !== "function") throw new Error("core must be a function");
	anumber(counterLength);
	anumber(rounds);
	abool(counterRight);
	abool(allowShortKeys);
	return (key, nonce, data, output, counter = 0) => {
		abytes(key, void 0, "key");
		abytes(nonce, void 0, "nonce");
		abytes(data, void 0, "data");
		const len = data.length;
		const hasOutput = output !== void 0;
		output = getOutput(len, output, false);
		if (hasOutput) complexOverlapBytes(data, output);
		anumber(counter);
		if (counter < 0 || counter >= MAX_COUNTER) throw new Error("arx: counter overflow");
		const toClean = [];
		let l = key.length;
		let k;
		let sigma;
		if (l === 32) {
			toClean.push(k = copyBytes(key));
			sigma = sigma32_32;
		} else if (l === 16 && allowShortKeys) {
			k = /* @__PURE__ */ new Uint8Array(32);
			k.set(key);
			k.set(key, 16);
			sigma = sigma16_32;
			toClean.push(k);
		} else {
			abytes(key, 32, "arx key");
			throw new Error("invalid key size");
		}
		if (!isLE || !isAligned32(nonce)) toClean.push(nonce = copyBytes(nonce));
		let k32 = u32(k);
		if (extendNonceFn) {
			if (nonce.length !== 24) throw new Error("arx: extended nonce must be 24 bytes");
			const n16 = nonce.subarray(0, 16);
			if (isLE) extendNonceFn(sigma, k32, u32(n16), k32);
			else {
				const sigmaRaw = swap32IfBE(Uint32Array.from(sigma));
				extendNonceFn(sigmaRaw, k32, u32(n16), k32);
				clean(sigmaRaw);
				swap32IfBE(k32);
			}
			nonce = nonce.subarray(16);
		} else if (!isLE) swap32IfBE(k32);
		const nonceNcLen = 16 - counterLength;
		if (nonceNcLen !== nonce.length) throw new Error(`arx: nonce must be ${nonceNcLen} or 16 bytes`);
		if (nonceNcLen !== 12) {
			const nc = /* @__PURE__ */ new Uint8Array(12);
			nc.set(nonce, counterRight ? 0 : 12 - nonce.length);
			nonce = nc;
			toClean.push(nonce);
		}
		const n32 = swap32IfBE(u32(nonce));
		try {
			runCipher(core, sigma, k32, n32, data, output, counter, rounds);
			return output;
		} finally {
			clean(...toClean);
		}
	};
}

// node_modules/@noble/ciphers/_poly1305.js
/**
* Poly1305 ({@link https://cr.yp.to/mac/poly1305-20050329.pdf | PDF},
* {@link https://en.wikipedia.org/wiki/Poly1305 | wiki})
* is a fast and parallel secret-key message-authentication code suitable for
* a wide variety of applications. It was standardized in
* {@link https://www.rfc-editor.org/rfc/rfc8439 | RFC 8439} and is now used in TLS 1.3.
*
* Polynomial MACs are not perfect for every situation:
* they lack Random Key Robustness: the MAC can be forged, and can't be used in PAKE schemes.
* See {@link https://keymaterial.net/2020/09/07/invisible-salamanders-in-aes-gcm-siv/ | the invisible salamanders attack writeup}.
* To combat invisible salamanders, `hash(key)` can be included in ciphertext,
* however, this would violate ciphertext indistinguishability:
* an attacker would know which key was used - so `HKDF(key, i)`
* could be used instead.
*
* Check out the {@link https://cr.yp.to/mac.html | original website}.
* Based on public-domain {@link https://github.com/floodyberry/poly1305-donna | poly1305-donna}.
* @module
*/
function u8to16(a, i) {
	return a[i++] & 255 | (a[i++] & 255) << 8;
}
/**
* Incremental Poly1305 MAC state.
* Prefer `poly1305()` for one-shot use.
* @param key - 32-byte Poly1305 one-time key.
* @example
* Feeds one chunk into an incremental Poly1305 state with a fresh one-time key.
*
* ```ts
* import { Poly1305 } from '@noble/ciphers/_poly1305.js';
* import { randomBytes } from '@noble/ciphers/utils.js';
* const key = randomBytes(32);
* const mac = new Poly1305(key);
* mac.update(new Uint8Array([1, 2, 3]));
* mac.digest();
* ```
*/
var Poly1305 = class {
	blockLen = 16;
	outputLen = 16;
	buffer = /* @__PURE__ */ new Uint8Array(16);
	r = /* @__PURE__ */ new Uint16Array(10);
	h = /* @__PURE__ */ new Uint16Array(10);
	pad = /* @__PURE__ */ new Uint16Array(8);
	pos = 0;
	finished = false;
	destroyed = false;
	constructor(key) {
		key = copyBytes(abytes(key, 32, "key"));
		const t0 = u8to16(key, 0);
		const t1 = u8to16(key, 2);
		const t2 = u8to16(key, 4);
		const t3 = u8to16(key, 6);
		const t4 = u8to16(key, 8);
		const t5 = u8to16(key, 10);
		const t6 = u8to16(key, 12);
		const t7 = u8to16(key, 14);
		this.r[0] = t0 & 8191;
		this.r[1] = (t0 >>> 13 | t1 << 3) & 8191;
		this.r[2] = (t1 >>> 10 | t2 << 6) & 7939;
		this.r[3] = (t2 >>> 7 | t3 << 9) & 8191;
		this.r[4] = (t3 >>> 4 | t4 << 12) & 255;
		this.r[5] = t4 >>> 1 & 8190;
		this.r[6] = (t4 >>> 14 | t5 << 2) & 8191;
		this.r[7] = (t5 >>> 11 | t6 << 5) & 8065;
		this.r[8] = (t6 >>> 8 | t7 << 8) & 8191;
		this.r[9] = t7 >>> 5 & 127;
		for (let i = 0; i < 8; i++) this.pad[i] = u8to16(key, 16 + 2 * i);
	}
	process(data, offset, isLast = false) {
		const hibit = isLast ? 0 : 2048;
		const { h, r } = this;
		const r0 = r[0];
		const r1 = r[1];
		const r2 = r[2];
		const r3 = r[3];
		const r4 = r[4];
		const r5 = r[5];
		const r6 = r[6];
		const r7 = r[7];
		const r8 = r[8];
		const r9 = r[9];
		const t0 = u8to16(data, offset + 0);
		const t1 = u8to16(data, offset + 2);
		const t2 = u8to16(data, offset + 4);
		const t3 = u8to16(data, offset + 6);
		const t4 = u8to16(data, offset + 8);
		const t5 = u8to16(data, offset + 10);
		const t6 = u8to16(data, offset + 12);
		const t7 = u8to16(data, offset + 14);
		let h0 = h[0] + (t0 & 8191);
		let h1 = h[1] + ((t0 >>> 13 | t1 << 3) & 8191);
		let h2 = h[2] + ((t1 >>> 10 | t2 << 6) & 8191);
		let h3 = h[3] + ((t2 >>> 7 | t3 << 9) & 8191);
		let h4 = h[4] + ((t3 >>> 4 | t4 << 12) & 8191);
		let h5 = h[5] + (t4 >>> 1 & 8191);
		let h6 = h[6] + ((t4 >>> 14 | t5 << 2) & 8191);
		let h7 = h[7] + ((t5 >>> 11 | t6 << 5) & 8191);
		let h8 = h[8] + ((t6 >>> 8 | t7 << 8) & 8191);
		let h9 = h[9] + (t7 >>> 5 | hibit);
		let c = 0;
		let d0 = c + h0 * r0 + h1 * (5 * r9) + h2 * (5 * r8) + h3 * (5 * r7) + h4 * (5 * r6);
		c = d0 >>> 13;
		d0 &= 8191;
		d0 += h5 * (5 * r5) + h6 * (5 * r4) + h7 * (5 * r3) + h8 * (5 * r2) + h9 * (5 * r1);
		c += d0 >>> 13;
		d0 &= 8191;
		let d1 = c + h0 * r1 + h1 * r0 + h2 * (5 * r9) + h3 * (5 * r8) + h4 * (5 * r7);
		c = d1 >>> 13;
		d1 &= 8191;
		d1 += h5 * (5 * r6) + h6 * (5 * r5) + h7 * (5 * r4) + h8 * (5 * r3) + h9 * (5 * r2);
		c += d1 >>> 13;
		d1 &= 8191;
		let d2 = c + h0 * r2 + h1 * r1 + h2 * r0 + h3 * (5 * r9) + h4 * (5 * r8);
		c = d2 >>> 13;
		d2 &= 8191;
		d2 += h5 * (5 * r7) + h6 * (5 * r6) + h7 * (5 * r5) + h8 * (5 * r4) + h9 * (5 * r3);
		c += d2 >>> 13;
		d2 &= 8191;
		let d3 = c + h0 * r3 + h1 * r2 + h2 * r1 + h3 * r0 + h4 * (5 * r9);
		c = d3 >>> 13;
		d3 &= 8191;
		d3 += h5 * (5 * r8) + h6 * (5 * r7) + h7 * (5 * r6) + h8 * (5 * r5) + h9 * (5 * r4);
		c += d3 >>> 13;
		d3 &= 8191;
		let d4 = c + h0 * r4 + h1 * r3 + h2 * r2 + h3 * r1 + h4 * r0;
		c = d4 >>> 13;
		d4 &= 8191;
		d4 += h5 * (5 * r9) + h6 * (5 * r8) + h7 * (5 * r7) + h8 * (5 * r6) + h9 * (5 * r5);
		c += d4 >>> 13;
		d4 &= 8191;
		let d5 = c + h0 * r5 + h1 * r4 + h2 * r3 + h3 * r2 + h4 * r1;
		c = d5 >>> 13;
		d5 &= 8191;
		d5 += h5 * r0 + h6 * (5 * r9) + h7 * (5 * r8) + h8 * (5 * r7) + h9 * (5 * r6);
		c += d5 >>> 13;
		d5 &= 8191;
		let d6 = c + h0 * r6 + h1 * r5 + h2 * r4 + h3 * r3 + h4 * r2;
		c = d6 >>> 13;
		d6 &= 8191;
		d6 += h5 * r1 + h6 * r0 + h7 * (5 * r9) + h8 * (5 * r8) + h9 * (5 * r7);
		c += d6 >>> 13;
		d6 &= 8191;
		let d7 = c + h0 * r7 + h1 * r6 + h2 * r5 + h3 * r4 + h4 * r3;
		c = d7 >>> 13;
		d7 &= 8191;
		d7 += h5 * r2 + h6 * r1 + h7 * r0 + h8 * (5 * r9) + h9 * (5 * r8);
		c += d7 >>> 13;
		d7 &= 8191;
		let d8 = c + h0 * r8 + h1 * r7 + h2 * r6 + h3 * r5 + h4 * r4;
		c = d8 >>> 13;
		d8 &= 8191;
		d8 += h5 * r3 + h6 * r2 + h7 * r1 + h8 * r0 + h9 * (5 * r9);
		c += d8 >>> 13;
		d8 &= 8191;
		let d9 = c + h0 * r9 + h1 * r8 + h2 * r7 + h3 * r6 + h4 * r5;
		c = d9 >>> 13;
		d9 &= 8191;
		d9 += h5 * r4 + h6 * r3 + h7 * r2 + h8 * r1 + h9 * r0;
		c += d9 >>> 13;
		d9 &= 8191;
		c = (c << 2) + c | 0;
		c = c + d0 | 0;
		d0 = c & 8191;
		c = c >>> 13;
		d1 += c;
		h[0] = d0;
		h[1] = d1;
		h[2] = d2;
		h[3] = d3;
		h[4] = d4;
		h[5] = d5;
		h[6] = d6;
		h[7] = d7;
		h[8] = d8;
		h[9] = d9;
	}
	finalize() {
		const { h, pad } = this;
		const g = /* @__PURE__ */ new Uint16Array(10);
		let c = h[1] >>> 13;
		h[1] &= 8191;
		for (let i = 2; i < 10; i++) {
			h[i] += c;
			c = h[i] >>> 13;
			h[i] &= 8191;
		}
		h[0] += c * 5;
		c = h[0] >>> 13;
		h[0] &= 8191;
		h[1] += c;
		c = h[1] >>> 13;
		h[1] &= 8191;
		h[2] += c;
		g[0] = h[0] + 5;
		c = g[0] >>> 13;
		g[0] &= 8191;
		for (let i = 1; i < 10; i++) {
			g[i] = h[i] + c;
			c = g[i] >>> 13;
			g[i] &= 8191;
		}
		g[9] -= 8192;
		let mask = (c ^ 1) - 1;
		for (let i = 0; i < 10; i++) g[i] &= mask;
		mask = ~mask;
		for (let i = 0; i < 10; i++) h[i] = h[i] & mask | g[i];
		h[0] = (h[0] | h[1] << 13) & 65535;
		h[1] = (h[1] >>> 3 | h[2] << 10) & 65535;
		h[2] = (h[2] >>> 6 | h[3] << 7) & 65535;
		h[3] = (h[3] >>> 9 | h[4] << 4) & 65535;
		h[4] = (h[4] >>> 12 | h[5] << 1 | h[6] << 14) & 65535;
		h[5] = (h[6] >>> 2 | h[7] << 11) & 65535;
		h[6] = (h[7] >>> 5 | h[8] << 8) & 65535;
		h[7] = (h[8] >>> 8 | h[9] << 5) & 65535;
		let f = h[0] + pad[0];
		h[0] = f & 65535;
		for (let i = 1; i < 8; i++) {
			f = (h[i] + pad[i] | 0) + (f >>> 16) | 0;
			h[i] = f & 65535;
		}
		clean(g);
	}
	update(data) {
		aexists(this);
		abytes(data);
		data = copyBytes(data);
		const { buffer, blockLen } = this;
		const len = data.length;
		for (let pos = 0; pos < len;) {
			const take = Math.min(blockLen - this.pos, len - pos);
			if (take === blockLen) {
				for (; blockLen <= len - pos; pos += blockLen) this.process(data, pos);
				continue;
			}
			buffer.set(data.subarray(pos, pos + take), this.pos);
			this.pos += take;
			pos += take;
			if (this.pos === blockLen) {
				this.process(buffer, 0, false);
				this.pos = 0;
			}
		}
		return this;
	}
	destroy() {
		this.destroyed = true;
		clean(this.h, this.r, this.buffer, this.pad);
	}
	digestInto(out) {
		aexists(this);
		aoutput(out, this);
		this.finished = true;
		const { buffer, h } = this;
		let { pos } = this;
		if (pos) {
			buffer[pos++] = 1;
			for (; pos < 16; pos++) buffer[pos] = 0;
			this.process(buffer, 0, true);
		}
		this.finalize();
		let opos = 0;
		for (let i = 0; i < 8; i++) {
			out[opos++] = h[i] >>> 0;
			out[opos++] = h[i] >>> 8;
		}
	}
	digest() {
		const { buffer, outputLen } = this;
		this.digestInto(buffer);
		const res = buffer.slice(0, outputLen);
		this.destroy();
		return res;
	}
};
/**
* Poly1305 MAC from RFC 8439.
* @param msg - Message bytes to authenticate.
* @param key - 32-byte Poly1305 one-time key.
* @returns 16-byte authentication tag.
* @example
* Authenticates one message with a one-shot Poly1305 call and a fresh key.
*
* ```ts
* import { poly1305 } from '@noble/ciphers/_poly1305.js';
* import { randomBytes } from '@noble/ciphers/utils.js';
* const key = randomBytes(32);
* poly1305(new Uint8Array(), key);
* ```
*/
const poly1305 = /* @__PURE__ */ wrapMacConstructor(32, (key) => new Poly1305(key));

// node_modules/@noble/ciphers/salsa.js
/**
* Salsa20 stream cipher, released in 2005.
* Salsa's goal was to implement AES replacement that does not rely on S-Boxes,
* which are hard to implement in a constant-time manner.
* Salsa20 is usually faster than AES, a big deal on slow, budget mobile phones.
*
* - {@link https://cr.yp.to/snuffle/xsalsa-20110204.pdf | XSalsa20},
*   extended-nonce
*   variant was released in 2008. It extends Salsa20's 64-bit nonce to 192 bits,
*   and became safe to be picked at random.
* - Nacl / Libsodium popularized term "secretbox", - which is just xsalsa20poly1305.
*   We provide the alias and corresponding seal / open methods.
*   "crypto_box" and "sealedbox" are available in package
*   {@link https://github.com/serenity-kit/noble-sodium | noble-sodium}.
* - Check out
*   {@link https://cr.yp.to/snuffle/salsafamily-20071225.pdf | PDF}
*   and {@link https://cr.yp.to/snuffle.html | website}.
* @module
*/
/**
* Salsa20 core function. Uses an unrolled loop (salsaCore, hsalsa) - 4x
* faster than a simple loop, but larger & harder to read. A simple-loop
* reference version lives in `test/misc/micro-ciphers.ts`;
* `test/arx.test.ts` keeps the two aligned.
* The specific implementation is selected in `createCipher` below.
* Performance numbers for 1MB inputs:
* * default x 779 ops/sec @ 1ms/op
* * if salsa+hsalsa are merged x 459 ops/sec @ 2ms/op
* * small x 132 ops/sec @ 7ms/op
*/
/** Uses only the low 32 bits of Salsa20's 64-bit counter state. */
function salsaCore(s, k, n, out, cnt, rounds = 20, cntHi = 0) {
	let y00 = s[0], y01 = k[0], y02 = k[1], y03 = k[2], y04 = k[3], y05 = s[1], y06 = n[0], y07 = n[1], y08 = cnt, y09 = cntHi, y10 = s[2], y11 = k[4], y12 = k[5], y13 = k[6], y14 = k[7], y15 = s[3];
	let x00 = y00, x01 = y01, x02 = y02, x03 = y03, x04 = y04, x05 = y05, x06 = y06, x07 = y07, x08 = y08, x09 = y09, x10 = y10, x11 = y11, x12 = y12, x13 = y13, x14 = y14, x15 = y15;
	for (let r = 0; r < rounds; r += 2) {
		x04 ^= rotl(x00 + x12 | 0, 7);
		x08 ^= rotl(x04 + x00 | 0, 9);
		x12 ^= rotl(x08 + x04 | 0, 13);
		x00 ^= rotl(x12 + x08 | 0, 18);
		x09 ^= rotl(x05 + x01 | 0, 7);
		x13 ^= rotl(x09 + x05 | 0, 9);
		x01 ^= rotl(x13 + x09 | 0, 13);
		x05 ^= rotl(x01 + x13 | 0, 18);
		x14 ^= rotl(x10 + x06 | 0, 7);
		x02 ^= rotl(x14 + x10 | 0, 9);
		x06 ^= rotl(x02 + x14 | 0, 13);
		x10 ^= rotl(x06 + x02 | 0, 18);
		x03 ^= rotl(x15 + x11 | 0, 7);
		x07 ^= rotl(x03 + x15 | 0, 9);
		x11 ^= rotl(x07 + x03 | 0, 13);
		x15 ^= rotl(x11 + x07 | 0, 18);
		x01 ^= rotl(x00 + x03 | 0, 7);
		x02 ^= rotl(x01 + x00 | 0, 9);
		x03 ^= rotl(x02 + x01 | 0, 13);
		x00 ^= rotl(x03 + x02 | 0, 18);
		x06 ^= rotl(x05 + x04 | 0, 7);
		x07 ^= rotl(x06 + x05 | 0, 9);
		x04 ^= rotl(x07 + x06 | 0, 13);
		x05 ^= rotl(x04 + x07 | 0, 18);
		x11 ^= rotl(x10 + x09 | 0, 7);
		x08 ^= rotl(x11 + x10 | 0, 9);
		x09 ^= rotl(x08 + x11 | 0, 13);
		x10 ^= rotl(x09 + x08 | 0, 18);
		x12 ^= rotl(x15 + x14 | 0, 7);
		x13 ^= rotl(x12 + x15 | 0, 9);
		x14 ^= rotl(x13 + x12 | 0, 13);
		x15 ^= rotl(x14 + x13 | 0, 18);
	}
	let oi = 0;
	out[oi++] = y00 + x00 | 0;
	out[oi++] = y01 + x01 | 0;
	out[oi++] = y02 + x02 | 0;
	out[oi++] = y03 + x03 | 0;
	out[oi++] = y04 + x04 | 0;
	out[oi++] = y05 + x05 | 0;
	out[oi++] = y06 + x06 | 0;
	out[oi++] = y07 + x07 | 0;
	out[oi++] = y08 + x08 | 0;
	out[oi++] = y09 + x09 | 0;
	out[oi++] = y10 + x10 | 0;
	out[oi++] = y11 + x11 | 0;
	out[oi++] = y12 + x12 | 0;
	out[oi++] = y13 + x13 | 0;
	out[oi++] = y14 + x14 | 0;
	out[oi++] = y15 + x15 | 0;
}
/**
* hsalsa hashes key and nonce-prefix words into the 32-byte subkey used by XSalsa20.
* Algorithmically identical to `hsalsa_small` from `test/misc/micro-ciphers.ts`,
* but this exported path normalizes word order on big-endian hosts.
* Reuses `salsaCore` and subtracts its feed-forward, keeping the hot per-block
* path untouched.
* @param s - Sigma constants as 32-bit words.
* @param k - Key words.
* @param i - Nonce-prefix words.
* @param out - Output buffer for the derived subkey.
* @example
* Derives the XSalsa20 subkey from sigma, key, and nonce-prefix words.
*
* ```ts
* const sigma = new Uint32Array(4);
* const key = new Uint32Array(8);
* const nonce = new Uint32Array(4);
* const out = new Uint32Array(8);
* hsalsa(sigma, key, nonce, out);
* ```
*/
function hsalsa(s, k, i, out) {
	const s2 = isLE ? s : swap32IfBE(s.slice(0, 4));
	const k2 = isLE ? k : swap32IfBE(k.slice(0, 8));
	const i2 = isLE ? i : swap32IfBE(i.slice(0, 4));
	const t = /* @__PURE__ */ new Uint32Array(16);
	salsaCore(s2, k2, i2.subarray(0, 2), t, i2[2], 20, i2[3]);
	let oi = 0;
	out[oi++] = t[0] - s2[0] | 0;
	out[oi++] = t[5] - s2[1] | 0;
	out[oi++] = t[10] - s2[2] | 0;
	out[oi++] = t[15] - s2[3] | 0;
	out[oi++] = t[6] - i2[0] | 0;
	out[oi++] = t[7] - i2[1] | 0;
	out[oi++] = t[8] - i2[2] | 0;
	out[oi++] = t[9] - i2[3] | 0;
	swap32IfBE(out);
	if (!isLE) clean(s2, k2, i2);
	clean(t);
}
/**
* XSalsa20 extended-nonce salsa.
* With 24-byte nonce, it's safe to make it random (CSPRNG).
* @param key - 32-byte key.
* This XSalsa20 wrapper does not enable Salsa20's 16-byte legacy key mode.
* @param nonce - 24-byte nonce.
* @param data - Input bytes to xor with the keystream.
* @param output - Optional destination buffer.
* @param counter - Initial block counter.
* @returns Encrypted or decrypted bytes.
* @example
* Encrypts bytes with XSalsa20 and a random 24-byte nonce.
*
* ```ts
* import { xsalsa20 } from '@noble/ciphers/salsa.js';
* import { randomBytes } from '@noble/ciphers/utils.js';
* const key = randomBytes(32);
* const nonce = randomBytes(24);
* xsalsa20(key, nonce, new Uint8Array([1, 2, 3, 4]));
* ```
*/
const xsalsa20 = /* @__PURE__ */ createCipher(salsaCore, {
	counterRight: true,
	extendNonceFn: hsalsa
});
/**
* xsalsa20-poly1305 eXtended-nonce (24 bytes) salsa.
* With 24-byte nonce, it's safe to make it random (CSPRNG).
* Also known as `secretbox` from libsodium / nacl.
* No AAD input is supported here. Caller-provided `output` buffers for
* `encrypt()` / `decrypt()` must be `input.length + 32` bytes because the
* implementation uses a 32-byte leading scratch area before returning `+16`.
* @param key - 32-byte key.
* @param nonce - 24-byte nonce.
* @param AAD - Must be omitted; XSalsa20-Poly1305 secretbox does not support associated data.
* @returns AEAD cipher instance.
* @example
* Encrypts and authenticates plaintext with XSalsa20-Poly1305.
*
* ```ts
* import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js';
* import { randomBytes } from '@noble/ciphers/utils.js';
* const key = randomBytes(32);
* const nonce = randomBytes(24);
* const cipher = xsalsa20poly1305(key, nonce);
* cipher.encrypt(new Uint8Array([1, 2, 3]));
* ```
*/
const xsalsa20poly1305 = /* @__PURE__ */ wrapCipher({
	blockSize: 64,
	nonceLength: 24,
	tagLength: 16
}, (key, nonce) => {
	return {
		encrypt(plaintext, output) {
			output = getOutput(plaintext.length + 32, output, false);
			const authKey = output.subarray(0, 32);
			const ciphPlaintext = output.subarray(32);
			output.set(plaintext, 32);
			clean(authKey);
			xsalsa20(key, nonce, output, output);
			const tag = poly1305(ciphPlaintext, authKey);
			output.set(tag, 16);
			clean(output.subarray(0, 16), tag);
			return output.subarray(16);
		},
		decrypt(ciphertext, output) {
			abytes(ciphertext, void 0, "data");
			output = getOutput(ciphertext.length + 32, output, false);
			const tmp = output.subarray(0, 32);
			const passedTag = output.subarray(32, 48);
			const ciphPlaintext = output.subarray(48);
			output.set(ciphertext, 32);
			clean(tmp);
			const authKey = xsalsa20(key, nonce, tmp, tmp);
			const tag = poly1305(ciphPlaintext, authKey);
			if (!equalBytes(passedTag, tag)) {
				clean(output);
				throw new Error("invalid tag");
			}
			xsalsa20(key, nonce, output.subarray(16), output.subarray(16));
			clean(tmp, passedTag, tag);
			return ciphPlaintext;
		}
	};
});

// src/signing/sigstore/unusable-key.ts
/** The key that was given cannot be used, for this reason; nothing of the key is in the words. */
function unusableKey(why, hint) {
	return new PublishError("USAGE", `Could not use cosign-key: ${why}.`, { hint });
}
/** The password does not open the key. */
function wrongPassword() {
	return unusableKey("cosign-password does not open it", "Is the secret the password that the key was made with?");
}

// src/signing/sigstore/cosign-key.ts
/** Of key derivation: eight times what cosign uses. The numbers come from the key's file. */
const maxMemoryBytes = 268435456;
const maxParallelization = 16;
/**
* Decrypts the body of an `ENCRYPTED SIGSTORE PRIVATE KEY` (before cosign 2: `ENCRYPTED COSIGN PRIVATE KEY`): scrypt and
* NaCl's secretbox. Gives PKCS#8 in DER. A key made without a password has an empty one. Throws USAGE.
*/
async function decryptCosignKey(body, password) {
	const { N, r, p, salt, nonce, ciphertext } = parse(body);
	const memory = 128 * N * r;
	if (memory > maxMemoryBytes || p > maxParallelization) throw damaged(`its scrypt parameters N=${N}, r=${r}, p=${p} would take too much memory or time`);
	const key = await promisify(scrypt)(password?.reveal() ?? "", salt, 32, {
		N,
		r,
		p,
		maxmem: memory + 128 * r * p + 1048576
	});
	try {
		return xsalsa20poly1305(key, nonce).decrypt(ciphertext);
	} catch {
		throw wrongPassword();
	}
}
function parse(body) {
	const json = jsonOf(body);
	const [kdf, cipher] = [recordOf(json["kdf"]), recordOf(json["cipher"])];
	if (kdf["name"] !== "scrypt" || cipher["name"] !== "nacl/secretbox") throw damaged("it is not encrypted by scrypt and nacl/secretbox");
	const params = recordOf(kdf["params"]);
	const [N, r, p] = [
		params["N"],
		params["r"],
		params["p"]
	];
	if (!isCount(N) || !isCount(r) || !isCount(p) || N < 2 || (N & N - 1) !== 0) throw damaged("its scrypt parameters are none");
	const [salt, nonce, ciphertext] = [
		kdf["salt"],
		cipher["nonce"],
		json["ciphertext"]
	].map(bytesOf);
	if (salt === void 0 || nonce?.length !== 24 || ciphertext === void 0 || ciphertext.length < 16) throw damaged("salt, nonce or ciphertext is missing");
	return {
		N,
		r,
		p,
		salt,
		nonce,
		ciphertext
	};
}
function jsonOf(body) {
	try {
		return recordOf(JSON.parse(Buffer.from(body).toString("utf8")));
	} catch {
		throw damaged("what it encloses is no JSON");
	}
}
function recordOf(value) {
	return typeof value === "object" && value !== null ? value : {};
}
function isCount(value) {
	return typeof value === "number" && Number.isInteger(value) && value > 0 && value < 2 ** 31;
}
function bytesOf(value) {
	return typeof value === "string" ? Buffer.from(value, "base64") : void 0;
}
function damaged(why) {
	return unusableKey(`it is damaged: ${why}`, "Give the whole of cosign.key, as cosign generate-key-pair wrote it.");
}

// src/signing/sigstore/signing-key.ts
const cosignLabels = ["ENCRYPTED COSIGN PRIVATE KEY", "ENCRYPTED SIGSTORE PRIVATE KEY"];
/**
* Reads a private key: `cosign.key`, or PEM in PKCS#8, with or without a password; also as base64 of either. Throws
* USAGE for a wrong password, and for any key but ECDSA P-256, which is the one kind that cosign, both versions of
* Rekor and Node.js all sign and verify with.
*/
async function readSigningKey(text, password) {
	const pem = pemOf(text.reveal());
	const label = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(pem)?.[1];
	if (label === void 0) throw unusableKey("it holds no private key in PEM form", "Give the whole of cosign.key, both lines of dashes included.");
	if (label.includes("PUBLIC KEY")) throw unusableKey("it holds a public key", "Give the private key: cosign.key, not cosign.pub.");
	const key = cosignLabels.includes(label) ? fromDer(await decryptCosignKey(bodyOf(pem), password)) : fromPem(pem, label, password);
	refuseOtherKinds(key);
	return key;
}
/** Secret stores that keep no line breaks are given keys as base64. */
function pemOf(text) {
	return text.includes("-----BEGIN ") ? text : Buffer.from(text, "base64").toString("utf8");
}
function bodyOf(pem) {
	const lines = pem.slice(pem.indexOf("-----BEGIN ")).split(/\r?\n/).slice(1);
	const end = lines.findIndex((line) => line.startsWith("-----END "));
	return Buffer.from(lines.slice(0, end < 0 ? void 0 : end).join(""), "base64");
}
function fromDer(der) {
	try {
		return createPrivateKey({
			key: Buffer.from(der),
			format: "der",
			type: "pkcs8"
		});
	} catch {
		throw unusableKey("what it holds is no PKCS#8 key", "Make a new one with: cosign generate-key-pair");
	}
}
function fromPem(pem, label, password) {
	const isEncrypted = label.startsWith("ENCRYPTED ");
	if (isEncrypted && password === void 0) throw unusableKey("it is encrypted, and there is no cosign-password", "Set cosign-password.");
	try {
		const passphrase = password?.reveal();
		return createPrivateKey({
			key: pem,
			...passphrase !== void 0 && { passphrase }
		});
	} catch (error) {
		if (isEncrypted) throw wrongPassword();
		throw unusableKey(`it cannot be read as ${label} (${codeOf(error)})`, "Give a key in PKCS#8 form, or cosign.key.");
	}
}
function codeOf(error) {
	return error instanceof Error && "code" in error ? String(error.code) : messageOf(error);
}
function refuseOtherKinds(key) {
	const { asymmetricKeyType: type = "unknown", asymmetricKeyDetails: details } = key;
	if (type === "ec" && details?.namedCurve === "prime256v1") return;
	const hint = "Make a P-256 key with: cosign generate-key-pair";
	if (type === "ed25519") throw unusableKey("it is an Ed25519 key: cosign verifies those by Ed25519ph, which Node.js cannot sign with", hint);
	const curve = details?.namedCurve === void 0 ? "" : ` on the curve ${details.namedCurve}`;
	throw unusableKey(`it is a key of type ${type}${curve}, and only ECDSA P-256 is understood by every verifier`, hint);
}

// src/signing/slsa.ts
/** The claims of a GitHub job's identity token that the predicate is made of. */
const needed = [
	"event_name",
	"job_workflow_ref",
	"ref",
	"repository",
	"repository_id",
	"repository_owner_id",
	"run_attempt",
	"run_id",
	"runner_environment",
	"sha",
	"workflow_ref"
];
/**
* SLSA provenance v1 of what a GitHub job makes (slsa.dev/spec/v1.1/provenance, build type
* `actions.github.io/buildtypes/workflow/v1`), from what GitHub says of the job in its identity token. Throws USAGE for
* a token that says less: other issuers' do.
*/
function slsaPredicate(claims, serverUrl) {
	const known = readClaims(claims);
	const { repository, ref } = known;
	const repositoryUrl = `${serverUrl}/${repository}`;
	const [path = ""] = known.workflow_ref.replace(`${repository}/`, "").split("@");
	return {
		buildDefinition: {
			buildType: "https://actions.github.io/buildtypes/workflow/v1",
			externalParameters: { workflow: {
				ref,
				repository: repositoryUrl,
				path
			} },
			internalParameters: { github: {
				event_name: known.event_name,
				repository_id: known.repository_id,
				repository_owner_id: known.repository_owner_id,
				runner_environment: known.runner_environment
			} },
			resolvedDependencies: [{
				uri: `git+${repositoryUrl}@${ref}`,
				digest: { gitCommit: known.sha }
			}]
		},
		runDetails: {
			builder: { id: `${serverUrl}/${known.job_workflow_ref}` },
			metadata: { invocationId: `${repositoryUrl}/actions/runs/${known.run_id}/attempts/${known.run_attempt}` }
		}
	};
}
function readClaims(claims) {
	const missing = needed.filter((name) => typeof claims[name] !== "string" || claims[name] === "");
	if (missing.length === 0) return claims;
	throw new PublishError("USAGE", `Could not attest: the identity token does not say how the chart is built; it has no ${missing.join(", ")}.`, { hint: "attest needs the identity token that GitHub gives a job with id-token: write." });
}

// src/wire/visibility.ts
/** Whether the CI system says that the repository is not public. Where it says nothing, nothing is claimed. */
function isPrivateRepository(variables) {
	const gitLab = variables["CI_PROJECT_VISIBILITY"];
	if (gitLab !== void 0) return gitLab !== "public";
	const file = variables["GITHUB_EVENT_PATH"];
	if (!file) return false;
	try {
		return JSON.parse(readFileSync(file, "utf8"))?.repository?.private === true;
	} catch {
		return false;
	}
}

// src/wire/signing.ts
/** Proofs by the services that the options name. */
function wireProofs(options, surroundings) {
	const { reporter, connection, signal, variables } = surroundings;
	const redactor = createRedactor(reporter.mask.bind(reporter));
	const transport = createTransport(connection);
	const ask = createServiceClient({
		...connection,
		send: transport.send,
		redactor
	});
	let found;
	const source = () => {
		const { identityToken: given } = options;
		found ??= identitySource({
			given,
			variables,
			ask,
			redactor
		});
		return found;
	};
	let ready;
	const make = async () => {
		const { config, endpoints } = await readEndpoints(options, surroundings);
		const identity = await signingIdentity(options, endpoints, config, source);
		if (identity.kind === "keyless") warnOfPublicity(options, surroundings);
		const signer = createSigner({
			identity,
			endpoints,
			ask,
			now: connection.now
		});
		const provenance = options.attest ? gitHubProvenance(options, surroundings, ask, source()) : void 0;
		let known;
		const signedBy = () => {
			known ??= whoSigns(identity, signer, surroundings);
			return known;
		};
		const trust = await readTrust(options, surroundings);
		const isOurs = ownSignatures({
			signedBy,
			...identity.kind === "key" && { publicKey: createPublicKey(identity.privateKey) },
			trust,
			logs: Math.min(1, endpoints.logs.length)
		});
		const format = options.signatureFormat;
		const isSigned = options.sign.includes("cosign");
		const settings = {
			registry: surroundings.registry,
			signer,
			signedBy,
			findProof: findingProofs(surroundings.registry, isOurs),
			signature: {
				bundle: isSigned && format !== "legacy",
				legacy: isSigned && format !== "bundle"
			},
			...provenance && { provenance },
			settle: (during) => connection.sleep(400 + 400 * connection.random(), during)
		};
		return {
			signer,
			settings,
			...attachingProofs(settings)
		};
	};
	const whenReady = () => {
		ready ??= make();
		return ready;
	};
	return {
		beforeTag: options.tag === "after-signing",
		async check() {
			await whenReady();
		},
		async prepare() {
			const { signer, settings } = await whenReady();
			await signer.key(signal);
			await settings.provenance?.predicate(signal);
		},
		attach: async (repository, digest) => (await whenReady()).attach(repository, digest, signal),
		[Symbol.asyncDispose]: () => transport.close()
	};
}
async function whoSigns(identity, signer, { variables, signal }) {
	if (identity.kind === "key") return { kind: "key" };
	const { claims } = await identity.source.fetch(signal);
	return certifiedIdentity(claims, serverUrlOf(variables), () => signer.key(signal));
}
function serverUrlOf(variables) {
	return variables["GITHUB_SERVER_URL"] || "https://github.com";
}
/** Whom to trust; of another instance than the public one only what the user says. */
async function readTrust({ trustedRoot, signingConfig, workingDirectory }, { trustDirectory: directory, connection, signal }) {
	if (trustedRoot !== void 0) {
		const text = await readOptionFile("trusted-root", trustedRoot, workingDirectory);
		return readTrustedRoot(text, trustedRoot);
	}
	return signingConfig === void 0 ? fetchTrustedRoot({
		directory,
		connection
	}, signal) : void 0;
}
async function readOptionFile(option, file, directory) {
	try {
		return await readFile(path.resolve(directory, file), "utf8");
	} catch (cause) {
		throw new PublishError("IO", `Could not read ${option}: ${messageOf(cause)}`, { cause });
	}
}
/** The services to ask. Those of the public instance come and go, so that it is asked for them. */
async function readEndpoints({ signingConfig, workingDirectory }, { trustDirectory: directory, connection, signal }) {
	const config = signingConfig ?? "Sigstore's public instance";
	const text = signingConfig === void 0 ? await fetchTrustFile({
		directory,
		connection
	}, "signing_config.v0.2.json", signal) : await readOptionFile("signing-config", signingConfig, workingDirectory);
	return {
		config,
		endpoints: readSigningConfig(text, config, Date.now())
	};
}
async function signingIdentity({ cosignKey, cosignPassword }, endpoints, config, source) {
	checkEndpoints(endpoints, cosignKey === void 0, config);
	const { fulcio } = endpoints;
	if (cosignKey !== void 0 || fulcio === void 0) {
		if (cosignKey === void 0) throw new TypeError("endpoints that were not checked");
		return {
			kind: "key",
			privateKey: await readSigningKey(cosignKey, cosignPassword)
		};
	}
	return {
		kind: "keyless",
		source: source(),
		fulcio: fulcio.url
	};
}
/** A certificate of the public instance stands in public logs for good, and so do the names in it. */
function warnOfPublicity({ signingConfig }, { variables, reporter }) {
	if (signingConfig !== void 0 || !isPrivateRepository(variables)) return;
	reporter.warn("This repository is not public, and signing without a key writes its name, the workflow's and the commit to Sigstore's public logs for good. Set cosign-key, or signing-config for an instance of your own, if they are to stay private.");
}
function gitHubProvenance({ githubToken }, { variables }, ask, source) {
	const serverUrl = serverUrlOf(variables);
	const apiUrl = variables["GITHUB_API_URL"] ?? "https://api.github.com";
	const repository = variables["GITHUB_REPOSITORY"];
	const api = githubToken && repository && variables["GITHUB_ACTIONS"] === "true" ? {
		apiUrl,
		serverUrl,
		repository,
		token: githubToken,
		ask
	} : void 0;
	let predicate;
	const make = async (signal) => slsaPredicate((await source.fetch(signal)).claims, serverUrl);
	return {
		predicate(signal) {
			predicate ??= make(signal);
			return predicate;
		},
		...api && { publish: (bundle, signal) => publishAttestation(api, bundle, signal) }
	};
}

export { wireProofs };