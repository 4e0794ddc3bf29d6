import * as core from "@actions/core";
import type { Problem } from "../errors.ts";
import type { Annotation, Reporter } from "../io.ts";
import { formatLocation } from "../report/faults.ts";
import { visibleLine, visibleText } from "../report/visible.ts";
import { createAnnotationLimit, type Finding } from "./annotation-limit.ts";
import { checkoutPath } from "./checkout-path.ts";

/** Shorter secrets occur by chance: cutting them out would garble a text and hide nothing. */
const shortestSecret = 4;

/** The story in the job's log, and what the step shows of it elsewhere. */
export interface ActionReporter extends Reporter {
  /** Every warning so far. */
  readonly warnings: readonly Problem[];
  /** `text` without what is masked in the log, for places that the runner does not mask. */
  clean(text: string): string;
  /** Shows the annotations that were held back; nothing may be reported afterwards. */
  close(): void;
}

/** Tells the story in the job's log, with annotations where the faults are. */
export function createActionReporter(): ActionReporter {
  const warnings: Problem[] = [];
  const secrets = new Set<string>();
  const limits = { warning: createAnnotationLimit(), error: createAnnotationLimit() };
  return {
    warnings,
    info: (message) => core.info(oneLine(message)),
    debug: (message) => core.debug(visibleText(message)),
    warn(message, annotation = {}) {
      const { location, problem } = annotation;
      warnings.push(problem ?? { message, ...(location !== undefined && { location }) });
      limits.warning.add(finding("warning", message, annotation));
    },
    error: (message, annotation = {}) => limits.error.add(finding("error", message, annotation)),
    group: (title, body) => core.group(oneLine(title), body),
    progress: () => undefined,
    mask: (value) => {
      for (const part of new Set([value, ...value.split(/\r?\n/)])) {
        if (part.trim() === "") continue;
        core.setSecret(part);
        if (part.length >= shortestSecret) secrets.add(part);
      }
    },
    clean: (text) =>
      // Longest first: a secret may be part of another one.
      [...secrets]
        .sort((a, b) => b.length - a.length)
        .reduce((cleaned, secret) => cleaned.replaceAll(secret, "***"), text),
    close: () => {
      for (const limit of Object.values(limits)) limit.close();
    },
  };
}

const annotate = { warning: core.warning, error: core.error } as const;

function finding(kind: "warning" | "error", message: string, { location, title }: Annotation): Finding {
  const place = location && { ...location, file: checkoutPath(location.file, workspaceOf(process.env)) };
  return {
    annotate: (more) =>
      annotate[kind](visibleText(message) + more, {
        ...(title !== undefined && { title: visibleLine(title) }),
        ...(place !== undefined && { file: visibleLine(place.file) }),
        ...(place?.line !== undefined && { startLine: place.line }),
        ...(place?.column !== undefined && { startColumn: place.column }),
      }),
    log: () => {
      const text = `${kind}: ${place === undefined ? "" : `${formatLocation(place)}: `}${message}`;
      for (const line of text.split(/\r?\n/)) core.info(oneLine(line));
    },
  };
}

function workspaceOf({ GITHUB_WORKSPACE: workspace }: NodeJS.ProcessEnv): string {
  return workspace || process.cwd();
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
