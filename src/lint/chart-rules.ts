import { fileIn } from "../chart/file-path.ts";
import { problemAt, sourceOf } from "../chart/source.ts";
import { parseYaml } from "../chart/yaml.ts";
import type { YamlMapping, YamlNode } from "../chart/yaml-node.ts";
import type { Problem } from "../errors.ts";
import type { LintedChart } from "./linted-chart.ts";

/**
 * What `helm lint` says of Chart.yaml though Helm packages and installs the chart (Helm v4.1.4
 * `pkg/chart/v2/lint/rules/chartfile.go`); what keeps it from that was found when the chart was loaded.
 */
export function chartRules({ source, kind, files }: LintedChart): Problem[] {
  const bytes = files.find(({ path }) => path === "Chart.yaml")?.bytes ?? new Uint8Array();
  const text = sourceOf(bytes, kind === "archive" ? source : fileIn(source, "Chart.yaml"));
  const root = parseYaml(text);
  if (root.kind !== "mapping") return [];
  return rulesOf(root).map(({ at, message, hint }) =>
    problemAt({ source: text, at: at ?? root.at }, message, hint),
  );
}

interface Breach {
  readonly at: number | undefined;
  readonly message: string;
  readonly hint: string;
}

function rulesOf(root: YamlMapping): Breach[] {
  const breaches: Breach[] = [];
  const add = (at: number | undefined, message: string, hint: string) => breaches.push({ at, message, hint });
  const apiVersion = textOf(root, "apiVersion");
  const apiAt = root.entries.get("apiVersion")?.keyAt;
  if (apiVersion !== "v1" && apiVersion !== "v2")
    add(apiAt, "apiVersion must be v1 or v2", "write `apiVersion: v2`");
  for (const name of ["version", "appVersion"]) {
    const entry = root.entries.get(name);
    const value = entry?.value.kind === "scalar" ? entry.value.value : "";
    if (typeof value !== "string")
      add(entry?.keyAt, `${name} should be text`, `put it in quotes, or leave ${name} out`);
  }
  for (const name of apiVersion === "v1" ? ["type", "dependencies"] : []) {
    const entry = root.entries.get(name);
    if (entry !== undefined)
      add(entry.keyAt, `${name} is for charts of apiVersion v2`, "write `apiVersion: v2`");
  }
  for (const item of itemsOf(root, "maintainers")) {
    const name = item.kind === "mapping" ? item.entries.get("name")?.value : undefined;
    if (name === undefined || (name.kind === "scalar" && (name.value ?? "") === ""))
      add(item.at, "a maintainer needs a name", "add `name`");
  }
  const urls = [root.entries.get("icon")?.value, ...itemsOf(root, "sources")];
  for (const node of urls.filter((url) => url !== undefined)) {
    const isText = node.kind === "scalar" && typeof node.value === "string" && node.value !== "";
    if (isText && !/^[a-z][a-z0-9+.-]*:/i.test(String(node.value)))
      add(node.at, `${JSON.stringify(node.value)} is no URL`, "write it with its scheme, https:// mostly");
  }
  return breaches;
}

function textOf(map: YamlMapping, key: string): string | undefined {
  const value = map.entries.get(key)?.value;
  return value?.kind === "scalar" && typeof value.value === "string" ? value.value : undefined;
}

function itemsOf(map: YamlMapping, key: string): readonly YamlNode[] {
  const value = map.entries.get(key)?.value;
  return value?.kind === "sequence" ? value.items : [];
}
