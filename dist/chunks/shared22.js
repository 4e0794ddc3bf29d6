
import { t as shellWord } from "./shared13.js";

// src/report/install.ts
const chartLayer = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
/** The line that pins the chart for Helm 3.17 and later, or `undefined` while there is no digest. */
function helmInstallLine({ name, repository, digest }) {
	if (name === void 0 || repository === void 0 || digest === void 0) return void 0;
	return `helm install ${shellWord(name)} ${shellWord(`oci://${repository}@${digest}`)}`;
}
/** Pinned installs for Helm, Flux (source-controller v1) and Argo CD (3.1 and later); none without a digest. */
function installSnippets(facts) {
	const { name, repository, digest } = facts;
	const helm = helmInstallLine(facts);
	if (helm === void 0 || name === void 0) return [];
	const flux = [
		"apiVersion: source.toolkit.fluxcd.io/v1",
		"kind: OCIRepository",
		"metadata:",
		`  name: ${yamlText(name)}`,
		"spec:",
		"  interval: 10m",
		`  url: ${yamlText(`oci://${repository}`)}`,
		"  ref:",
		`    digest: ${digest}`,
		"  layerSelector:",
		`    mediaType: ${chartLayer}`,
		"    operation: copy"
	];
	const argo = [
		"source:",
		`  repoURL: ${yamlText(`oci://${repository}`)}`,
		`  targetRevision: ${digest}`,
		"  path: ."
	];
	return [
		{
			tool: "Helm",
			language: "sh",
			text: helm
		},
		{
			tool: "Flux",
			language: "yaml",
			text: flux.join("\n")
		},
		{
			tool: "Argo CD",
			language: "yaml",
			text: argo.join("\n")
		}
	];
}
/** Plain where no YAML, 1.1 or 1.2, takes it for anything but text: neither for a number nor for `on`. */
function yamlText(text) {
	return /^[a-z][\w./:-]*$/i.test(text) && !/^(y|n|yes|no|on|off|true|false|null)$|:$/i.test(text) ? text : JSON.stringify(text);
}

export { installSnippets as n, helmInstallLine as t };