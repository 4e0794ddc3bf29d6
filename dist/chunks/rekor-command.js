
import "./rolldown-runtime.js";
import { m as digestOf, n as createTransport, t as createRedactor } from "./shared2.js";
import { r as messageOf, t as PublishError } from "./shared4.js";
import { n as verifyProvenance, t as readKeyring } from "./shared40.js";
import { n as clearSignedMessage } from "./shared18.js";
import { t as nameOf } from "./shared47.js";
import { i as version, n as tlsOf, o as mapLimit, t as proxyOf } from "./shared5.js";
import { r as tellFault } from "./shared24.js";
import { c as safeUrl, i as firstHeader, s as jsonOf } from "./shared.js";
import { n as endpointUrl, t as createServiceClient } from "./shared49.js";
import { t as readTrustedRoot } from "./shared44.js";
import { t as _usingCtx } from "./shared11.js";
import path from "node:path";
import { createHash, verify } from "node:crypto";
import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

// src/commands/rekor-chart.ts
/** Reads an archive. Throws IO. */
async function readArchive(file, signal) {
	return {
		fileName: path.basename(file),
		digest: digestOf(await readBytes(file, signal))
	};
}
/**
* Reads an archive and the `.prov` beside it, and verifies the one by the other and by the keys of `keyringFile`, which
* may be armored or binary. Throws IO, PROVENANCE_INVALID, or USAGE for the keyring.
*/
async function readSignedChart(file, keyringFile, { now, signal }) {
	const archive = await readArchive(file, signal);
	const source = `${archive.fileName}.prov`;
	const provenance = await readBytes(`${file}.prov`, signal, "Sign it first, as `publish` does with pgp-key.");
	const keyring = await readKeyring(await readBytes(keyringFile, signal), keyringFile);
	const signer = await verifyProvenance(provenance, archive, keyring, {
		source,
		now
	});
	return {
		...archive,
		provenance,
		source,
		signer,
		keyring
	};
}
async function readBytes(file, signal, hint) {
	try {
		return await readFile(file, { signal });
	} catch (cause) {
		if (signal.aborted) throw new PublishError("CANCELLED", `Cancelled: read ${file}`, { cause });
		throw new PublishError("IO", `Could not read ${file}: ${messageOf(cause)}.`, {
			cause,
			...hint !== void 0 && { hint }
		});
	}
}

// src/signing/rekor/provenance-signature.ts
const start = "-----BEGIN PGP SIGNATURE-----";
/** The signature of a `.prov` file. Throws PROVENANCE_INVALID, naming `source`, where that is none. */
async function signatureOf(bytes, source) {
	const lines = clearSignedMessage(bytes, source);
	return await readSignature(lines.slice(lines.indexOf(start)).join("\n"));
}
/** An armored signature; throws Error where it is none. */
async function readSignature(armored) {
	const { readSignature: read, unarmor } = await import("./openpgp.js");
	const signature = await read({ armoredSignature: armored });
	const { data } = await unarmor(armored);
	return {
		packets: Buffer.from(data),
		keyIds: [...signature.getSigningKeyIDs()]
	};
}

// src/signing/rekor/helm-entry.ts
/** The entry to propose for a provenance file (rekor v1.4.2 pkg/types/helm/v0.0.1/helm_v0_0_1_schema.json). */
function proposeHelmEntry(provenance, armoredKey) {
	const base64 = (content) => ({ content: Buffer.from(content).toString("base64") });
	return {
		kind: "helm",
		apiVersion: "0.0.1",
		spec: {
			chart: { provenance: base64(provenance) },
			publicKey: base64(armoredKey)
		}
	};
}
/**
* Why an entry, canonical as the log keeps it, is not of this chart with this very signature; empty if it is. The log
* keeps no text, so that the signature says which provenance file it was.
*/
async function problemsOfHelmEntry(body, chart) {
	const entry = parseJson(body);
	const [kind, version] = [textAt(entry, "kind"), textAt(entry, "apiVersion")];
	if (kind !== "helm" || version !== "0.0.1") return [`it is of kind ${shown(kind)} ${shown(version)}, and not helm 0.0.1`];
	const problems = [];
	const algorithm = textAt(entry, "spec", "chart", "hash", "algorithm");
	const value = textAt(entry, "spec", "chart", "hash", "value");
	if (algorithm === void 0 || value === void 0) problems.push("it names no chart's digest");
	else if (`${algorithm}:${value}` !== chart.digest) problems.push(`it is of a chart with ${shown(`${algorithm}:${value}`)}`);
	problems.push(...await problemsOfKey(textAt(entry, "spec", "publicKey", "content"), chart.fingerprint));
	const signature = textAt(entry, "spec", "chart", "provenance", "signature", "content");
	problems.push(...await problemsOfSignature(signature, chart.signature));
	return problems;
}
async function problemsOfKey(content, wanted) {
	try {
		const fingerprints = (await readKeyring(Buffer.from(content ?? "", "base64"), "the entry's key")).map((key) => key.getFingerprint().toUpperCase());
		if (fingerprints.includes(wanted)) return [];
		return [`it is of key ${fingerprints.join(", ")}, and the provenance file of ${wanted}`];
	} catch (error) {
		return [`its key cannot be read (${messageOf(error)})`];
	}
}
async function problemsOfSignature(content, { packets }) {
	try {
		if ((await readSignature(Buffer.from(content ?? "", "base64").toString("utf8"))).packets.equals(packets)) return [];
		return ["it holds another signature than the provenance file"];
	} catch (error) {
		return [`its signature cannot be read (${messageOf(error)})`];
	}
}
function parseJson(bytes) {
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
	} catch {
		return;
	}
}
function textAt(value, ...path) {
	let at = value;
	for (const name of path) {
		if (typeof at !== "object" || at === null) return void 0;
		at = at[name];
	}
	return typeof at === "string" ? at : void 0;
}
/** Untrusted text, for a message. */
function shown(text) {
	return text === void 0 ? "unknown" : JSON.stringify(text.slice(0, 100));
}

// src/signing/rekor/minimal-key.ts
/**
* Cuts a key down to its primary key, the primary user id, and the subkey that signed, if one did: what a log holds is
* public for good, and other addresses and others' certifications are no business of it. Rekor v1.4.3 refuses a whole key
* for one subkey of a kind that it does not know, such as Curve25519, though it did not sign. Throws USAGE.
*/
async function minimalKey(key, signers, time) {
	const { readKey } = await import("./openpgp.js");
	const minimal = await readKey({ binaryKey: key.toPublic().write() });
	try {
		const { user, index } = await key.getPrimaryUser(time);
		const kept = minimal.users[index];
		if (kept === void 0 || user.userID === null) throw new Error("it has no user id");
		kept.otherCertifications = [];
		minimal.users = [kept];
		minimal.subkeys = minimal.subkeys.filter((subkey) => signers.some((id) => id.equals(subkey.getKeyID())));
		return {
			armored: minimal.armor(),
			userId: user.userID.userID
		};
	} catch (cause) {
		throw new PublishError("USAGE", `Could not take key ${nameOf(key)} out of the keyring: ${messageOf(cause)}.`, {
			hint: "A log wants a key with a user id that its owner certified: export it whole, with `gpg --export FINGERPRINT`.",
			cause
		});
	}
}

// src/commands/rekor-upload.ts
/**
* Enters the provenance file of an archive in a log, once it is verified: what is wrong would stand there for good.
* Throws as `readSignedChart`, SIGNING where the log refuses.
*/
async function uploadToRekor(file, keyringFile, settings) {
	const chart = await readSignedChart(file, keyringFile, settings);
	const { provenance, source, signer, keyring } = chart;
	const key = keyring.find((one) => one.getFingerprint().toUpperCase() === signer.fingerprint);
	if (key === void 0) throw new PublishError("USAGE", "Could not find the key that has just been used.");
	const { keyIds } = await signatureOf(provenance, source);
	const { armored, userId } = await minimalKey(key, keyIds, signer.time);
	const proposal = proposeHelmEntry(provenance, armored);
	const doing = `enter ${source} in the log`;
	const { entry, isNew } = await settings.rekor.enter(proposal, doing, settings.signal);
	return {
		entry,
		isNew,
		chart,
		userId
	};
}

// src/signing/rekor/checkpoint.ts
/**
* Reads a checkpoint: a signed note (C2SP signed-note v1.0.0) of origin, size, and root, each on a line (C2SP
* tlog-checkpoint v1.0.0). `undefined` where the text is none.
*/
function readCheckpoint(text) {
	const end = text.indexOf("\n\n");
	if (end < 0) return void 0;
	const note = text.slice(0, end + 1);
	const [origin = "", size = "", root = ""] = note.split("\n");
	const signatures = signaturesIn(text.slice(end + 2));
	if (origin === "" || !/^(0|[1-9]\d{0,15})$/.test(size) || !/^[A-Za-z0-9+/]{43}=$/.test(root)) return void 0;
	return {
		size: Number(size),
		root: Buffer.from(root, "base64"),
		isSignedBy: (logId, publicKey) => signatures.filter(({ keyHint }) => keyHint.equals(logId.subarray(0, 4))).some(({ signature }) => isSignatureOf(note, publicKey, signature))
	};
}
function signaturesIn(lines) {
	return [...lines.matchAll(/^— \S+ ([A-Za-z0-9+/]+={0,2})$/gm)].map(([, base64 = ""]) => {
		const bytes = Buffer.from(base64, "base64");
		return {
			keyHint: bytes.subarray(0, 4),
			signature: bytes.subarray(4)
		};
	});
}
/** Whether a log's key made the signature: ECDSA over SHA-256, or Ed25519. */
function isSignatureOf(text, publicKey, signature) {
	const algorithm = publicKey.asymmetricKeyType === "ed25519" ? null : "sha256";
	return verify(algorithm, Buffer.from(text), publicKey, signature);
}

// src/signing/rekor/merkle.ts
/** The hash of a leaf (RFC 6962 § 2.1). */
function leafHash(leaf) {
	return sha256(Buffer.of(0), leaf);
}
/**
* The root that a path leads to from the leaf with this hash (RFC 9162 § 2.1.3.2, where RFC 6962 has only the proof);
* `undefined` where no tree of that size has such a path. Whoever asks compares it with a root that is trusted.
*/
function rootOfPath(leaf, { index, size, hashes }) {
	if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return void 0;
	let [node, last, root] = [
		index,
		size - 1,
		leaf
	];
	for (const hash of hashes) {
		if (last === 0 || hash.length !== leaf.length) return void 0;
		if (node % 2 === 1 || node === last) {
			root = sha256(Buffer.of(1), hash, root);
			while (node % 2 === 0 && node > 0) [node, last] = [half(node), half(last)];
		} else root = sha256(Buffer.of(1), root, hash);
		[node, last] = [half(node), half(last)];
	}
	return last === 0 ? root : void 0;
}
/** Shifting would cut what is over 32 bits. */
function half(value) {
	return Math.floor(value / 2);
}
function sha256(...parts) {
	const hash = createHash("sha256");
	for (const part of parts) hash.update(part);
	return hash.digest();
}

// src/signing/rekor/entry-proof.ts
/**
* Why it is not proven that a trusted log holds the entry; empty where it is: the log promised it with its signature
* (the signed entry timestamp), and the entry's hash leads to a root that the log signed too.
*/
function problemsOfProof(entry, logs) {
	const id = Buffer.from(entry.logId, "hex");
	const log = logs.find(({ logID }) => logID.equals(id));
	if (log === void 0) return [`it is from log ${entry.logId}, which the trusted root does not name`];
	const time = entry.integratedTime * 1e3;
	const { start, end } = log.validFor;
	const problems = [];
	if (!(time >= start.getTime() && time <= end.getTime())) problems.push("it was made at a time when the log's key is not trusted");
	const leaf = leafHash(Buffer.from(entry.body, "base64"));
	if (!entry.uuid.endsWith(leaf.toString("hex"))) problems.push("its UUID is not the hash of what it holds");
	problems.push(...problemsOfPromise(entry, log.publicKey));
	problems.push(...problemsOfInclusion(entry, leaf, {
		id,
		publicKey: log.publicKey
	}));
	return problems;
}
function problemsOfPromise(entry, publicKey) {
	const { body, integratedTime, logId: logID, logIndex, signedEntryTimestamp } = entry;
	if (signedEntryTimestamp === void 0) return ["it has no signed entry timestamp"];
	const promised = JSON.stringify({
		body,
		integratedTime,
		logID,
		logIndex
	});
	return isSignatureOf(promised, publicKey, Buffer.from(signedEntryTimestamp, "base64")) ? [] : ["its signed entry timestamp is not of this log or not of this entry"];
}
function problemsOfInclusion({ inclusionProof: proof }, leaf, log) {
	if (proof === void 0) return ["it has no inclusion proof"];
	const checkpoint = readCheckpoint(proof.checkpoint);
	if (checkpoint === void 0) return ["its inclusion proof has no checkpoint"];
	const problems = [];
	if (!checkpoint.isSignedBy(log.id, log.publicKey)) problems.push("the checkpoint of its inclusion proof is not signed by this log");
	if (checkpoint.size !== proof.treeSize || checkpoint.root.toString("hex") !== proof.rootHash) problems.push("its inclusion proof is of another tree than its checkpoint");
	const hashes = proof.hashes.map((hash) => Buffer.from(hash, "hex"));
	const root = rootOfPath(leaf, {
		index: proof.logIndex,
		size: checkpoint.size,
		hashes
	});
	if (root === void 0 || !root.equals(checkpoint.root)) problems.push("its inclusion proof does not lead to the root of the log");
	return problems;
}

// src/commands/rekor-verify.ts
/** Anybody may enter anything on a chart: many entries must not become many requests at once. */
const maxFetches = 8;
/**
* Verifies an archive by its provenance file, and judges every entry that the log has on it: whether it is of this very
* signature, and proven. Others' entries do no harm; one that counts is enough. Throws as `readSignedChart`.
*/
async function verifyByRekor(file, { keyringFile, logs }, settings) {
	const { rekor, signal } = settings;
	const chart = await readSignedChart(file, keyringFile, settings);
	const { provenance, source, digest, signer } = chart;
	const logged = {
		digest,
		signature: await signatureOf(provenance, source),
		fingerprint: signer.fingerprint
	};
	const uuids = await rekor.find(digest, signal);
	return {
		chart,
		entries: await mapLimit(uuids, maxFetches, (uuid) => judge(uuid, logged, logs, settings))
	};
}
async function judge(uuid, chart, logs, { rekor, signal }) {
	try {
		const entry = await rekor.fetch(uuid, signal);
		const body = Buffer.from(entry.body, "base64");
		return {
			uuid,
			entry,
			problems: [...await problemsOfHelmEntry(body, chart), ...problemsOfProof(entry, logs)]
		};
	} catch (error) {
		if (error instanceof PublishError && !signal.aborted) return {
			uuid,
			problems: [messageOf(error)]
		};
		throw error;
	}
}

// src/signing/rekor/log-entry.ts
/** Whether `text` is the name of an entry, and so may stand in an address. */
function isUuid(text) {
	return typeof text === "string" && /^([0-9a-f]{16})?[0-9a-f]{64}$/.test(text);
}
/** The one entry in an answer; `undefined` where the answer is something else. */
function readLogEntry(answer) {
	if (!isFields(answer)) return void 0;
	const [[uuid, value] = [], ...others] = Object.entries(answer);
	if (others.length > 0 || !isUuid(uuid) || !isFields(value)) return void 0;
	const { body, integratedTime, logIndex, logID: logId } = value;
	if (typeof body !== "string" || !isHex(logId) || !isCount(integratedTime) || !isCount(logIndex)) return void 0;
	const verification = isFields(value["verification"]) ? value["verification"] : {};
	const { signedEntryTimestamp } = verification;
	const inclusionProof = readProof(verification["inclusionProof"]);
	return {
		uuid,
		body,
		integratedTime,
		logIndex,
		logId,
		...typeof signedEntryTimestamp === "string" && { signedEntryTimestamp },
		...inclusionProof && { inclusionProof }
	};
}
function readProof(value) {
	if (!isFields(value)) return void 0;
	const { logIndex, treeSize, rootHash, hashes, checkpoint } = value;
	if (!isCount(logIndex) || !isCount(treeSize) || !isHex(rootHash)) return void 0;
	if (!Array.isArray(hashes) || !hashes.every(isHex) || typeof checkpoint !== "string") return void 0;
	return {
		logIndex,
		treeSize,
		rootHash,
		hashes,
		checkpoint
	};
}
function isFields(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function isCount(value) {
	return Number.isSafeInteger(value) && Number(value) >= 0;
}
function isHex(value) {
	return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}

// src/signing/rekor/log-client.ts
const newer = "Rekor v2 takes no provenance files and has no search";
const modern = "`publish` with `sign: cosign` enters a Sigstore signature in either kind of log and keeps the proof beside the chart.";
/** A client of the Rekor at `base`. */
function createRekorClient(base, ask) {
	const entries = endpointUrl(base, "api/v1/log/entries");
	const urlOf = (uuid) => endpointUrl(base, `api/v1/log/entries/${uuid}`);
	const fetch = async (uuid, signal) => {
		const doing = `fetch entry ${uuid} of the log`;
		const answer = await ask({
			doing,
			method: "GET",
			url: urlOf(uuid)
		}, signal);
		const entry = readLogEntry(jsonOf(answer));
		if (entry?.uuid.slice(-64) === uuid.slice(-64)) return entry;
		throw wrong(doing, urlOf(uuid), entry === void 0 ? "the answer is no log entry" : "it is another one");
	};
	return {
		urlOf: (uuid) => urlOf(uuid).href,
		fetch,
		async enter(proposal, doing, signal) {
			const answer = await ask({
				doing,
				method: "POST",
				url: entries,
				body: proposal,
				expects: [409],
				hint
			}, signal);
			if (answer.status === 409) {
				const uuid = /\/([0-9a-f]+)$/.exec(firstHeader(answer, "location") ?? "")?.[1];
				if (isUuid(uuid)) return {
					entry: await fetch(uuid, signal),
					isNew: false
				};
				throw wrong(doing, entries, "the log has the entry already, but does not say where");
			}
			const entry = readLogEntry(jsonOf(answer));
			if (entry === void 0) throw wrong(doing, entries, "the answer is no log entry");
			return {
				entry,
				isNew: true
			};
		},
		async find(hash, signal) {
			const doing = `search the log for ${hash}`;
			const url = endpointUrl(base, "api/v1/index/retrieve");
			const uuids = jsonOf(await ask({
				doing,
				method: "POST",
				url,
				body: { hash },
				hint
			}, signal));
			if (!Array.isArray(uuids) || !uuids.every(isUuid)) throw wrong(doing, url, "the answer lists no UUIDs");
			return [...new Set(uuids)];
		}
	};
}
/** What to do where a log cannot do this at all, or no longer. */
function hint(status) {
	if (status === 400 || status === 422) return `Rekor reads RSA and NIST keys, no Ed25519. If it is not that, the log may have ended entries of kind helm. ${newer}. ${modern}`;
	if (status === 404 || status === 405 || status === 501) return `Is rekor-url the address of a Rekor v1? ${newer}. ${modern}`;
}
function wrong(doing, url, why) {
	return new PublishError("SIGNING", `Could not ${doing}: ${safeUrl(url)}: ${why}.`, { hint: "Is rekor-url the address of a Rekor v1?" });
}

// src/wire/rekor.ts
/** A client of the log that the options name; disposing of it closes its connections. */
function wireRekor(options, { variables, reporter, signal }) {
	const { rekorUrl, timeoutMs } = options;
	const now = () => performance.now();
	const transport = createTransport({
		userAgent: `helm-oci-publish/${version}`,
		timeoutMs,
		tls: tlsOf(options, rekorUrl.host, reporter),
		proxy: proxyOf(variables, reporter),
		now,
		reporter
	});
	const ask = createServiceClient({
		send: transport.send,
		redactor: createRedactor(reporter.mask.bind(reporter)),
		now,
		random: Math.random,
		sleep: (ms, abort) => setTimeout(ms, void 0, { signal: abort })
	});
	return {
		rekor: createRekorClient(rekorUrl, ask),
		now: /* @__PURE__ */ new Date(),
		signal,
		[Symbol.asyncDispose]: () => transport.close()
	};
}
/** The trusted root that the options name. Throws USAGE. */
async function trustFor({ trustedRoot }) {
	if (trustedRoot === void 0) throw new PublishError("USAGE", "Could not read the command line: there is no --trusted-root.", { hint: "Name the trusted_root.json of the log's Sigstore: `cosign trusted-root create --with-default-services --out trusted_root.json` writes the public one's." });
	try {
		return await readTrustedRoot(await readFile(trustedRoot, "utf8"), trustedRoot);
	} catch (cause) {
		if (cause instanceof PublishError) throw cause;
		throw new PublishError("USAGE", `Could not read trusted-root: ${messageOf(cause)}.`, { cause });
	}
}

// src/cli/rekor-command.ts
const verbs = /* @__PURE__ */ new Map([
	["upload", upload],
	["search", search],
	["verify", verify$1]
]);
/** Enters, finds or verifies the provenance of a chart archive in a transparency log, as helm-sigstore did. */
async function runRekor(run) {
	const [word, file, ...others] = run.operands;
	const verb = verbs.get(word);
	if (verb !== void 0 && file !== void 0 && others.length === 0) return await verb(run, file);
	throw new PublishError("USAGE", `Could not read the command line: ${misuse(run.operands)}.`, { hint: "Write it as in: rekor upload web-1.4.0.tgz (or search, or verify)" });
}
function misuse([word, file]) {
	if (word === void 0) return "rekor is not told what to do";
	if (!verbs.has(word)) return `“${word}” is nothing that rekor does`;
	return `rekor ${word} names ${file === void 0 ? "no chart archive" : "more than one chart archive"}`;
}
async function upload(run, file) {
	try {
		var _usingCtx$1 = _usingCtx();
		const { options, terminal, reporter } = run;
		const keyring = keyringOf(run);
		const settings = _usingCtx$1.a(wireRekor(options, {
			...terminal,
			reporter
		}));
		const { chart, entry, isNew, userId } = await uploadToRekor(file, keyring, settings);
		const { uuid, logIndex } = entry;
		const url = settings.rekor.urlOf(uuid);
		const { fingerprint } = chart.signer;
		print(run, [uuid], {
			status: isNew ? "uploaded" : "present",
			uuid,
			logIndex,
			url,
			fingerprint
		});
		const told = isNew ? `✓ entered ${chart.source} in the log` : `= the log has ${chart.source} already`;
		reporter.info(`${told}: index ${logIndex}, UUID ${uuid}, ${url}`);
		if (isNew) reporter.info(`Key ${fingerprint} (${userId}) and the chart's digest are public now, for good.`);
		return 0;
	} catch (_) {
		_usingCtx$1.e = _;
	} finally {
		await _usingCtx$1.d();
	}
}
async function search(run, file) {
	try {
		var _usingCtx3 = _usingCtx();
		const { options, terminal, reporter } = run;
		const settings = _usingCtx3.a(wireRekor(options, {
			...terminal,
			reporter
		}));
		const { fileName, digest } = await readArchive(file, terminal.signal);
		const uuids = await settings.rekor.find(digest, terminal.signal);
		print(run, uuids, {
			digest,
			entries: uuids.map((uuid) => ({
				uuid,
				url: settings.rekor.urlOf(uuid)
			}))
		});
		if (uuids.length > 0) return 0;
		tellFault(notFound(fileName, digest, options.rekorUrl), reporter);
		return 1;
	} catch (_) {
		_usingCtx3.e = _;
	} finally {
		await _usingCtx3.d();
	}
}
async function verify$1(run, file) {
	try {
		var _usingCtx4 = _usingCtx();
		const { options, terminal, reporter } = run;
		const keyringFile = keyringOf(run);
		const { tlogs } = await trustFor(options);
		const settings = _usingCtx4.a(wireRekor(options, {
			...terminal,
			reporter
		}));
		const verification = await verifyByRekor(file, {
			keyringFile,
			logs: tlogs
		}, settings);
		const { chart, entries } = verification;
		const good = entries.filter(({ problems }) => problems.length === 0);
		const { fileName, digest, signer } = chart;
		print(run, good.map(({ uuid }) => uuid), {
			verified: good.length > 0,
			digest,
			fingerprint: signer.fingerprint,
			entries: entries.map((one) => entryJson(one, settings.rekor))
		});
		if (entries.length === 0) tellFault(notFound(fileName, digest, options.rekorUrl), reporter);
		else if (good.length === 0) tellFault(refusal(verification), reporter);
		else tellVerified(run, verification, good);
		return good.length > 0 ? 0 : 1;
	} catch (_) {
		_usingCtx4.e = _;
	} finally {
		await _usingCtx4.d();
	}
}
function tellVerified({ reporter }, { chart, entries }, good) {
	const { fileName, signer } = chart;
	const by = `${signer.fingerprint}${signer.userId === void 0 ? "" : ` (${signer.userId})`}`;
	for (const { uuid, entry } of good) {
		const time = (/* @__PURE__ */ new Date((entry?.integratedTime ?? 0) * 1e3)).toISOString();
		reporter.info(`✓ ${fileName} is signed by ${by} and was entered at ${time}: index ${entry?.logIndex}, UUID ${uuid}`);
	}
	for (const { uuid, problems } of entries.filter((one) => !good.includes(one))) reporter.info(`- entry ${uuid} does not count: ${problems.join("; ")}`);
}
function refusal({ chart, entries }) {
	return new PublishError("SIGNATURE_INVALID", `Could not verify ${chart.source} by the log`, {
		problems: entries.map(({ uuid, problems }) => ({ message: `entry ${uuid}: ${problems.join("; ")}` })),
		hint: "The signature holds, but no entry proves that the log has it. Get the .prov that was entered, or enter this one with `rekor upload`."
	});
}
function notFound(fileName, digest, log) {
	return new PublishError("NOT_FOUND", `Could not find ${fileName} in ${log.host}: it has no entry on ${digest}.`, { hint: "Is this the archive that was signed, byte for byte, and the log that it was entered in? `rekor upload` enters it." });
}
function entryJson({ uuid, entry, problems }, rekor) {
	const { logIndex, integratedTime } = entry ?? {};
	return {
		uuid,
		url: rekor.urlOf(uuid),
		logIndex,
		integratedTime,
		verified: problems.length === 0,
		problems
	};
}
function keyringOf({ options, operands }) {
	if (options.keyring !== void 0) return options.keyring;
	throw new PublishError("USAGE", `Could not read the command line: rekor ${operands[0]} needs --keyring.`, { hint: "Name a file with the signer's public key: `gpg --export FINGERPRINT > signer.gpg` writes one." });
}
function print({ options, terminal }, uuids, json) {
	terminal.stdout.write(options.json ? `${JSON.stringify(json)}\n` : uuids.map((uuid) => `${uuid}\n`).join(""));
}

export { runRekor };