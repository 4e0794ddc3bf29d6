import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { variableOf } from "../src/cli/args.ts";
import { renderHelp } from "../src/cli/help.ts";
import type { OptionSpec } from "../src/options/spec.ts";
import { optionTable } from "../src/options/table.ts";
import { outputTable } from "../src/report/outputs.ts";
import { renderRefusals } from "./troubleshooting.ts";

const root = path.join(import.meta.dirname, "..");

/** A file that is written from the tables, whole or between two marks. */
export interface Generated {
  readonly file: string;
  readonly text: string;
}

/** Every generated text as it should be now. */
export function generateDocs(): Generated[] {
  return [
    { file: "action.yml", text: renderAction() },
    {
      file: "README.md",
      text: fillMarks("README.md", { inputs: inputTable(), outputs: outputRows(), commands: commandRows() }),
    },
    {
      file: "docs/troubleshooting.md",
      text: fillMarks("docs/troubleshooting.md", { refusals: renderRefusals() }),
    },
  ];
}

const specs: readonly OptionSpec[] = optionTable;
const inputs = specs.filter((spec) => spec.only !== "command" && spec.commands.includes("publish"));

function renderAction(): string {
  const lines = [
    "# Written by scripts/docs.ts from src/options/table.ts and src/report/outputs.ts: run `npm run docs`.",
    "name: Publish Helm charts to OCI",
    "description: Package Helm charts and push them to any OCI registry; reproducible, idempotent, pinned by digest.",
    "author: The helm-oci-publish authors",
    "branding:",
    "  icon: anchor",
    "  color: blue",
    "inputs:",
  ];
  for (const spec of inputs) {
    lines.push(
      `  ${spec.name}:`,
      `    description: ${quote(plain(spec.description))}`,
      "    required: false",
    );
    if (spec.default !== undefined) lines.push(`    default: ${quote(spec.default)}`);
  }
  lines.push("outputs:");
  for (const { name, description } of outputTable) {
    lines.push(`  ${name}:`, `    description: ${quote(plain(description))}`);
  }
  lines.push(
    "runs:",
    "  using: node24",
    "  main: dist/action.js",
    "  post: dist/post.js",
    "  post-if: always()",
    "",
  );
  return lines.join("\n");
}

function inputTable(): string {
  const rows = inputs.map((spec) => {
    const type =
      typeof spec.type === "object" ? spec.type.choices.map((c) => `\`${c}\``).join(", ") : spec.type;
    const fallback = spec.defaultText ?? (spec.default === undefined ? "" : `\`${spec.default}\``);
    return `| \`${spec.name}\` | ${type} | ${fallback} | ${spec.description} |`;
  });
  return ["| Input | Type | Default | Meaning |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function outputRows(): string {
  const rows = outputTable.map(({ name, description }) => `| \`${name}\` | ${description} |`);
  return ["| Output | Meaning |", "| --- | --- |", ...rows].join("\n");
}

function commandRows(): string {
  const only = specs.filter((spec) => spec.only === "command");
  const rows = only.map((spec) => {
    const commands = spec.commands.map((c) => `\`${c}\``).join(", ");
    return `| \`--${spec.name}\` | ${commands} | ${spec.defaultText ?? (spec.default ? `\`${spec.default}\`` : "")} | ${spec.description} |`;
  });
  return [
    "```text",
    renderHelp().trimEnd(),
    "```",
    "",
    `The options are the inputs: \`--if-exists skip\`, or the variable \`${variableOf("if-exists")}\`. Beyond them:`,
    "",
    "| Option | Commands | Default | Meaning |",
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

/** The file with what stands between `<!-- name -->` and `<!-- /name -->` replaced. */
function fillMarks(file: string, texts: Readonly<Record<string, string>>): string {
  let whole = readFileSync(path.join(root, file), "utf8");
  for (const [name, text] of Object.entries(texts)) {
    const pattern = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(\\n<!-- /${name} -->)`);
    if (!pattern.test(whole)) throw new Error(`${file} has no marks for ${name}`);
    whole = whole.replace(pattern, (_, start: string, end: string) => `${start}${text}${end}`);
  }
  return whole;
}

const plain = (markdown: string): string => markdown.replaceAll("`", "");
const quote = (text: string): string => JSON.stringify(text);

if (import.meta.main) {
  for (const { file, text } of generateDocs()) writeFileSync(path.join(root, file), text);
}
