
// src/shell.ts
/** One word of a command line for a POSIX shell: what a chart, a file's name or a certificate says stays one. */
function shellWord(text) {
	return /^[\w./:@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

export { shellWord as t };