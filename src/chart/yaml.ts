import { type Document, isDocument, parseAllDocuments } from "yaml";
import type { Source } from "./source.ts";
import { invalidYaml, type YamlNode, YamlReader } from "./yaml-node.ts";

/** Line breaks of YAML 1.1 that YAML 1.2 took back; each gives way to one character, so that offsets stay. */
const oldLineBreaks = /\r(?!\n)|[\u0085\u2028\u2029]/g;

/** What a YAML stream without any document means. */
const nothing: YamlNode = { kind: "scalar", at: 0, value: null };

/**
 * Every document of a YAML stream, typed as go-yaml v2.4 and sigs.k8s.io/yaml v1.6 type it. What is no
 * YAML is thrown as CHART_INVALID.
 */
export function parseYamlDocuments(source: Source): readonly YamlNode[] {
  const documents = parse(source);
  return documents.map((document) => new YamlReader(source).read(checked(document, source)));
}

/** The first document alone: Helm never looks at those behind it. */
export function parseYaml(source: Source): YamlNode {
  const tree = parseTree(source);
  return tree === undefined ? nothing : new YamlReader(source).read(tree);
}

/** The first document as it is written, with the range of each node; `undefined` where there is none. */
export function parseTree(source: Source): Document | undefined {
  const [first] = parse(source);
  return first === undefined ? undefined : checked(first, source);
}

function parse(source: Source): readonly Document[] {
  refuseControlCharacters(source);
  // The failsafe schema leaves every scalar as text, so that neither YAML 1.2 nor a %YAML directive types it.
  const documents = parseAllDocuments(source.text.replace(oldLineBreaks, "\n"), {
    schema: "failsafe",
    resolveKnownTags: false,
    uniqueKeys: false,
    strict: false,
    prettyErrors: false,
  });
  return Array.isArray(documents) ? documents.filter((document) => isDocument(document)) : [];
}

function checked(document: Document, source: Source): Document {
  // Faults behind the first mostly come from what the parser made of it.
  const error = document.errors[0] ?? document.warnings.find(({ code }) => code === "BAD_DIRECTIVE");
  if (error !== undefined)
    throw invalidYaml(
      { source, at: lastWritten(source, error.pos[0]) },
      error.message,
      hintFor(error.message),
    );
  const { explicit, version } = document.directives?.yaml ?? {};
  if (explicit === true && version !== "1.1") {
    throw invalidYaml({ source, at: 0 }, `Helm reads YAML 1.1, not ${version}`, "remove the %YAML line");
  }
  return document;
}

/** What is missing at the end is missed after the last thing that is written, not on the blank line that follows. */
function lastWritten({ text }: Source, at: number): number {
  return Math.min(at, text.trimEnd().length);
}

function hintFor(message: string): string | undefined {
  if (/closing .*quote/.test(message)) return "close the quote, and indent the lines that continue a value";
  if (message.includes("Tabs")) return "indent with spaces";
  return /indented|quote/.test(message) ? "indent the lines that continue a value" : undefined;
}

/** YAML's character set (YAML 1.1 § 5.1), which go-yaml enforces and npm's yaml does not. */
function refuseControlCharacters(source: Source): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
  const at = source.text.search(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/);
  if (at < 0) return;
  const code = source.text.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0");
  const hint = "remove it, or write it as an escape in double quotes";
  throw invalidYaml({ source, at }, `control characters are not allowed (U+${code})`, hint);
}
