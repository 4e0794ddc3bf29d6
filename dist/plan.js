
import "./chunks/rolldown-runtime.js";
import { n as withToolConfigs, r as publish, t as leaveOutAbsentSecrets } from "./chunks/shared6.js";
import { a as wire, d as findTargets, f as hostsOf, n as cancelOnSignals } from "./chunks/shared3.js";
import { n as readContext, o as refuseForeignHead, t as parseOptions } from "./chunks/shared22.js";
import { i as outputTable, n as writeOutputs, r as matrixOf, t as conclude } from "./chunks/shared24.js";
import { n as tellFailures, r as tellFault, t as exitCodeOf } from "./chunks/shared9.js";
import { t as readInputs } from "./chunks/shared27.js";
import { t as createActionReporter } from "./chunks/shared34.js";
import { t as _usingCtx$1 } from "./chunks/shared18.js";

// src/report/plan-outputs.ts
const shared = [
	"changed",
	"charts",
	"failed-count",
	"plan",
	"plan-digest"
];
/** Every output of the plan action, in the order of the documentation; drives plan/action.yml and docs/plan.md. */
const planOutputs = [{
	name: "matrix",
	description: "The charts to publish as `{\"include\":[…]}`, for a `strategy.matrix` with `fromJSON`: name, path, version and more. GitHub refuses an empty one: run the job only where `changed` is not `[]`.",
	value: ({ outcomes }) => matrixOf(outcomes.filter(({ status }) => status === "planned"))
}, ...outputTable.filter(({ name }) => shared.includes(name))];

// src/action/plan-main.ts
const signal = cancelOnSignals();
const reporter = createActionReporter();
try {
	try {
		var _usingCtx = _usingCtx$1();
		const inputs = readInputs("plan", process.env, reporter.mask);
		refuseForeignHead("plan", inputs, process.env);
		const context = readContext(process.env);
		const { raw, notes } = leaveOutAbsentSecrets("plan", inputs, context);
		notes.forEach(reporter.info);
		const options = {
			...parseOptions("plan", await withToolConfigs("plan", {
				raw,
				isNamed: false
			}, reporter)),
			push: "false"
		};
		const [host, ...otherHosts] = hostsOf(findTargets(options, context));
		const clients = _usingCtx.a(wire(options, {
			context,
			variables: process.env,
			reporter,
			signal,
			host,
			otherHosts,
			access: "pull"
		}));
		const planned = await conclude(() => publish(options, context, clients), options, clients, reporter);
		writeOutputs(planned, planOutputs);
		tellFailures(planned.report, reporter);
		process.exitCode = exitCodeOf(planned.report);
	} catch (_) {
		_usingCtx.e = _;
	} finally {
		await _usingCtx.d();
	}
} catch (error) {
	tellFault(error, reporter);
	process.exitCode = exitCodeOf(error);
} finally {
	reporter.close();
}

export {  };