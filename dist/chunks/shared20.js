
import { P as readArchive, T as formatReference, c as readChartManifest, d as archiveName, h as loadFiles } from "./shared10.js";
import { t as PublishError } from "./shared.js";

// src/commands/stored-chart.ts
/** Fetches a chart, whole and checked; `place` is where, in words. Throws NOT_FOUND, or ARCHIVE_INVALID for what is no chart. */
async function fetchChart(registry, reference, signal, place = "its registry") {
	const where = formatReference(reference);
	const manifest = await registry.fetchManifest(reference, wantedOf(reference), signal);
	if (manifest === void 0) throw new PublishError("NOT_FOUND", `Could not find ${where} in ${place}.`, { hint: "Is the version spelt as in Chart.yaml, with + written as _? `list` shows what the local cache holds." });
	const parts = readChartManifest(manifest.bytes);
	if (parts === void 0) throw new PublishError("ARCHIVE_INVALID", `Could not use ${where}: it is no Helm chart.`);
	const fetchBlob = async (descriptor) => ({
		descriptor,
		bytes: await registry.fetchBlob(reference, descriptor, signal)
	});
	const [config, archive, prov] = await Promise.all([
		fetchBlob(parts.config),
		fetchBlob(parts.chart),
		parts.provenance && fetchBlob(parts.provenance)
	]);
	const chart = loadFiles(readArchive(archive.bytes, where), where, readArchive);
	const { metadata } = chart;
	const { digest } = archive.descriptor;
	return {
		reference,
		chart,
		built: {
			packaged: {
				metadata,
				fileName: archiveName(metadata),
				bytes: archive.bytes,
				digest
			},
			artifact: {
				manifest,
				blobs: [
					config,
					archive,
					...prov ? [prov] : []
				]
			},
			...prov && { provenance: prov.bytes }
		},
		facts: {
			path: where,
			name: metadata.name,
			version: metadata.version,
			...metadata.appVersion === void 0 ? {} : { appVersion: metadata.appVersion },
			...reference.tag === void 0 ? {} : { tag: reference.tag },
			repository: `${reference.host}/${reference.name}`,
			digest: manifest.descriptor.digest,
			chartDigest: digest,
			size: archive.bytes.length,
			signatures: prov ? ["pgp"] : []
		}
	};
}
/** What a manifest is asked for by: a digest names one thing for ever, so it goes before a tag. Throws USAGE without either. */
function wantedOf(reference) {
	const wanted = reference.digest ?? reference.tag;
	if (wanted !== void 0) return wanted;
	throw new PublishError("USAGE", `Could not use ${formatReference(reference)}: it has neither tag nor digest.`, { hint: "Add the version: host/path/web:1.4.0." });
}

export { wantedOf as n, fetchChart as t };