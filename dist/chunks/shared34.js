
import { r as visibleText } from "./shared26.js";

// src/report/markdown.ts
/** Names, paths and references are shown up to here. */
const maxLabel = 200;
/** Whoever needs more of a server's or a parser's words finds them in the log. */
const maxProse = 2e3;
/**
* Text on one line that neither Markdown nor HTML can mistake for markup, also inside a table, and that GitHub makes no
* mention, reference or link of: it looks for those in the finished text, where an entity is a letter like any other,
* so that a zero-width space follows what begins them. Characters that hide, or turn text around, are shown by number.
*/
function escapeText(text) {
	return entities(text).replace(/&#64;(?=\w)|&#35;(?=\d)/g, "$&&#8203;").replace(/\bGH-(?=\d)/gi, "$&&#8203;");
}
/** A name, a version or a path. */
function label(text, maxLength = maxLabel) {
	return escapeText(clipped(text, maxLength));
}
/** A paragraph whose words between backticks are code. */
function prose(text) {
	return clipped(text.trim(), maxProse).split(/`([^`]+)`/).map((part, index) => index % 2 === 1 ? code(part) : escapeText(part)).join("").replace(/^[-+=\d]/, (c) => `&#${c.codePointAt(0)};`);
}
/**
* Text in the type of code, which can be copied: GitHub looks for nothing in it, and the parser for mail addresses
* alone (cmark-gfm extensions/autolink.c).
*/
function code(text) {
	return text === "" ? "" : `<code>${entities(text).replace(/&#64;(?=[\w-]*\.)/g, "$&&#8203;")}</code>`;
}
/** A path or a reference as code. */
function codeLabel(text, maxLength = maxLabel) {
	return code(clipped(text, maxLength));
}
/** A block of code; its fence is longer than any run of backticks within, and its columns stay. */
function fenced(language, text) {
	const shown = visibleText(text).replace(hidden, (c) => /[\n\t]/.test(c) ? c : "�");
	const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map((m) => m[0].length));
	const fence = "`".repeat(longest + 1);
	return `${fence}${language}\n${shown}\n${fence}\n`;
}
/** Control, format and tag characters, assigned or not, odd line breaks and halves of characters. */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u{e0000}-\u{e007f}]/gu;
function entities(text) {
	return text.replace(/[\t\r\n\u2028\u2029]+/g, " ").replace(hidden, (c) => `⟨U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`).replace(/[&<>"'|`*_[\]\\~$@:#]/g, (c) => `&#${c.codePointAt(0)};`).replace(/(www)\./gi, "$1&#46;");
}
function clipped(text, length) {
	return text.length <= length ? text : `${text.slice(0, length).replace(/[\ud800-\udbff]$/, "")}…`;
}

export { label as a, fenced as i, codeLabel as n, prose as o, escapeText as r, code as t };