import type { Metadata } from "../chart/metadata.ts";
import { parseYaml } from "../chart/yaml.ts";
import type { YamlNode } from "../chart/yaml-node.ts";
import { PublishError } from "../errors.ts";
import type { LintedChart } from "./linted-chart.ts";
import type { NamedImage } from "./rendered-images.ts";

/** The images that a chart tells Artifact Hub of. */
export function annotatedImages({ annotations }: Pick<Metadata, "annotations">): NamedImage[] {
  const node = read("artifacthub.io/images", annotations?.get("artifacthub.io/images") ?? "");
  const entries = node?.kind === "sequence" ? node.items : [];
  return entries.flatMap((entry) => {
    const image = textAt(entry, "image");
    return image === undefined ? [] : [{ image, isSure: true }];
  });
}

/**
 * The images that values.yaml has in the way of most charts: `image: {registry, repository, tag, digest}`, also in
 * fields like `proxyImage`. The tag is the app's version where there is none. What templates make of them is unknown.
 */
export function imagesOfValues({ files }: LintedChart, appVersion: string | undefined): NamedImage[] {
  const bytes = files.find(({ path }) => path === "values.yaml")?.bytes;
  const values = bytes && read("values.yaml", Buffer.from(bytes).toString("utf8"));
  const found: string[] = [];
  if (values !== undefined) collect(values, appVersion, found);
  return found.map((image) => ({ image, isSure: false }));
}

function collect(node: YamlNode, appVersion: string | undefined, found: string[]): void {
  if (node.kind === "sequence") for (const item of node.items) collect(item, appVersion, found);
  if (node.kind !== "mapping") return;
  for (const [key, { value }] of node.entries) {
    const image = /image$/i.test(key) ? imageOf(value, appVersion) : undefined;
    if (image === undefined) collect(value, appVersion, found);
    else found.push(image);
  }
}

function imageOf(node: YamlNode, appVersion: string | undefined): string | undefined {
  const [registry, repository, digest] = [
    textAt(node, "registry"),
    textAt(node, "repository"),
    textAt(node, "digest"),
  ];
  const tag = textAt(node, "tag") ?? appVersion;
  if (repository === undefined || (tag === undefined && digest === undefined)) return undefined;
  const name = registry === undefined ? repository : `${registry}/${repository}`;
  return digest === undefined ? `${name}:${tag}` : `${name}@${digest}`;
}

/** `undefined` where there is none, or an empty one. */
function textAt(node: YamlNode, key: string): string | undefined {
  const value = node.kind === "mapping" ? node.entries.get(key)?.value : undefined;
  if (value?.kind !== "scalar" || value.value === null) return undefined;
  return String(value.value).trim() || undefined;
}

/** What is no YAML is told by others. */
function read(file: string, text: string): YamlNode | undefined {
  try {
    return parseYaml({ file, text });
  } catch (error) {
    if (error instanceof PublishError) return undefined;
    throw error;
  }
}
