import { type Document, isDocument, parseAllDocuments } from "yaml";
import { invalidChart } from "./invalid.ts";
import { problemAt, type Source } from "./source.ts";
import { type YamlNode, YamlReader } from "./yaml-node.ts";

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
  const documents = parseAllDocuments(source.text, {
    schema: "failsafe",
    resolveKnownTags: false,
    uniqueKeys: false,
    strict: false,
    prettyErrors: false,
  });
  return Array.isArray(documents) ? documents.filter((document) => isDocument(document)) : [];
}

function checked(document: Document, source: Source): Document {
  // Those behind the first mostly come from what the parser made of it.
  const [error] = document.errors;
  if (error !== undefined) {
    const fault = problemAt(
      { source, at: error.pos[0] },
      `invalid YAML: ${error.message}`,
      hintFor(error.message),
    );
    throw invalidChart(`Cannot parse ${source.file}`, [fault]);
  }
  return document;
}

function hintFor(message: string): string | undefined {
  return message.includes("Tabs") ? "indent with spaces" : undefined;
}

/** YAML's character set (YAML 1.1 § 5.1), which go-yaml enforces and npm's yaml does not. */
function refuseControlCharacters(source: Source): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
  const at = source.text.search(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/);
  if (at < 0) return;
  const code = source.text.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0");
  const problem = problemAt(
    { source, at },
    `invalid YAML: control characters are not allowed (U+${code})`,
    "remove it, or write it as an escape in double quotes",
  );
  throw invalidChart(`Cannot parse ${source.file}`, [problem]);
}
