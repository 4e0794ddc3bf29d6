import { parseYamlDocuments } from "../chart/yaml.ts";
import type { YamlMapping, YamlNode } from "../chart/yaml-node.ts";
import { PublishError } from "../errors.ts";

/** An image that a chart names. */
export interface NamedImage {
  readonly image: string;
  /** A container's; else it is text that looks like an image, in a place that only its own controller understands. */
  readonly isSure: boolean;
  /** The template that it comes from, within the chart: `templates/web.yaml`. */
  readonly template?: string;
  /** The values file that it takes. */
  readonly values?: string;
}

/** What holds text of any kind, and definitions of fields called `image`. */
const withoutImages = ["ConfigMap", "Secret", "CustomResourceDefinition"];

const containerLists = ["containers", "initContainers", "ephemeralContainers"];

/**
 * The images in what `helm template` printed: of containers wherever a `containers` list stands, of image volumes, and,
 * in kinds that are not Kubernetes' own, of fields `image` that have a tag or a digest. What is no YAML has none.
 */
export function imagesIn(rendered: string): NamedImage[] {
  return rendered.split(/^---(?=\s)/m).flatMap((text) => {
    if (!text.includes("image")) return [];
    const template = /^# Source: [^/\n]+\/(.+)$/m.exec(text)?.[1];
    const found: NamedImage[] = [];
    for (const object of objectsIn(text)) {
      if (!withoutImages.includes(textAt(object, "kind"))) collect(object, isBuiltIn(object), found);
    }
    return found.map((one) => ({ ...one, ...(template !== undefined && { template: template.trim() }) }));
  });
}

function objectsIn(text: string): YamlMapping[] {
  try {
    return parseYamlDocuments({ file: "rendered", text }).filter((node) => node.kind === "mapping");
  } catch (error) {
    // Linting tells; here it only means that nothing is found.
    if (error instanceof PublishError) return [];
    throw error;
  }
}

/** `v1`, `apps/v1` and `networking.k8s.io/v1`; the groups of others have another domain. */
const isBuiltIn = (object: YamlMapping): boolean =>
  /^([a-z0-9]+|[a-z.]+\.k8s\.io\/.*|[a-z]+\/.*)$/.test(textAt(object, "apiVersion"));

function collect(node: YamlNode, isOwn: boolean, found: NamedImage[]): void {
  if (node.kind === "sequence") for (const item of node.items) collect(item, isOwn, found);
  if (node.kind !== "mapping") return;
  for (const [key, { value }] of node.entries) {
    if (containerLists.includes(key) && value.kind === "sequence") {
      for (const container of value.items) {
        const image = textAt(container, "image");
        if (image !== "") found.push({ image, isSure: true });
      }
    } else if (key === "volumes" && value.kind === "sequence") {
      for (const volume of value.items) {
        const source = volume.kind === "mapping" ? volume.entries.get("image")?.value : undefined;
        const image = source === undefined ? "" : textAt(source, "reference");
        if (image !== "") found.push({ image, isSure: true });
      }
    } else if (key === "image" && !isOwn && /^[^\s:]+(:\d+\/[^\s:]+)?[:@][^\s/]+$/.test(textAt(node, key))) {
      found.push({ image: textAt(node, key), isSure: false });
    } else {
      collect(value, isOwn, found);
    }
  }
}

/** A text of a map; empty where there is none. */
function textAt(node: YamlNode, key: string): string {
  const value = node.kind === "mapping" ? node.entries.get(key)?.value : undefined;
  return value?.kind === "scalar" && typeof value.value === "string" ? value.value.trim() : "";
}
