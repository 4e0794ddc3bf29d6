
import { a as info, i as group, l as setSecret, n as error, t as debug, u as warning } from "./shared31.js";
import { c as formatLocation } from "./shared24.js";
import { n as visibleLine, r as visibleText } from "./shared26.js";
import path from "node:path";
import { existsSync } from "node:fs";

// src/action/annotation-limit.ts
/** GitHub shows no more annotations of a kind from one step (docs.github.com, “Workflow commands”). */
const limit = 10;
/** Lets the first nine pass as they come, and has the others logged. */
function createAnnotationLimit() {
	let count = 0;
	let last;
	return {
		add(finding) {
			count++;
			if (count < limit) finding.annotate("");
			else if (count === limit) last = finding;
			else finding.log();
		},
		close() {
			const rest = count - limit;
			last?.annotate(rest > 0 ? `\n… and ${rest} more, in the log and the job summary.` : "");
			last = void 0;
		}
	};
}

// src/action/checkout-path.ts
/**
* The path by which GitHub knows a file: from the top of its checkout, which is the workspace, or lies in it where
* actions/checkout was given a `path`. A file outside of the workspace keeps its name.
*/
function checkoutPath(file, workspace) {
	const absolute = path.resolve(file);
	if (!isBelow(absolute, workspace)) return file;
	let top = path.dirname(absolute);
	while (isBelow(top, workspace) && !existsSync(path.join(top, ".git"))) top = path.dirname(top);
	return path.relative(top, absolute).replaceAll(path.sep, "/");
}
function isBelow(place, directory) {
	const relative = path.relative(directory, place);
	return relative !== "" && relative.split(path.sep)[0] !== ".." && !path.isAbsolute(relative);
}

// src/action/reporter.ts
/** Shorter secrets occur by chance: cutting them out would garble a text and hide nothing. */
const shortestSecret = 4;
/** Tells the story in the job's log, with annotations where the faults are. */
function createActionReporter() {
	const warnings = [];
	const secrets = /* @__PURE__ */ new Set();
	const limits = {
		warning: createAnnotationLimit(),
		error: createAnnotationLimit()
	};
	return {
		warnings,
		info: (message) => info(oneLine(message)),
		debug: (message) => debug(visibleText(message)),
		warn(message, annotation = {}) {
			const { location, problem } = annotation;
			warnings.push(problem ?? {
				message,
				...location !== void 0 && { location }
			});
			limits.warning.add(finding("warning", message, annotation));
		},
		error: (message, annotation = {}) => limits.error.add(finding("error", message, annotation)),
		group: (title, body) => group(oneLine(title), body),
		progress: () => void 0,
		mask: (value) => {
			for (const part of /* @__PURE__ */ new Set([value, ...value.split(/\r?\n/)])) {
				if (part.trim() === "") continue;
				setSecret(part);
				if (part.length >= shortestSecret) secrets.add(part);
			}
		},
		clean: (text) => [...secrets].sort((a, b) => b.length - a.length).reduce((cleaned, secret) => cleaned.replaceAll(secret, "***"), text),
		close: () => {
			for (const limit of Object.values(limits)) limit.close();
		}
	};
}
const annotate = {
	warning,
	error
};
function finding(kind, message, { location, title }) {
	const place = location && {
		...location,
		file: checkoutPath(location.file, workspaceOf(process.env))
	};
	return {
		annotate: (more) => annotate[kind](visibleText(message) + more, {
			...title !== void 0 && { title: visibleLine(title) },
			...place !== void 0 && { file: visibleLine(place.file) },
			...place?.line !== void 0 && { startLine: place.line },
			...place?.column !== void 0 && { startColumn: place.column }
		}),
		log: () => {
			const text = `${kind}: ${place === void 0 ? "" : `${formatLocation(place)}: `}${message}`;
			for (const line of text.split(/\r?\n/)) info(oneLine(line));
		}
	};
}
function workspaceOf({ GITHUB_WORKSPACE: workspace }) {
	return workspace || process.cwd();
}
/**
* Text that the runner obeys no part of: a command is `::` at the start of a line, blanks and control characters
* aside, or `##[` anywhere in it (actions/runner src/Runner.Common/ActionCommand.cs). A zero-width space parts them.
*/
function oneLine(text) {
	return visibleLine(text).replace(/^\s*(?=::)/, "​").replace(/##(?=\[)/g, "##​");
}

export { createActionReporter as t };