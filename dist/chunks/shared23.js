
// src/report/report.ts
/** The outcomes that make a run fail. */
function failuresOf(report) {
	return report.outcomes.filter((o) => o.status === "conflict" || o.status === "failed");
}
/** The outcome of each chart at the main target, which comes first: each chart once. */
function mainOutcomes({ outcomes }) {
	const byPath = /* @__PURE__ */ new Map();
	for (const outcome of outcomes) if (!byPath.has(outcome.path)) byPath.set(outcome.path, outcome);
	return [...byPath.values()];
}
/** `ghcr.io/acme/charts/web:1.4.0` */
function refOf(facts) {
	if (facts.repository === void 0 || facts.tag === void 0) return void 0;
	return `${facts.repository}:${facts.tag}`;
}
/** `ghcr.io/acme/charts/web@sha256:…` */
function digestRefOf(facts) {
	if (facts.repository === void 0 || facts.digest === void 0) return void 0;
	return `${facts.repository}@${facts.digest}`;
}

export { refOf as i, failuresOf as n, mainOutcomes as r, digestRefOf as t };