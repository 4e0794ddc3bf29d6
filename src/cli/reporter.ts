import type { Annotation, Reporter } from "../io.ts";
import { formatLocation } from "../report/faults.ts";
import { visibleLine, visibleText } from "../report/visible.ts";

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
    stream.write(`${clear()}${visibleText(masked(text))}\n${progress}`);
  };
  const place = (annotation?: Annotation): string =>
    annotation?.location === undefined ? "" : `${formatLocation(annotation.location)}: `;
  return {
    info: (message) => print(visibleLine(message)),
    debug: (message) => {
      if (debug) print(`debug: ${message}`);
    },
    warn: (message, annotation) => print(`warning: ${place(annotation)}${message}`),
    error: (message, annotation) => print(`error: ${place(annotation)}${message}`),
    group: async (title, body) => {
      print(visibleLine(title));
      return body();
    },
    progress: (message) => {
      if (!stream.isTTY) return;
      const before = clear();
      progress = message === undefined ? "" : visibleLine(message).slice(0, (stream.columns ?? 80) - 1);
      stream.write(before + progress);
    },
    mask: (value) => {
      for (const line of [value, ...value.split(/\r?\n/)]) if (line.trim() !== "") secrets.add(line);
    },
  };
}
