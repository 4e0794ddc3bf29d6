import * as core from "@actions/core";
import type { Annotation, Reporter } from "../io.ts";
import { visibleLine, visibleText } from "../report/visible.ts";

/** Tells the story in the job's log, with annotations where the faults are. */
export function createActionReporter(): Reporter {
  return {
    info: (message) => core.info(oneLine(message)),
    debug: (message) => core.debug(visibleText(message)),
    warn: (message, annotation) => core.warning(visibleText(message), properties(annotation)),
    error: (message, annotation) => core.error(visibleText(message), properties(annotation)),
    group: (title, body) => core.group(oneLine(title), body),
    progress: () => undefined,
    mask: (value) => {
      for (const part of new Set([value, ...value.split(/\r?\n/)]))
        if (part.trim() !== "") core.setSecret(part);
    },
  };
}

/**
 * Text that the runner obeys no part of: a command is `::` at the start of a line, blanks and control characters
 * aside, or `##[` anywhere in it (actions/runner src/Runner.Common/ActionCommand.cs). A zero-width space parts them.
 */
function oneLine(text: string): string {
  return visibleLine(text)
    .replace(/^\s*(?=::)/, "\u200b")
    .replace(/##(?=\[)/g, "##\u200b");
}

function properties({ location, title }: Annotation = {}): core.AnnotationProperties {
  return {
    ...(title === undefined ? {} : { title: visibleLine(title) }),
    ...(location === undefined ? {} : { file: visibleLine(location.file) }),
    ...(location?.line === undefined ? {} : { startLine: location.line }),
    ...(location?.column === undefined ? {} : { startColumn: location.column }),
  };
}
