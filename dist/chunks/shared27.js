
// src/options/values.ts
/** Splits lines, and commas that stand outside braces: `a, b` is two items, `charts/{a,b}` one. Blank items vanish. */
function splitList(text) {
	const items = [];
	let item = "";
	let depth = 0;
	for (const character of text) {
		if (character === "{") depth++;
		if (character === "}") depth = Math.max(0, depth - 1);
		if (character === "\n" || character === "," && depth === 0) {
			items.push(item);
			item = "";
		} else item += character;
	}
	return [...items, item].map((i) => i.trim()).filter((i) => i !== "");
}
/** The lines that are not blank, trimmed. */
function splitLines(text) {
	return text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
}
/** Lines, and commas within a line; one with an @ stays whole, for a password may stand there, and have commas. */
function splitRegistries(text) {
	return splitLines(text).flatMap((line) => line.includes("@") ? [line] : splitList(line));
}
/** Milliseconds of `90`, `90s`, `1m30s`, `2h`; `undefined` when the text is no duration. */
function parseDurationMs(text) {
	if (/^\d+$/.test(text)) return Number(text) * 1e3;
	const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
	if (parts === null || text === "") return void 0;
	const [hours, minutes, seconds] = [
		parts[1],
		parts[2],
		parts[3]
	].map((part) => Number(part ?? 0));
	return ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)) * 1e3;
}
/** YAML 1.2 core booleans, as GitHub's toolkit takes them; `undefined` for anything else. */
function parseBoolean(text) {
	if (/^(true|True|TRUE)$/.test(text)) return true;
	if (/^(false|False|FALSE)$/.test(text)) return false;
}
/** Why `text` is no value of `type`, or `undefined` when it is one. */
function faultOf(type, text) {
	if (typeof type === "object") return type.choices.includes(text) ? void 0 : `must be one of ${type.choices.join(", ")}`;
	switch (type) {
		case "boolean": return parseBoolean(text) === void 0 ? "must be true or false" : void 0;
		case "integer": return /^\d{1,9}$/.test(text) ? void 0 : "must be a whole number";
		case "port": return /^\d{1,5}$/.test(text) && Number(text) < 65536 ? void 0 : "must be a port, 0 to 65535";
		case "duration": return parseDurationMs(text) ? void 0 : "must be a duration such as 90s or 2m";
		default: return;
	}
}

// src/options/release-options.ts
const releasing = ["publish", "plan"];
const makeLatest = [
	"legacy",
	"true",
	"false"
];
/** Releases on GitHub. */
const releaseOptions = [
	{
		name: "release",
		type: "boolean",
		default: "false",
		description: "Make a release on GitHub of each chart that is published or unchanged, with its archive and proofs; takes `contents: write`.",
		commands: releasing
	},
	{
		name: "release-tag",
		type: "string",
		default: "{name}-{version}",
		description: "Tag of a chart's release, made at the commit that is checked out where it is not there yet.",
		commands: releasing
	},
	{
		name: "release-notes",
		type: "string",
		defaultText: "install line, and the commits that touched the chart since its last release",
		description: "File with a release's notes in Markdown; `{name}` and `{version}` are filled in: `charts/{name}/RELEASE.md`.",
		commands: releasing
	},
	{
		name: "make-latest",
		type: { choices: makeLatest },
		default: "legacy",
		description: "Whether GitHub shows the release as the latest: `legacy` goes by date and version; with `true` the last chart of a run is.",
		commands: releasing
	}
];
/** Reads the options of releases; faults go to `problems`. */
function readReleaseOptions(text, problems) {
	const releaseTag = text("release-tag") ?? "{name}-{version}";
	const releaseNotes = text("release-notes");
	problems.push(...faultsOfTag(releaseTag));
	if (releaseNotes !== void 0) problems.push(...unknownPlaceholders("release-notes", releaseNotes));
	return {
		release: parseBoolean(text("release") ?? "false") ?? false,
		releaseTag,
		...releaseNotes !== void 0 && { releaseNotes },
		makeLatest: text("make-latest") ?? "legacy"
	};
}
/** Fills in `{name}` and `{version}`. */
function fillRelease(template, chart) {
	return template.replaceAll("{name}", chart.name).replaceAll("{version}", chart.version);
}
/** The rules of `git check-ref-format`, for what a chart's name and version do not bring. */
function faultsOfTag(template) {
	const problems = [...unknownPlaceholders("release-tag", template)];
	if (!template.includes("{version}")) problems.push({
		message: `release-tag “${template}” lacks {version}, so that every version would have one tag`,
		hint: "Write it as {name}-{version}, or v{version} for a repository of one chart."
	});
	const tag = fillRelease(template, {
		name: "n",
		version: "1"
	});
	if (/[\p{Cc}\s~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(\/|$)|^[-/.]|[/.]$/u.test(tag)) problems.push({
		message: `release-tag “${template}” is no name that git takes for a tag`,
		hint: "Use letters, digits, “-”, “.” and “/” besides the placeholders."
	});
	return problems;
}
function unknownPlaceholders(option, template) {
	return [...template.matchAll(/\{[^{}]*\}/g)].map(([placeholder]) => placeholder).filter((placeholder) => placeholder !== "{name}" && placeholder !== "{version}").map((placeholder) => ({
		message: `${option}: “${placeholder}” is no placeholder`,
		hint: "Use {name} and {version}."
	}));
}

export { parseBoolean as a, splitList as c, faultOf as i, splitRegistries as l, readReleaseOptions as n, parseDurationMs as o, releaseOptions as r, splitLines as s, fillRelease as t };