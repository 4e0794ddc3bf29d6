
import "./rolldown-runtime.js";
import { a as verificationsJson, c as verificationLines, d as parseCharts, f as verifyStored, l as failuresReport, n as openPolicy, o as proofLine, r as digestRefOf, s as verificationCounts, t as verifyCharts } from "./shared41.js";
import { n as tellFailures, t as exitCodeOf } from "./shared24.js";

// src/cli/verify-command.ts
/** Verifies charts in their registries; prints the digest reference of each that passed. */
async function runVerify(run) {
	const { operands, options, terminal, context, reporter } = run;
	const references = parseCharts(operands);
	const verifications = await verifyCharts(references, options, {
		...terminal,
		context,
		reporter
	});
	for (const line of [...verifications.flatMap(verificationLines), verificationCounts(verifications)]) reporter.info(line);
	const pinned = verifications.flatMap((one) => digestRefOf(one) ?? []);
	terminal.stdout.write(options.json ? verificationsJson(verifications) : pinned.map((ref) => `${ref}\n`).join(""));
	const failures = failuresReport(verifications);
	tellFailures(failures, reporter);
	return exitCodeOf(failures);
}
/** What `pull --verify` does with a chart before it is kept. Throws as `verifyStored`. */
async function verifierFor({ options, terminal, reporter }) {
	const policy = await openPolicy(options, {
		...terminal,
		reporter
	});
	return async (stored, registry) => {
		const clients = {
			registry,
			signal: terminal.signal,
			now: /* @__PURE__ */ new Date()
		};
		for (const proof of await verifyStored(stored, policy, clients)) reporter.info(`  ${proofLine(proof)}`);
	};
}

export { runVerify, verifierFor };