import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseDocument } from "yaml";

/** A whole workflow, as a file or as what a snippet of the documentation is part of. */
export interface WorkflowFile {
  /** `examples/workflows/monorepo.yml`, `README.md:57`. */
  readonly name: string;
  readonly text: string;
}

const project = path.join(import.meta.dirname, "../..");
const read = (name: string): string => readFileSync(path.join(project, name), "utf8");
const filesIn = (directory: string, end: string): string[] =>
  readdirSync(path.join(project, directory))
    .filter((name) => name.endsWith(end))
    .map((name) => path.posix.join(directory, name))
    .sort();

/** The workflows of the project itself, and those to copy. */
export function workflowFiles(): WorkflowFile[] {
  const names = [".github/workflows", "examples/workflows"].flatMap((place) => filesIn(place, ".yml"));
  return names.map((name) => ({ name, text: read(name) }));
}

/** The workflows that README and docs show, each made whole; what is about other programs is left out. */
export function workflowSnippets(): WorkflowFile[] {
  const pages = [".", "docs", "docs/migration"].flatMap((place) => filesIn(place, ".md"));
  return pages.flatMap((page) => snippetsIn(page, read(page)));
}

/** Those in one page of Markdown. Throws where one names our action and can be made no workflow. */
export function snippetsIn(page: string, markdown: string): WorkflowFile[] {
  return [...markdown.matchAll(/^( *)```ya?ml\n(.*?)^\1```$/gms)].flatMap((found) => {
    const [, indent = "", body = ""] = found;
    const line = markdown.slice(0, found.index).split("\n").length;
    const text = body.replaceAll(new RegExp(`^${indent}`, "gm"), "");
    const whole = completed(text);
    if (whole === undefined && /uses: \S*helm-oci-publish/.test(text))
      throw new Error(`${page}:${line} is no part of a workflow`);
    return whole === undefined ? [] : [{ name: `${page}:${line}`, text: whole }];
  });
}

/** A workflow with what a snippet leaves out; its parts stand one after the other, with `# …` in between. */
function completed(text: string): string | undefined {
  let [head, jobs, job, steps] = ["", "", "", ""];
  for (const part of text.split(/^# …$/m)) {
    const content: unknown = parseDocument(part, { prettyErrors: false }).toJS();
    if (Array.isArray(content) && content.every(isStep)) steps += part;
    else if (typeof content !== "object" || content === null || Array.isArray(content)) return undefined;
    else if ("jobs" in content) jobs += part;
    else if ("steps" in content) job += part;
    else if ("on" in content || "permissions" in content) head += part;
    else return undefined;
  }
  const trigger = /^on:/m.test(head + jobs) ? "" : "on: push\n";
  if (jobs !== "") return `${trigger}${head}${jobs}`;
  if (job === "") job = `steps:\n${indented(steps || "- run: make\n", 2)}`;
  return `${trigger}${head}jobs:\n  example:\n    runs-on: ubuntu-latest\n${indented(job, 4)}`;
}

const isStep = (value: unknown): boolean =>
  typeof value === "object" && value !== null && ("uses" in value || "run" in value);

const indented = (text: string, by: number): string => text.replaceAll(/^(?=.)/gm, " ".repeat(by));
