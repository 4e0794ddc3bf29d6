
import "./chunks/rolldown-runtime.js";
import { i as publish, n as leaveOutAbsentSecrets, r as withToolConfigs } from "./chunks/shared6.js";
import { a as wire, d as hostsOf, n as cancelOnSignals, u as findTargets } from "./chunks/shared3.js";
import { n as readContext, s as refuseForeignHead, t as parseOptions } from "./chunks/shared20.js";
import { a as outputTable, i as matrixOf, n as conclude, r as writeOutputs, t as keptDependencies } from "./chunks/shared28.js";
import { r as mainOutcomes } from "./chunks/shared23.js";
import { t as safeJson } from "./chunks/shared26.js";
import { n as tellFailures, r as tellFault, t as exitCodeOf } from "./chunks/shared24.js";
import { t as readInputs } from "./chunks/shared32.js";
import { t as createActionReporter } from "./chunks/shared38.js";
import { t as _usingCtx$1 } from "./chunks/shared11.js";

// src/report/plan-outputs.ts
const shared = [
	"charts",
	"failed-count",
	"plan",
	"plan-digest"
];
/** Every output of the plan action, in the order of the documentation; drives plan/action.yml and docs/plan.md. */
function planOutputs(plannedFor) {
	const isWanted = plannedFor === "all" ? isSettled : isDue;
	const wanted = ({ outcomes }) => mainOutcomes({ outcomes: outcomes.filter(isWanted) });
	return [
		{
			name: "matrix",
			description: "The charts to publish, with `changes: all` the published ones too, as `{\"include\":[…]}`, for a `strategy.matrix` with `fromJSON`: name, path, version and more. GitHub refuses an empty one: run the job only where `changed` is not `[]`.",
			value: (report) => matrixOf(wanted(report))
		},
		{
			name: "changed",
			description: "The paths of the charts to publish, with `changes: all` of the published ones too, as a JSON array; `[]` for none.",
			value: (report) => safeJson(wanted(report).map(({ path }) => path))
		},
		...outputTable.filter(({ name }) => shared.includes(name))
	];
}
const isDue = ({ status }) => status === "planned";
/** `if-exists: skip` skips what is there, and tells its digest; a chart that is left out has none. */
function isSettled(outcome) {
	const { status, digest } = outcome;
	return isDue(outcome) || status === "unchanged" || status === "skipped" && digest !== void 0;
}

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
		const surroundings = {
			context,
			variables: process.env,
			reporter,
			signal,
			host,
			otherHosts,
			access: "pull"
		};
		const kept = keptDependencies(options, surroundings);
		const clients = _usingCtx.a(wire(options, {
			...surroundings,
			dependencyCache: kept?.cache
		}));
		const planned = await conclude(() => publish(options, context, clients), options, clients, reporter);
		writeOutputs(planned, planOutputs(options.changes === "all" ? "all" : "due"));
		await kept?.save();
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