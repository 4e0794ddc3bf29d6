
import { t as MediaType } from "./shared14.js";
import { createHash } from "node:crypto";

// src/oci/store/content-digest.ts
/** Whether `text` is a well-formed digest of a registered algorithm. */
function isContentDigest(text) {
	return /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(text);
}
/** The algorithm and the hexadecimal part of a digest. */
function splitDigest(digest) {
	const [algorithm, hex = ""] = digest.split(":");
	return {
		algorithm: algorithm === "sha512" ? "sha512" : "sha256",
		hex
	};
}
/** Whether `bytes`, whole or in pieces, are the content that `digest` names. */
async function matchesDigest(digest, bytes) {
	const { algorithm, hex } = splitDigest(digest);
	const hash = createHash(algorithm);
	for await (const piece of bytes) hash.update(piece);
	return hash.digest("hex") === hex;
}

// src/oci/store/manifest-content.ts
const docker = "application/vnd.docker.distribution.manifest";
const imageTypes = [MediaType.imageManifest, `${docker}.v2+json`];
const indexTypes = [MediaType.imageIndex, `${docker}.list.v2+json`];
/** Media types a registry takes as manifests: those of OCI, and Docker's two for images made before. */
const manifestTypes = [...imageTypes, ...indexTypes];
/** Reads what can be read of a manifest; what is not well-formed is left out, for others may have stored it. */
function readManifestContent(bytes) {
	const json = parseObject(bytes) ?? {};
	const config = asObject(json["config"]);
	const subject = reference(json["subject"])?.digest;
	const artifactType = text(json["artifactType"]) || text(config?.["mediaType"]);
	const annotations = asObject(json["annotations"]);
	return {
		blobs: [
			config,
			...list(json["layers"]),
			...list(json["blobs"])
		].map(reference).filter((found) => found !== void 0),
		manifests: list(json["manifests"]).map(reference).filter((found) => found !== void 0),
		...subject !== void 0 && { subject },
		...artifactType !== "" && { artifactType },
		...annotations !== void 0 && { annotations: texts(annotations) }
	};
}
/** Why `bytes` are no manifest of `mediaType` (image-spec v1.1.1 § Image Manifest, § Image Index); empty if they are. */
function manifestProblems(bytes, mediaType) {
	const json = parseObject(bytes);
	if (json === void 0) return ["the body is not a JSON object"];
	const isIndex = indexTypes.includes(mediaType);
	const problems = [];
	const check = (holds, problem) => {
		if (!holds) problems.push(problem);
	};
	check(json["schemaVersion"] === 2, "schemaVersion is not 2");
	check((json["mediaType"] ?? mediaType) === mediaType, `mediaType is not the Content-Type ${mediaType}`);
	check(json["artifactType"] === void 0 || text(json["artifactType"]) !== "", "artifactType is no text");
	check(json["subject"] === void 0 || reference(json["subject"]) !== void 0, "subject is no descriptor");
	check(!(("layers" in json || "config" in json) && "manifests" in json), "it has both layers and manifests");
	if (!isIndex) check(reference(json["config"]) !== void 0, "config is no descriptor");
	const field = isIndex ? "manifests" : "layers";
	check(Array.isArray(json[field]), `${field} is no list`);
	list(json[field]).forEach((item, position) => {
		check(reference(item) !== void 0, `${field}[${position}] is no descriptor`);
	});
	return problems;
}
function reference(value) {
	const { mediaType, digest, size, urls } = asObject(value) ?? {};
	if (typeof mediaType !== "string" || typeof digest !== "string" || typeof size !== "number") return void 0;
	if (!isContentDigest(digest) || !Number.isSafeInteger(size) || size < 0) return void 0;
	return {
		mediaType,
		digest,
		size,
		external: /nondistributable|\.foreign\./.test(mediaType) || list(urls).length > 0
	};
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
function list(value) {
	return Array.isArray(value) ? value : [];
}
function text(value) {
	return typeof value === "string" ? value : "";
}
function texts(values) {
	return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, text(value)]));
}

export { matchesDigest as a, isContentDigest as i, manifestTypes as n, splitDigest as o, readManifestContent as r, manifestProblems as t };