import type { Problem } from "../errors.ts";
import { faultOf, faultsOf, formatLocation } from "./faults.ts";
import { codeLabel, fenced, prose } from "./markdown.ts";

/** The faults of an error in paragraphs, which wrap; only an excerpt has to keep its columns. */
export function renderFaults(error: unknown): string {
  const faults = faultsOf(error).map(({ message, location, excerpt, fix }) => {
    const place = location === undefined ? "" : `${codeLabel(formatLocation(location))}<br>\n`;
    const lines = excerpt === undefined ? "" : `\n${fenced("text", excerpt)}`;
    return `\n${place}${prose(message)}\n${lines}${fix === undefined ? "" : `\n<b>Fix:</b> ${prose(fix)}\n`}`;
  });
  return faults.join("");
}

/** Warnings as items of a list, a line each. */
export function renderWarnings(warnings: readonly Problem[]): readonly string[] {
  return warnings.map(faultOf).map(({ message, location, fix }) => {
    const place = location === undefined ? "" : `${codeLabel(formatLocation(location))}: `;
    return `- ${place}${prose(message)}${fix === undefined ? "" : ` <b>Fix:</b> ${prose(fix)}`}\n`;
  });
}
