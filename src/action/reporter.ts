import * as core from "@actions/core";
import type { Annotation, Reporter } from "../io.ts";

/** Tells the story in the job's log, with annotations where the faults are. */
export function createActionReporter(): Reporter {
  return {
    info: (message) => core.info(oneLine(message)),
    debug: (message) => core.debug(message),
    warn: (message, annotation) => core.warning(message, properties(annotation)),
    error: (message, annotation) => core.error(message, properties(annotation)),
    group: (title, body) => core.group(oneLine(title), body),
    progress: () => undefined,
    mask: (value) => {
      for (const part of new Set([value, ...value.split(/\r?\n/)]))
        if (part.trim() !== "") core.setSecret(part);
    },
  };
}

/**
 * The runner takes `::` at the start of a line and `##[` anywhere in it for commands (actions/runner ActionCommand.cs):
 * names from a repository and words from a server must issue none. A zero-width space keeps them readable.
 */
function oneLine(text: string): string {
  return text
    .replace(/[\r\n]+/g, " ")
    .replace(/^(\s*):(?=:)/, "$1:\u200b")
    .replaceAll("##[", "##\u200b[");
}

function properties({ location, title }: Annotation = {}): core.AnnotationProperties {
  return {
    ...(title === undefined ? {} : { title }),
    ...(location === undefined ? {} : { file: location.file }),
    ...(location?.line === undefined ? {} : { startLine: location.line }),
    ...(location?.column === undefined ? {} : { startColumn: location.column }),
  };
}
