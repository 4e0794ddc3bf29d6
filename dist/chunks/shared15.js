
import { m as digestOf } from "./shared2.js";

// src/artifact/artifact.ts
/** Bytes with the descriptor that names them. */
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

// src/commands/push-artifact.ts
/** Pushes what a manifest names, all at once; the manifest itself comes after, when everything is there. */
async function pushBlobs(registry, target, { blobs }, signal) {
	await Promise.all(blobs.map(({ descriptor, bytes }) => registry.pushBlob(target, descriptor, bytes, signal)));
}
/** Pushes an artifact whole: blobs, then the manifest to the target's tag, or by its digest where it has none. */
async function pushArtifact(registry, target, artifact, signal) {
	await pushBlobs(registry, target, artifact, signal);
	const { manifest } = artifact;
	await registry.pushManifest(target, target.tag ?? manifest.descriptor.digest, manifest, signal);
}

export { pushBlobs as n, blobOf as r, pushArtifact as t };