import { type CommandName, commandNames, type OptionSpec } from "../options/spec.ts";
import { optionsOf } from "../options/table.ts";
import { variableOf } from "./args.ts";

/** What each command takes and does, in one line. */
export const commandTable: Readonly<
  Record<CommandName, { readonly operands: string; readonly does: string }>
> = {
  publish: { operands: "[CHART…]", does: "package charts and push what the registry does not have" },
  plan: { operands: "[CHART…]", does: "say what would be published and why; write nothing to the registry" },
  serve: { operands: "[DIR]", does: "a registry on loopback, in memory or over the OCI image layout DIR" },
  save: { operands: "[CHART…]", does: "package charts into the local cache" },
  list: { operands: "", does: "list the charts in the local cache" },
  export: { operands: "REF…", does: "unpack charts of the local cache into directories" },
  push: { operands: "REF…", does: "push charts of the local cache to their registry" },
  pull: { operands: "REF…", does: "pull charts into the local cache" },
  remove: { operands: "REF…", does: "remove charts from the local cache" },
  rekor: {
    operands: "VERB CHART",
    does: "upload, search or verify the provenance of a .tgz in Rekor, a transparency log",
  },
  copy: { operands: "REF… REGISTRY", does: "copy charts to another registry, with their signatures" },
  delete: { operands: "REF…", does: "delete charts from their registry" },
  verify: { operands: "REF…", does: "verify signatures and provenance of charts in their registry" },
  login: { operands: "HOST", does: "check a login and keep it where Helm keeps them" },
  logout: { operands: "HOST", does: "forget a login" },
};

const width = 76;

/** The help of the program, or of one command. */
export function renderHelp(command?: CommandName): string {
  return command === undefined ? programHelp() : commandHelp(command);
}

function programHelp(): string {
  const rows = commandNames.map((name) => {
    const { operands, does } = commandTable[name];
    return `  ${`${name} ${operands}`.padEnd(18)} ${does}`;
  });
  return [
    "Publish Helm charts to OCI registries: reproducible, idempotent, pinned by digest.",
    "",
    "Usage: helm-oci-publish COMMAND [OPTIONS]",
    "",
    ...rows,
    "",
    "helm-oci-publish COMMAND --help lists the options of a command.",
    "Exit code: 0 all well, 1 something failed or conflicts, 2 wrong use, 130 cancelled.",
    "",
  ].join("\n");
}

function commandHelp(command: CommandName): string {
  const { operands, does } = commandTable[command];
  const options = optionsOf(command).filter((spec) => spec.only !== "action" && spec.name !== "charts");
  return [
    `helm-oci-publish ${`${command} ${operands}`.trim()} [OPTIONS]`,
    `${does[0]?.toUpperCase()}${does.slice(1)}.`,
    "",
    ...options.flatMap(optionHelp),
    "",
    `Every option may also come from a variable: ${variableOf("if-exists")} for --if-exists.`,
    "",
  ].join("\n");
}

function optionHelp(spec: OptionSpec): string[] {
  const name = spec.secret ? `--${spec.name}-file FILE` : `--${spec.name}${placeholderOf(spec)}`;
  const from = spec.secret ? ` Or set ${variableOf(spec.name)}; “-” is standard input.` : "";
  // An expression is for GitHub's runner to fill in; the command has no such default.
  const isSaid = spec.type !== "boolean" && !spec.default?.startsWith("${{");
  const fallback = spec.default === undefined ? spec.defaultText : isSaid ? spec.default : undefined;
  const text =
    `${spec.description}${from}${fallback === undefined ? "" : ` Default: ${fallback}.`}`.replaceAll("`", "");
  return [`  ${name}`, ...wrap(text).map((line) => `      ${line}`)];
}

function placeholderOf({ type }: OptionSpec): string {
  if (typeof type === "object") return ` ${type.choices.join("|")}`;
  const words = {
    string: " TEXT",
    integer: " N",
    port: " N",
    duration: " TIME",
    list: " LIST",
    lines: " TEXT",
    path: " DIR",
    file: " FILE",
    key: " TEXT",
    logins: " YAML",
    boolean: "",
  };
  return words[type];
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length + 1 > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
