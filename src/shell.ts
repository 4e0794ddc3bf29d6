/** One word of a command line for a POSIX shell: what a chart, a file's name or a certificate says stays one. */
export function shellWord(text: string): string {
  return /^[\w./:@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
