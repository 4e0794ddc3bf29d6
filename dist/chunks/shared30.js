
import { a as info, i as group, l as setSecret, n as error, t as debug, u as warning } from "./shared25.js";
import { n as visibleLine, r as visibleText } from "./shared18.js";

// src/action/reporter.ts
/** Tells the story in the job's log, with annotations where the faults are. */
function createActionReporter() {
	return {
		info: (message) => info(oneLine(message)),
		debug: (message) => debug(visibleText(message)),
		warn: (message, annotation) => warning(visibleText(message), properties(annotation)),
		error: (message, annotation) => error(visibleText(message), properties(annotation)),
		group: (title, body) => group(oneLine(title), body),
		progress: () => void 0,
		mask: (value) => {
			for (const part of /* @__PURE__ */ new Set([value, ...value.split(/\r?\n/)])) if (part.trim() !== "") setSecret(part);
		}
	};
}
/**
* Text that the runner obeys no part of: a command is `::` at the start of a line, blanks and control characters
* aside, or `##[` anywhere in it (actions/runner src/Runner.Common/ActionCommand.cs). A zero-width space parts them.
*/
function oneLine(text) {
	return visibleLine(text).replace(/^\s*(?=::)/, "​").replace(/##(?=\[)/g, "##​");
}
function properties({ location, title } = {}) {
	return {
		...title === void 0 ? {} : { title: visibleLine(title) },
		...location === void 0 ? {} : { file: visibleLine(location.file) },
		...location?.line === void 0 ? {} : { startLine: location.line },
		...location?.column === void 0 ? {} : { startColumn: location.column }
	};
}

export { createActionReporter as t };