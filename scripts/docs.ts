import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { variableOf } from "../src/cli/args.ts";
import { renderHelp } from "../src/cli/help.ts";
import type { CommandName, OptionSpec } from "../src/options/spec.ts";
import { optionTable } from "../src/options/table.ts";
import { outputTable } from "../src/report/outputs.ts";
import { planOutputs } from "../src/report/plan-outputs.ts";
import { verificationOutputs } from "../src/report/verification-outputs.ts";
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
    { file: "action.yml", text: renderAction(publishAction) },
    { file: "plan/action.yml", text: renderAction(planAction) },
    { file: "verify/action.yml", text: renderAction(verifyAction) },
    {
      file: "README.md",
      text: fillMarks("README.md", {
        inputs: inputTable("publish"),
        outputs: outputRows(outputTable),
        commands: commandRows(),
      }),
    },
    {
      file: "docs/troubleshooting.md",
      text: fillMarks("docs/troubleshooting.md", { refusals: renderRefusals() }),
    },
    {
      file: "docs/plan.md",
      text: fillMarks("docs/plan.md", {
        inputs: inputTable("plan"),
        outputs: outputRows(planOutputs("due")),
      }),
    },
    {
      file: "docs/verify.md",
      text: fillMarks("docs/verify.md", {
        inputs: inputTable("verify"),
        outputs: outputRows(verificationOutputs),
      }),
    },
  ];
}

const specs: readonly OptionSpec[] = optionTable;
const inputsOf = (command: CommandName): readonly OptionSpec[] =>
  specs.filter((spec) => spec.only !== "command" && spec.commands.includes(command));

/** An output of an action, as far as documentation goes. */
interface OutputDoc {
  readonly name: string;
  readonly description: string;
}

/** What differs between the actions. */
interface ActionDoc {
  readonly name: string;
  readonly description: string;
  readonly command: CommandName;
  readonly outputs: readonly OutputDoc[];
  /** Where its outputs are listed. */
  readonly outputsFile: string;
  /** What it runs, one line each. */
  readonly runs: readonly string[];
}

const publishAction: ActionDoc = {
  name: "Publish Helm charts to OCI",
  description:
    "Package Helm charts and push them to any OCI registry; reproducible, idempotent, pinned by digest.",
  command: "publish",
  outputs: outputTable,
  outputsFile: "src/report/outputs.ts",
  runs: ["main: dist/action.js", "post: dist/post.js", "post-if: always()"],
};

const planAction: ActionDoc = {
  name: "Plan Helm charts for OCI",
  description: "Say which Helm charts would be published to an OCI registry, and why; writes nothing there.",
  command: "plan",
  outputs: planOutputs("due"),
  outputsFile: "src/report/plan-outputs.ts",
  runs: ["main: ../dist/plan.js"],
};

const verifyAction: ActionDoc = {
  name: "Verify Helm charts in OCI",
  description:
    "Verify PGP provenance, Sigstore signatures and SLSA provenance of Helm charts in OCI registries.",
  command: "verify",
  outputs: verificationOutputs,
  outputsFile: "src/report/verification-outputs.ts",
  runs: ["main: ../dist/verify.js"],
};

function renderAction({ name, description, command, outputs, outputsFile, runs }: ActionDoc): string {
  const lines = [
    `# Written by scripts/docs.ts from src/options/table.ts and ${outputsFile}: run \`npm run docs\`.`,
    `name: ${name}`,
    `description: ${description}`,
    "author: The helm-oci-publish authors",
    "branding:",
    "  icon: anchor",
    "  color: blue",
    "inputs:",
  ];
  for (const spec of inputsOf(command)) {
    lines.push(
      `  ${spec.name}:`,
      `    description: ${quote(plain(spec.description))}`,
      "    required: false",
    );
    if (spec.default !== undefined) lines.push(`    default: ${quote(spec.default)}`);
  }
  lines.push("outputs:");
  for (const output of outputs) {
    lines.push(`  ${output.name}:`, `    description: ${quote(plain(output.description))}`);
  }
  lines.push("runs:", "  using: node24", ...runs.map((line) => `  ${line}`), "");
  return lines.join("\n");
}

function inputTable(command: CommandName): string {
  const rows = inputsOf(command).map((spec) => {
    const type =
      typeof spec.type === "object" ? spec.type.choices.map((c) => `\`${c}\``).join(", ") : spec.type;
    const fallback = spec.defaultText ?? (spec.default === undefined ? "" : `\`${spec.default}\``);
    return `| \`${spec.name}\` | ${type} | ${fallback} | ${spec.description} |`;
  });
  return ["| Input | Type | Default | Meaning |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function outputRows(outputs: readonly OutputDoc[]): string {
  const rows = outputs.map(({ name, description }) => `| \`${name}\` | ${description} |`);
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
