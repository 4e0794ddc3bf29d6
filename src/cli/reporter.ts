import type { Annotation, Reporter } from "../io.ts";
import { formatLocation } from "../report/faults.ts";

/** Where the text goes: standard error, or a test's own. */
export interface TextStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Tells the story in lines on `stream`; on a terminal also how far it has come. */
export function createTextReporter(stream: TextStream, debug: boolean): Reporter {
  const secrets = new Set<string>();
  let progress = "";
  const masked = (text: string): string => {
    let result = text;
    for (const secret of secrets) result = result.replaceAll(secret, "***");
    return result;
  };
  const clear = (): string => (progress === "" ? "" : "\r\u001b[K");
  const print = (text: string): void => {
    stream.write(`${clear()}${visible(masked(text))}\n${progress}`);
  };
  const place = (annotation?: Annotation): string =>
    annotation?.location === undefined ? "" : `${formatLocation(annotation.location)}: `;
  return {
    info: print,
    debug: (message) => {
      if (debug) print(`debug: ${message}`);
    },
    warn: (message, annotation) => print(`warning: ${place(annotation)}${message}`),
    error: (message, annotation) => print(`error: ${place(annotation)}${message}`),
    group: async (title, body) => {
      print(title);
      return body();
    },
    progress: (message) => {
      if (!stream.isTTY) return;
      const before = clear();
      progress = message === undefined ? "" : visible(message).slice(0, (stream.columns ?? 80) - 1);
      stream.write(before + progress);
    },
    mask: (value) => {
      for (const line of [value, ...value.split(/\r?\n/)]) if (line.trim() !== "") secrets.add(line);
    },
  };
}

/** Control characters other than line feeds and tabs could rewrite what stands on a terminal. */
function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "�");
}
