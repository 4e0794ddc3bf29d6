import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { collect } from "../chart/invalid.ts";
import { problemAt, type Source, sourceOf } from "../chart/source.ts";
import { parseYaml } from "../chart/yaml.ts";
import type { YamlMapping } from "../chart/yaml-node.ts";
import { type Problem, PublishError } from "../errors.ts";
import type { Reporter } from "../io.ts";
import type { RawOptions, RawValue } from "../options/parse.ts";
import type { CommandName } from "../options/spec.ts";
import { optionsOf } from "../options/table.ts";

/** A tool whose configuration says what charts a repository has. */
interface Tool {
  readonly name: string;
  /** The options that its configuration amounts to, as one would write them. */
  readonly read: (config: Config, directory: string) => Promise<ReadonlyMap<string, string>>;
}

/** A configuration file that was read. */
interface Config {
  readonly source: Source;
  readonly entries: YamlMapping["entries"];
}

/** chart-testing and chart-releaser; what has no counterpart here is left to them. */
const tools: readonly Tool[] = [
  { name: "ct", read: readChartTesting },
  { name: "cr", read: readChartReleaser },
];

/**
 * The options with what ct.yaml (chart-testing) and cr.yaml (chart-releaser) in the working directory say, where the
 * user names no charts; what the user says of any option counts more. Throws USAGE for a file that is no YAML.
 */
export async function withToolConfigs(
  command: CommandName,
  { raw, isNamed }: { readonly raw: RawOptions; readonly isNamed: boolean },
  reporter: Pick<Reporter, "info">,
): Promise<RawOptions> {
  const given = new Map([...raw].filter(([, { text }]) => text.trim() !== ""));
  const isAsked = optionsOf(command).some(({ name }) => name === "changes");
  // What a plan holds was chosen when it was made.
  if (!isAsked || isNamed || given.has("charts") || given.has("plan")) return raw;
  const directory = given.get("working-directory")?.text.trim() ?? ".";
  const found = new Map<string, RawValue>();
  for (const { name, read } of tools) {
    const config = await readConfig(name, directory);
    if (config === undefined) continue;
    const { source } = config;
    const options = [...(await read(config, directory))].filter(([option]) => !given.has(option));
    for (const [option, text] of options) found.set(option, { text, source: source.file });
    if (options.length > 0)
      reporter.info(`${options.map(([option]) => option).join(", ")} from ${source.file}`);
  }
  return new Map([...found, ...given]);
}

/** Where the tools look in a repository, and where many workflows keep the files instead. */
async function readConfig(name: string, directory: string): Promise<Config | undefined> {
  for (const folder of ["", `.${name}/`, ".github/"]) {
    for (const extension of ["yaml", "yml"]) {
      const file = path.join(directory, `${folder}${name}.${extension}`);
      const bytes = await readFile(file).catch(() => undefined);
      if (bytes !== undefined) return parseConfig(bytes, file);
    }
  }
  return undefined;
}

function parseConfig(bytes: Uint8Array, file: string): Config {
  const problems: Problem[] = [];
  const source = collect(problems, () => sourceOf(bytes, file));
  const node = source && collect(problems, () => parseYaml(source));
  if (source === undefined || node === undefined) throw unusable(file, problems);
  if (node.kind === "mapping") return { source, entries: node.entries };
  if (node.kind === "scalar" && node.value === null) return { source, entries: new Map() };
  const hint = "write them as `key: value`";
  throw unusable(file, [problemAt({ source, at: node.at }, "the file holds no settings", hint)]);
}

/** chart-testing v3 `pkg/config/config.go`: `charts` counts more than `chart-dirs`, whose charts lie right in them. */
async function readChartTesting(config: Config, directory: string): Promise<ReadonlyMap<string, string>> {
  const charts = listAt(config, "charts");
  const folders = charts.length > 0 ? [] : listAt(config, "chart-dirs");
  const patterns = folders.map(async (folder) => {
    const plain = folder.replace(/(?<=.)\/+$/, "");
    const isChart = await stat(path.join(directory, plain, "Chart.yaml")).catch(() => undefined);
    return isChart === undefined ? `${plain}/*` : plain;
  });
  return new Map([
    ...optional("charts", [...charts, ...(await Promise.all(patterns))]),
    ...optional("exclude", listAt(config, "excluded-charts")),
    ...optional("deprecated", flagAt(config, "exclude-deprecated") ? ["skip"] : []),
    ...optional("check-version", flagAt(config, "check-version-increment") === false ? ["off"] : []),
  ]);
}

/** chart-releaser v1 `pkg/config/config.go`. */
async function readChartReleaser(config: Config): Promise<ReadonlyMap<string, string>> {
  return new Map(optional("if-exists", flagAt(config, "skip-existing") ? ["skip"] : []));
}

function optional(option: string, lines: readonly string[]): [string, string][] {
  return lines.length === 0 ? [] : [[option, lines.join("\n")]];
}

/** A list of texts, or one text with commas between them. */
function listAt({ source, entries }: Config, key: string): string[] {
  const node = entries.get(key)?.value;
  if (node === undefined || (node.kind === "scalar" && node.value === null)) return [];
  return (node.kind === "sequence" ? node.items : [node]).flatMap((item) => {
    if (item.kind === "scalar" && typeof item.value === "string")
      return item.value.split(",").flatMap((text) => text.trim() || []);
    const hint = "write one text a line, behind a dash";
    const message = `${key} is no list of texts`;
    throw unusable(source.file, [problemAt({ source, at: item.at }, message, hint)]);
  });
}

function flagAt({ entries }: Config, key: string): boolean | undefined {
  const node = entries.get(key)?.value;
  return node?.kind === "scalar" && typeof node.value === "boolean" ? node.value : undefined;
}

/** It is no chart that is invalid, but what the user asks for. */
function unusable(file: string, problems: readonly Problem[]): PublishError {
  return new PublishError("USAGE", `Could not read ${file}.`, { problems });
}
