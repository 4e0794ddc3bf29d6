
// src/oci/descriptor.ts
/** Media types of the image specification that a registry treats as manifests. */
const MediaType = {
	imageManifest: "application/vnd.oci.image.manifest.v1+json",
	imageIndex: "application/vnd.oci.image.index.v1+json"
};

export { MediaType as t };