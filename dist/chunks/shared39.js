
import { a as isStrictVersion } from "./shared12.js";

// src/commands/naming-problems.ts
/**
* Whoever can push might put an old chart, or another one, under a name; its proofs would hold. Helm names charts by
* their repository and tag (Helm v4.1.4 pkg/pusher/ocipusher.go), so that what is asked for is known.
*/
function namingProblems({ reference, facts }) {
	const { name, version } = facts;
	const wanted = reference.tag?.replaceAll("_", "+");
	const hint = "Somebody may have put another chart in its place: ask its publisher.";
	const problems = [];
	if (reference.name.split("/").at(-1) !== name) problems.push({
		message: `the chart in it has another name: ${JSON.stringify(name)}`,
		hint
	});
	if (wanted !== void 0 && isStrictVersion(wanted) && wanted !== version) problems.push({
		message: `the chart in it has another version: ${JSON.stringify(version)}`,
		hint
	});
	return problems;
}

export { namingProblems as t };