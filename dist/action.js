
import "./chunks/rolldown-runtime.js";
import { $ as installSnippets, B as exitCodeOf, G as formatLocation, H as tellFault, J as formatBytes, Q as refOf, U as tellWarnings, V as tellFailures, W as faultsOf, X as digestRefOf, Z as failuresOf, c as readContext, d as findTarget, i as wire, l as publish, o as parseOptions, q as countsOf, r as cancelOnSignals, s as optionsOf, t as _usingCtx$1, tt as messageOf, u as accessOf, w as chartJson } from "./chunks/shared.js";
import * as os from "os";
import { EOL } from "os";
import * as crypto from "crypto";
import * as fs from "fs";
import { constants, promises } from "fs";
import "path";

// src/action/inputs.ts
/** The inputs as the runner passes them: `INPUT_IF-EXISTS`. Secrets are masked before anything else is done. */
function readInputs(variables, mask) {
	const inputs = optionsOf("publish").filter((spec) => spec.only !== "command");
	const text = (name) => variables[`INPUT_${name.toUpperCase()}`] ?? "";
	for (const { name, secret } of inputs) if (secret && text(name).trim() !== "") mask(text(name).trim());
	return new Map(inputs.map(({ name }) => [name, {
		text: text(name),
		source: `input “${name}”`
	}]));
}

// node_modules/@actions/core/lib/utils.js
/**
* Sanitizes an input into a string so it can be passed into issueCommand safely
* @param input input to sanitize into a string
*/
function toCommandValue(input) {
	if (input === null || input === void 0) return "";
	else if (typeof input === "string" || input instanceof String) return input;
	return JSON.stringify(input);
}
/**
*
* @param annotationProperties
* @returns The command properties to send with the actual annotation command
* See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
*/
function toCommandProperties(annotationProperties) {
	if (!Object.keys(annotationProperties).length) return {};
	return {
		title: annotationProperties.title,
		file: annotationProperties.file,
		line: annotationProperties.startLine,
		endLine: annotationProperties.endLine,
		col: annotationProperties.startColumn,
		endColumn: annotationProperties.endColumn
	};
}

// node_modules/@actions/core/lib/command.js
/**
* Issues a command to the GitHub Actions runner
*
* @param command - The command name to issue
* @param properties - Additional properties for the command (key-value pairs)
* @param message - The message to include with the command
* @remarks
* This function outputs a specially formatted string to stdout that the Actions
* runner interprets as a command. These commands can control workflow behavior,
* set outputs, create annotations, mask values, and more.
*
* Command Format:
*   ::name key=value,key=value::message
*
* @example
* ```typescript
* // Issue a warning annotation
* issueCommand('warning', {}, 'This is a warning message');
* // Output: ::warning::This is a warning message
*
* // Set an environment variable
* issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
* // Output: ::set-env name=MY_VAR::some value
*
* // Add a secret mask
* issueCommand('add-mask', {}, 'secretValue123');
* // Output: ::add-mask::secretValue123
* ```
*
* @internal
* This is an internal utility function that powers the public API functions
* such as setSecret, warning, error, and exportVariable.
*/
function issueCommand(command, properties, message) {
	const cmd = new Command(command, properties, message);
	process.stdout.write(cmd.toString() + os.EOL);
}
function issue(name, message = "") {
	issueCommand(name, {}, message);
}
const CMD_STRING = "::";
var Command = class {
	constructor(command, properties, message) {
		if (!command) command = "missing.command";
		this.command = command;
		this.properties = properties;
		this.message = message;
	}
	toString() {
		let cmdStr = CMD_STRING + this.command;
		if (this.properties && Object.keys(this.properties).length > 0) {
			cmdStr += " ";
			let first = true;
			for (const key in this.properties) if (this.properties.hasOwnProperty(key)) {
				const val = this.properties[key];
				if (val) {
					if (first) first = false;
					else cmdStr += ",";
					cmdStr += `${key}=${escapeProperty(val)}`;
				}
			}
		}
		cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
		return cmdStr;
	}
};
function escapeData(s) {
	return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(s) {
	return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}

// node_modules/@actions/core/lib/file-command.js
function issueFileCommand(command, message) {
	const filePath = process.env[`GITHUB_${command}`];
	if (!filePath) throw new Error(`Unable to find environment variable for file command ${command}`);
	if (!fs.existsSync(filePath)) throw new Error(`Missing file at path: ${filePath}`);
	fs.appendFileSync(filePath, `${toCommandValue(message)}${os.EOL}`, { encoding: "utf8" });
}
function prepareKeyValueMessage(key, value) {
	const delimiter = `ghadelimiter_${crypto.randomUUID()}`;
	const convertedValue = toCommandValue(value);
	if (key.includes(delimiter)) throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
	if (convertedValue.includes(delimiter)) throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
	return `${key}<<${delimiter}${os.EOL}${convertedValue}${os.EOL}${delimiter}`;
}

// node_modules/@actions/core/lib/summary.js
var __awaiter$1 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
const { access, appendFile, writeFile } = promises;
const SUMMARY_ENV_VAR = "GITHUB_STEP_SUMMARY";
var Summary = class {
	constructor() {
		this._buffer = "";
	}
	/**
	* Finds the summary file path from the environment, rejects if env var is not found or file does not exist
	* Also checks r/w permissions.
	*
	* @returns step summary file path
	*/
	filePath() {
		return __awaiter$1(this, void 0, void 0, function* () {
			if (this._filePath) return this._filePath;
			const pathFromEnv = process.env[SUMMARY_ENV_VAR];
			if (!pathFromEnv) throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
			try {
				yield access(pathFromEnv, constants.R_OK | constants.W_OK);
			} catch (_a) {
				throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
			}
			this._filePath = pathFromEnv;
			return this._filePath;
		});
	}
	/**
	* Wraps content in an HTML tag, adding any HTML attributes
	*
	* @param {string} tag HTML tag to wrap
	* @param {string | null} content content within the tag
	* @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
	*
	* @returns {string} content wrapped in HTML element
	*/
	wrap(tag, content, attrs = {}) {
		const htmlAttrs = Object.entries(attrs).map(([key, value]) => ` ${key}="${value}"`).join("");
		if (!content) return `<${tag}${htmlAttrs}>`;
		return `<${tag}${htmlAttrs}>${content}</${tag}>`;
	}
	/**
	* Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
	*
	* @param {SummaryWriteOptions} [options] (optional) options for write operation
	*
	* @returns {Promise<Summary>} summary instance
	*/
	write(options) {
		return __awaiter$1(this, void 0, void 0, function* () {
			const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
			const filePath = yield this.filePath();
			yield (overwrite ? writeFile : appendFile)(filePath, this._buffer, { encoding: "utf8" });
			return this.emptyBuffer();
		});
	}
	/**
	* Clears the summary buffer and wipes the summary file
	*
	* @returns {Summary} summary instance
	*/
	clear() {
		return __awaiter$1(this, void 0, void 0, function* () {
			return this.emptyBuffer().write({ overwrite: true });
		});
	}
	/**
	* Returns the current summary buffer as a string
	*
	* @returns {string} string of summary buffer
	*/
	stringify() {
		return this._buffer;
	}
	/**
	* If the summary buffer is empty
	*
	* @returns {boolen} true if the buffer is empty
	*/
	isEmptyBuffer() {
		return this._buffer.length === 0;
	}
	/**
	* Resets the summary buffer without writing to summary file
	*
	* @returns {Summary} summary instance
	*/
	emptyBuffer() {
		this._buffer = "";
		return this;
	}
	/**
	* Adds raw text to the summary buffer
	*
	* @param {string} text content to add
	* @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
	*
	* @returns {Summary} summary instance
	*/
	addRaw(text, addEOL = false) {
		this._buffer += text;
		return addEOL ? this.addEOL() : this;
	}
	/**
	* Adds the operating system-specific end-of-line marker to the buffer
	*
	* @returns {Summary} summary instance
	*/
	addEOL() {
		return this.addRaw(EOL);
	}
	/**
	* Adds an HTML codeblock to the summary buffer
	*
	* @param {string} code content to render within fenced code block
	* @param {string} lang (optional) language to syntax highlight code
	*
	* @returns {Summary} summary instance
	*/
	addCodeBlock(code, lang) {
		const attrs = Object.assign({}, lang && { lang });
		const element = this.wrap("pre", this.wrap("code", code), attrs);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML list to the summary buffer
	*
	* @param {string[]} items list of items to render
	* @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
	*
	* @returns {Summary} summary instance
	*/
	addList(items, ordered = false) {
		const tag = ordered ? "ol" : "ul";
		const listItems = items.map((item) => this.wrap("li", item)).join("");
		const element = this.wrap(tag, listItems);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML table to the summary buffer
	*
	* @param {SummaryTableCell[]} rows table rows
	*
	* @returns {Summary} summary instance
	*/
	addTable(rows) {
		const tableBody = rows.map((row) => {
			const cells = row.map((cell) => {
				if (typeof cell === "string") return this.wrap("td", cell);
				const { header, data, colspan, rowspan } = cell;
				const tag = header ? "th" : "td";
				const attrs = Object.assign(Object.assign({}, colspan && { colspan }), rowspan && { rowspan });
				return this.wrap(tag, data, attrs);
			}).join("");
			return this.wrap("tr", cells);
		}).join("");
		const element = this.wrap("table", tableBody);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds a collapsable HTML details element to the summary buffer
	*
	* @param {string} label text for the closed state
	* @param {string} content collapsable content
	*
	* @returns {Summary} summary instance
	*/
	addDetails(label, content) {
		const element = this.wrap("details", this.wrap("summary", label) + content);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML image tag to the summary buffer
	*
	* @param {string} src path to the image you to embed
	* @param {string} alt text description of the image
	* @param {SummaryImageOptions} options (optional) addition image attributes
	*
	* @returns {Summary} summary instance
	*/
	addImage(src, alt, options) {
		const { width, height } = options || {};
		const attrs = Object.assign(Object.assign({}, width && { width }), height && { height });
		const element = this.wrap("img", null, Object.assign({
			src,
			alt
		}, attrs));
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML section heading element
	*
	* @param {string} text heading text
	* @param {number | string} [level=1] (optional) the heading level, default: 1
	*
	* @returns {Summary} summary instance
	*/
	addHeading(text, level) {
		const tag = `h${level}`;
		const allowedTag = [
			"h1",
			"h2",
			"h3",
			"h4",
			"h5",
			"h6"
		].includes(tag) ? tag : "h1";
		const element = this.wrap(allowedTag, text);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML thematic break (<hr>) to the summary buffer
	*
	* @returns {Summary} summary instance
	*/
	addSeparator() {
		const element = this.wrap("hr", null);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML line break (<br>) to the summary buffer
	*
	* @returns {Summary} summary instance
	*/
	addBreak() {
		const element = this.wrap("br", null);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML blockquote to the summary buffer
	*
	* @param {string} text quote text
	* @param {string} cite (optional) citation url
	*
	* @returns {Summary} summary instance
	*/
	addQuote(text, cite) {
		const attrs = Object.assign({}, cite && { cite });
		const element = this.wrap("blockquote", text, attrs);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML anchor tag to the summary buffer
	*
	* @param {string} text link text/content
	* @param {string} href hyperlink
	*
	* @returns {Summary} summary instance
	*/
	addLink(text, href) {
		const element = this.wrap("a", text, { href });
		return this.addRaw(element).addEOL();
	}
};
const _summary = new Summary();
const summary = _summary;

// node_modules/@actions/core/lib/core.js
var __awaiter = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
/**
* The code to exit an action
*/
var ExitCode;
(function(ExitCode) {
	/**
	* A code indicating that the action was successful
	*/
	ExitCode[ExitCode["Success"] = 0] = "Success";
	/**
	* A code indicating that the action was a failure
	*/
	ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
/**
* Registers a secret which will get masked from logs
*
* @param secret - Value of the secret to be masked
* @remarks
* This function instructs the Actions runner to mask the specified value in any
* logs produced during the workflow run. Once registered, the secret value will
* be replaced with asterisks (***) whenever it appears in console output, logs,
* or error messages.
*
* This is useful for protecting sensitive information such as:
* - API keys
* - Access tokens
* - Authentication credentials
* - URL parameters containing signatures (SAS tokens)
*
* Note that masking only affects future logs; any previous appearances of the
* secret in logs before calling this function will remain unmasked.
*
* @example
* ```typescript
* // Register an API token as a secret
* const apiToken = "abc123xyz456";
* setSecret(apiToken);
*
* // Now any logs containing this value will show *** instead
* console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
* ```
*/
function setSecret(secret) {
	issueCommand("add-mask", {}, secret);
}
/**
* Sets the value of an output.
*
* @param     name     name of the output to set
* @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
*/
function setOutput(name, value) {
	if (process.env["GITHUB_OUTPUT"] || "") return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
	process.stdout.write(os.EOL);
	issueCommand("set-output", { name }, toCommandValue(value));
}
/**
* Writes debug message to user log
* @param message debug message
*/
function debug(message) {
	issueCommand("debug", {}, message);
}
/**
* Adds an error issue
* @param message error issue message. Errors will be converted to string via toString()
* @param properties optional properties to add to the annotation.
*/
function error(message, properties = {}) {
	issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
* Adds a warning issue
* @param message warning issue message. Errors will be converted to string via toString()
* @param properties optional properties to add to the annotation.
*/
function warning(message, properties = {}) {
	issueCommand("warning", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
* Writes info to log with console.log.
* @param message info message
*/
function info(message) {
	process.stdout.write(message + os.EOL);
}
/**
* Begin an output group.
*
* Output until the next `groupEnd` will be foldable in this group
*
* @param name The name of the output group
*/
function startGroup(name) {
	issue("group", name);
}
/**
* End an output group.
*/
function endGroup() {
	issue("endgroup");
}
/**
* Wrap an asynchronous function call in a group.
*
* Returns the same type as the function itself.
*
* @param name The name of the group
* @param fn The function to wrap in the group
*/
function group(name, fn) {
	return __awaiter(this, void 0, void 0, function* () {
		startGroup(name);
		let result;
		try {
			result = yield fn();
		} finally {
			endGroup();
		}
		return result;
	});
}

// src/report/outputs.ts
/** An output that speaks of one chart, and is empty when the run had several. */
function single(name, description, of) {
	return {
		name,
		description: `${description} Empty when there are several charts.`,
		value: ({ outcomes }) => outcomes.length === 1 && outcomes[0] ? of(outcomes[0]) ?? "" : ""
	};
}
/** Every output, in the order of the documentation; drives action.yml and README. */
const outputTable = [
	single("digest", "Digest of the chart's manifest, `sha256:…`: what a pinned install names.", (o) => o.digest),
	single("ref", "Reference by tag: `ghcr.io/acme/charts/web:1.4.0`.", refOf),
	single("digest-ref", "Reference by digest: `ghcr.io/acme/charts/web@sha256:…`.", digestRefOf),
	single("subject-name", "Repository without tag, as actions/attest takes it.", (o) => o.repository),
	single("name", "Name of the chart.", (o) => o.name),
	single("version", "Version of the chart.", (o) => o.version),
	single("app-version", "`appVersion` of the chart.", (o) => o.appVersion),
	single("tag", "Tag: the version, `+` written as `_`.", (o) => o.tag),
	single("package", "Path of the archive, when `output-dir` is set.", (o) => o.package),
	single("prov", "Path of the provenance file, when there is one and `output-dir` is set.", (o) => o.provenance),
	single("published", "`true` when this run wrote the tag, else `false`.", (o) => String(o.status === "published")),
	{
		name: "charts",
		description: "Every chart as a JSON array: name, path, version, status, ref, digest, digestRef and more.",
		value: ({ outcomes }) => JSON.stringify(outcomes.map(chartJson))
	},
	{
		name: "matrix",
		description: "The published and unchanged charts as `{\"include\":[…]}`, for a `strategy.matrix` with `fromJSON`.",
		value: ({ outcomes }) => JSON.stringify({ include: outcomes.filter((o) => o.status === "published" || o.status === "unchanged").map(chartJson) })
	},
	{
		name: "failed-count",
		description: "How many charts failed or conflict.",
		value: (report) => String(failuresOf(report).length)
	},
	{
		name: "plan",
		description: "Path of plan.json, when `output-dir` is set.",
		value: (_, planFile) => planFile ?? ""
	}
];

// src/report/summary.ts
const marks = {
	published: "✅",
	saved: "💾",
	unchanged: "🟰",
	planned: "📝",
	skipped: "⏭️",
	conflict: "⛔",
	failed: "❌"
};
/** GitHub takes 1 MiB of summary a step; what would go beyond is left to the log. */
const maxLength = 1e6;
/** The job summary in Markdown: a row a chart, the faults, and a pinned install of each chart. */
function renderSummary(report) {
	const head = `## Helm charts: ${countsOf(report)}\n\n`;
	const faults = failuresOf(report).map(renderFault);
	const installs = report.outcomes.filter((o) => o.status === "published" || o.status === "unchanged");
	let text = head + renderTable(report.outcomes) + faults.join("");
	for (const [index, outcome] of installs.entries()) {
		const section = renderInstall(outcome, installs.length === 1);
		if (text.length + section.length > maxLength) return `${text}\n${installs.length - index} more charts: their install lines are left out, for the summary is full.\n`;
		text += section;
	}
	return text;
}
function renderTable(outcomes) {
	return `| Result | Chart | Reference | Digest | Size |\n| --- | --- | --- | --- | ---: |\n${outcomes.map((outcome) => {
		const reason = "reason" in outcome ? `<br>${escapeText(shortened(outcome.reason))}` : "";
		return `| ${[
			`${marks[outcome.status]}&nbsp;${outcome.status}${reason}`,
			outcome.name === void 0 ? code(outcome.path) : `<b>${escapeText(outcome.name)}</b> ${escapeText(outcome.version ?? "")}`,
			code(refOf(outcome) ?? ""),
			code(shortened(outcome.digest ?? "")),
			outcome.size === void 0 ? "" : formatBytes(outcome.size).replace(" ", "&nbsp;")
		].join(" | ")} |\n`;
	}).join("")}`;
}
/** Digests in full would make the table wider than the page; they stand in the install lines, and in the outputs. */
function shortened(text) {
	return text.replace(/(sha256:[0-9a-f]{12})[0-9a-f]{52}/g, "$1…");
}
/** In paragraphs, which wrap; only an excerpt has to keep its columns. */
function renderFault(outcome) {
	const faults = faultsOf(outcome.error).map(({ message, location, excerpt, fix }) => {
		const place = location === void 0 ? "" : `${code(formatLocation(location))}<br>\n`;
		const lines = excerpt === void 0 ? "" : `\n${fenced("text", excerpt)}`;
		return `\n${place}${prose(message)}\n${lines}${fix === void 0 ? "" : `\n<b>Fix:</b> ${prose(fix)}\n`}`;
	});
	return `\n#### ${marks[outcome.status]} ${escapeText(outcome.path)}\n${faults.join("")}`;
}
function renderInstall(outcome, open) {
	const snippets = installSnippets(outcome).map(({ tool, language, text }) => `\n**${tool}**\n\n${fenced(language, text)}`);
	const title = `Install ${escapeText(outcome.name ?? "")} ${escapeText(outcome.version ?? "")}, pinned`;
	return `\n<details${open ? " open" : ""}><summary>${title}</summary>\n${snippets.join("")}\n</details>\n`;
}
/** Text that neither Markdown nor HTML can mistake for markup, also inside a table. */
function escapeText(text) {
	return text.replace(/[&<>"'|`*_[\]\\~$@:]|[\r\n]+/g, (c) => c.trim() === "" ? " " : `&#${c.codePointAt(0)};`);
}
/** Text whose words between backticks are code. */
function prose(text) {
	return escapeText(text).replace(/&#96;((?:(?!&#96;).)+)&#96;/g, "<code>$1</code>");
}
function code(text) {
	return text === "" ? "" : `<code>${escapeText(text)}</code>`;
}
/** A fence longer than any run of backticks within. */
function fenced(language, text) {
	const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((m) => m[0].length));
	const fence = "`".repeat(longest + 1);
	return `${fence}${language}\n${text}\n${fence}\n`;
}

// src/action/outputs.ts
/** Sets every output of the action. */
function writeOutputs({ report, planFile }) {
	for (const { name, value } of outputTable) setOutput(name, value(report, planFile));
}
/** Appends to the job's summary. Not every runner takes one, which is no reason to fail after publishing. */
async function writeSummary({ report }, reporter) {
	try {
		await summary.addRaw(renderSummary(report)).write();
	} catch (error) {
		const message = `Could not write the job summary: ${messageOf(error)}`;
		tellWarnings([{
			message,
			hint: "set summary: false where the runner takes none"
		}], reporter);
	}
}

// src/action/reporter.ts
/** Tells the story in the job's log, with annotations where the faults are. */
function createActionReporter() {
	return {
		info: (message) => info(oneLine(message)),
		debug: (message) => debug(message),
		warn: (message, annotation) => warning(message, properties(annotation)),
		error: (message, annotation) => error(message, properties(annotation)),
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
	return text.replace(/[\r\n]+/g, " ").replace(/[^\P{Cc}\t]/gu, "�").replace(/^\s*(?=::)/, "​").replace(/##(?=\[)/g, "##​");
}
function properties({ location, title } = {}) {
	return {
		...title === void 0 ? {} : { title },
		...location === void 0 ? {} : { file: location.file },
		...location?.line === void 0 ? {} : { startLine: location.line },
		...location?.column === void 0 ? {} : { startColumn: location.column }
	};
}

// src/action/main.ts
const signal = cancelOnSignals();
const reporter = createActionReporter();
try {
	try {
		var _usingCtx = _usingCtx$1();
		const options = parseOptions("publish", readInputs(process.env, reporter.mask));
		const context = readContext(process.env);
		const { host } = findTarget(options, context);
		const access = accessOf(options, context);
		const clients = _usingCtx.a(wire(options, {
			context,
			variables: process.env,
			reporter,
			signal,
			host,
			access
		}));
		const published = await publish(options, context, clients);
		writeOutputs(published);
		if (options.summary) await writeSummary(published, reporter);
		tellFailures(published.report, reporter);
		process.exitCode = exitCodeOf(published.report);
	} catch (_) {
		_usingCtx.e = _;
	} finally {
		await _usingCtx.d();
	}
} catch (error) {
	tellFault(error, reporter);
	process.exitCode = exitCodeOf(error);
}

export {  };