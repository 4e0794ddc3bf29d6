import { type Problem, PublishError } from "../errors.ts";
import { type Tell, yamlRules } from "./artifacthub-rules.ts";
import type { MetadataDraft } from "./read-metadata.ts";
import { type Place, problemAt } from "./source.ts";
import { parseYaml } from "./yaml.ts";

const prefix = "artifacthub.io/";

/** What Go's strconv.ParseBool takes. */
const booleans = /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/;

/** As hub.PackageCategoryFromName of Artifact Hub v1 has them. */
const categories = [
  "ai-machine-learning",
  "database",
  "integration-delivery",
  "monitoring-logging",
  "networking",
  "security",
  "storage",
  "streaming-messaging",
  "skip-prediction",
];

const capabilities = ["Basic Install", "Seamless Upgrades", "Full Lifecycle", "Deep Insights", "Auto Pilot"];

/** An annotation that is one text. */
interface TextRule {
  readonly isGood: (text: string) => boolean;
  readonly hint: string;
}

const boolean: TextRule = {
  isGood: (text) => booleans.test(text),
  hint: 'write "true" or "false", in quotes',
};

const textRules: ReadonlyMap<string, TextRule> = new Map([
  ["containsSecurityUpdates", boolean],
  ["operator", boolean],
  ["prerelease", boolean],
  [
    "category",
    { isGood: (text) => categories.includes(text), hint: `write one of ${categories.join(", ")}` },
  ],
  [
    "operatorCapabilities",
    {
      isGood: (text) => capabilities.some((name) => name.toLowerCase() === text.toLowerCase()),
      hint: `write one of ${capabilities.join(", ")}`,
    },
  ],
  [
    "license",
    {
      isGood: (text) => /^[A-Za-z0-9.+-]*$/.test(text),
      hint: "write an identifier of spdx.org/licenses, as in Apache-2.0",
    },
  ],
]);

/** What Artifact Hub would stumble over in a chart's annotations for it; each at its line of Chart.yaml. */
export function artifactHubWarnings(draft: MetadataDraft): Problem[] {
  const annotations = [...(draft.raw.annotations ?? [])].filter(([key]) => key.startsWith(prefix));
  return annotations.flatMap(([key, text]) => {
    const name = key.slice(prefix.length);
    const written = { key, text, place: draft.findings.places.get(`annotations.${key}`), file: draft.file };
    const rule = textRules.get(name);
    if (rule !== undefined)
      return rule.isGood(text) ? [] : [problemIn(written, 0, `not ${JSON.stringify(text)}`, rule.hint)];
    return name === "alternativeName"
      ? alternativeName(draft.metadata.name, written)
      : yamlWarnings(name, written);
  });
}

interface Written {
  readonly key: string;
  readonly text: string;
  /** Where the value begins. */
  readonly place: Place | undefined;
  readonly file: string;
}

function alternativeName(name: string, written: Written): Problem[] {
  if (name.includes(written.text) || written.text.includes(name)) return [];
  const message = `neither is ${JSON.stringify(written.text)} a part of the name ${JSON.stringify(name)}, nor the other way round`;
  return [problemIn(written, 0, message, "write a shorter or longer form of the name")];
}

function yamlWarnings(name: string, written: Written): Problem[] {
  const problems: Problem[] = [];
  const check = yamlRules.get(name);
  const tell: Tell = (at, message, hint) => void problems.push(problemIn(written, at, message, hint));
  try {
    check?.(parseYaml({ file: written.key, text: written.text }), tell);
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    for (const { message, location, hint } of error.problems) {
      const at = offsetOf(written.text, location?.line ?? 1);
      tell(at, message, hint ?? "write it as artifacthub.io/docs/topics/annotations/helm shows");
    }
  }
  return problems;
}

function offsetOf(text: string, line: number): number {
  const lines = text.split("\n").slice(0, line - 1);
  return lines.reduce((sum, { length }) => sum + length + 1, 0);
}

/** A problem at an offset of an annotation's text: at its line, where the text is written as lines of its own. */
function problemIn({ key, text, place, file }: Written, at: number, why: string, hint: string): Problem {
  const message = `Artifact Hub does not understand ${key}: ${why}`;
  if (place === undefined) return { message, location: { file }, hint };
  return problemAt({ ...place, at: lineInBlock(place, text.slice(0, at)) }, message, hint);
}

/** Of a literal block scalar each line of the text is a line of the file, from the one behind its `|` on. */
function lineInBlock({ source, at }: Place, before: string): number {
  if (source.text[at] !== "|") return at;
  let line = at;
  for (let left = before.split("\n").length; left > 0; left--) {
    const end = source.text.indexOf("\n", line);
    if (end < 0) return at;
    line = end + 1;
  }
  return line + (/^ */.exec(source.text.slice(line, line + 200))?.[0].length ?? 0);
}
