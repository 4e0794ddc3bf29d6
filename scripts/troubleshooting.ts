import { fillIn } from "../src/oci/explain/explain.ts";
import { type RegistryKind, registryNames } from "../src/oci/explain/kind.ts";
import type { Example, Rule, Step } from "../src/oci/explain/rule.ts";
import { ruleTable } from "../src/oci/explain/table.ts";

const kinds = Object.keys(registryNames) as RegistryKind[]; // the keys of a Record are its type

const steps: Readonly<Record<Step, string>> = {
  token: "login",
  ping: "login",
  "upload-begin": "push",
  "blob-put": "push",
  "manifest-put": "push of the manifest",
  retag: "push to a tag that is taken",
  "tag-head": "look at the tag",
  fetch: "pull",
  delete: "delete",
  "tags-list": "list of tags",
};

/** A section for each kind of registry: what it says, what that means, and what to do. */
export function renderRefusals(): string {
  return kinds
    .map((kind) =>
      [
        `### ${registryNames[kind]}`,
        "",
        "| The registry says | which means | To fix it |",
        "| --- | --- | --- |",
        ...ruleTable[kind].map(row),
      ].join("\n"),
    )
    .join("\n\n");
}

function row({ cause = "what it says", fix, link, example }: Rule): string {
  const more = link === undefined ? "" : ` ([documentation](${link}))`;
  return `| ${said(example)} | ${prose(cause)} | ${prose(fix)}${more} |`;
}

function said({ step, status, code, words, hasCredentials }: Example): string {
  const answer =
    status === "cut" ? "nothing: the connection is cut" : `\`${[status, code].filter(Boolean).join(" ")}\``;
  const quoted = words === undefined ? "" : ` “${prose(words)}”`;
  const anonymous = hasCredentials === false ? ", no credentials" : "";
  return `${answer}${quoted} (${steps[step]}${anonymous})`;
}

/** What differs from run to run is left to the reader; nothing outside backticks is markup. */
function prose(template: string): string {
  const text = fillIn(template.replace(/ \(\{account\}\)|\{wait\}/g, ""), (name) => `<${name}>`);
  return text
    .split("`")
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(/[<_*|]/g, (mark) => ({ "<": "&lt;" })[mark] ?? `\\${mark}`),
    )
    .join("`");
}
