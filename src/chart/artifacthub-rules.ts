import type { YamlEntry, YamlNode } from "./yaml-node.ts";

/** Told of each fault: where it is in the annotation's text, what is wrong, and what to write. */
export type Tell = (at: number, message: string, hint: string) => void;

/** Looks at a value of an annotation. */
export type Rule = (node: YamlNode, tell: Tell) => void;

const changeKinds = ["added", "changed", "deprecated", "removed", "fixed", "security"];

const text: Rule = (node, tell) => {
  if (node.kind !== "scalar")
    tell(node.at, "this must be text", "write one value; in quotes, if it has a colon");
};

const flag: Rule = (node, tell) => {
  if (node.kind === "scalar" && typeof node.value === "boolean") return;
  tell(node.at, "this must be true or false", "write true or false, without quotes");
};

const mapping: Rule = (node, tell) => {
  if (node.kind !== "mapping") tell(node.at, "this must be a map", "write `key: value` lines below one dash");
};

/** A reference as Docker has it (distribution/reference v0.6 `regexp.go`): no scheme, no spaces, a lower-case name. */
const image: Rule = (node, tell) => {
  text(node, tell);
  if (node.kind !== "scalar" || isEmpty(node)) return;
  const pattern =
    /^(?:[\w.-]+(?::\d+)?\/|\[[\da-f:]+\](?::\d+)?\/)?[a-z\d]+(?:[._/-]+[a-z\d]+)*(?::\w[\w.-]{0,127})?(?:@[a-z\d]+:[\da-f]{32,})?$/i;
  const name = String(node.value);
  const repository = name
    .replace(/@.*$/, "")
    .replace(/:[^/]*$/, "")
    .split("/")
    .slice(1)
    .join("/");
  if (pattern.test(name) && repository === repository.toLowerCase()) return;
  tell(node.at, `${JSON.stringify(name)} is no image`, "write it as in ghcr.io/acme/web:1.4.0");
};

const kindOfChange: Rule = (node, tell) => {
  if (node.kind === "scalar" && (isEmpty(node) || changeKinds.includes(String(node.value).toLowerCase())))
    return;
  tell(node.at, "this is no kind of change", `write one of ${changeKinds.join(", ")}`);
};

function listOf(item: Rule): Rule {
  return (node, tell) => {
    if (node.kind === "sequence") for (const one of node.items) item(one, tell);
    else tell(node.at, "this must be a list", "write each entry behind a dash");
  };
}

/** A map with fields of these kinds, and those that it must have; others are passed over. */
function recordOf(fields: Readonly<Record<string, Rule>>, required: readonly string[]): Rule {
  return (node, tell) => {
    mapping(node, tell);
    if (node.kind !== "mapping") return;
    for (const [name, rule] of Object.entries(fields)) {
      const value = node.entries.get(name)?.value;
      if (value !== undefined && !isEmpty(value)) rule(value, tell);
    }
    for (const name of required.filter((field) => isMissing(node.entries.get(field)))) {
      tell(node.at, `${name} is missing`, `add ${name}: …`);
    }
  };
}

const isMissing = (entry: YamlEntry | undefined): boolean => entry === undefined || isEmpty(entry.value);

const isEmpty = (node: YamlNode): boolean =>
  node.kind === "scalar" && (node.value === null || node.value === "");

const link = recordOf({ name: text, url: text }, ["name", "url"]);
const change = recordOf({ kind: kindOfChange, description: text, links: listOf(link) }, ["description"]);

/** Entries are all texts, or all maps. */
const changes: Rule = (node, tell) => {
  const isPlain = node.kind === "sequence" && node.items.some((item) => item.kind === "scalar");
  const ofOneKind =
    node.kind !== "sequence" || !isPlain || !node.items.some((item) => item.kind === "mapping");
  if (ofOneKind) return listOf(isPlain ? text : change)(node, tell);
  const odd = node.items.find((item) => item.kind === "mapping") ?? node;
  const hint = "put quotes around texts that have a colon, or give every entry kind and description";
  tell(odd.at, "some entries are texts, and this one is a map", hint);
};

/**
 * How the YAML of each annotation must look, by the name behind `artifacthub.io/`
 * (artifacthub.io/docs/topics/annotations/helm; Artifact Hub v1 `internal/tracker/source/helm/helm.go`).
 */
export const yamlRules: ReadonlyMap<string, Rule> = new Map([
  ["changes", changes],
  ["crds", listOf(recordOf({ kind: text, version: text, name: text }, ["kind", "version", "name"]))],
  ["crdsExamples", listOf(mapping)],
  ["images", listOf(recordOf({ name: text, image, whitelisted: flag, platforms: listOf(text) }, ["image"]))],
  ["links", listOf(link)],
  ["maintainers", listOf(recordOf({ name: text, email: text }, ["name", "email"]))],
  ["recommendations", listOf(recordOf({ url: text }, ["url"]))],
  ["screenshots", listOf(recordOf({ title: text, url: text }, ["url"]))],
  ["signKey", recordOf({ fingerprint: text, url: text }, ["url"])],
]);
