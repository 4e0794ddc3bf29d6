
// src/report/visible.ts
/**
* What would change how a log, a terminal or a page shows the text around it, or not be seen at all: controls other
* than line feed and tab, line and paragraph separators, marks that reorder text (Unicode UAX #9), tag characters.
*/
const hidden = /[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;
/** Untrusted text with a replacement character for each mark that hides. */
function visibleText(text) {
	return text.replaceAll("\r\n", "\n").replace(hidden, "�").toWellFormed();
}
/** The same on one line. */
function visibleLine(text) {
	return visibleText(text.replace(/\s*[\r\n]+\s*/g, " "));
}
/**
* JSON in which those marks are escaped, and so is the single quote: within single quotes, where workflows like to put
* the output of a step, nothing that a chart says ends a shell's word.
*/
function safeJson(value, indent) {
	return JSON.stringify(value, void 0, indent).replace(/[\u007f-\u009f'\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\udb40[\udc00-\udc7f]/g, (mark) => mark.split("").map(escaped).join(""));
}
function escaped(unit) {
	return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

export { visibleLine as n, visibleText as r, safeJson as t };