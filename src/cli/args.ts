import { parseArgs } from "node:util";
import { type Problem, PublishError } from "../errors.ts";
import type { Variables } from "../options/context.ts";
import type { RawOptions, RawValue } from "../options/parse.ts";
import { type CommandName, commandNames, type OptionSpec } from "../options/spec.ts";
import { optionsOf, optionTable } from "../options/table.ts";
import { faultOf } from "../options/values.ts";

/** What the words of a command line ask for. */
export type Invocation =
  | { readonly kind: "help"; readonly command?: CommandName }
  | { readonly kind: "version" }
  | {
      readonly kind: "run";
      readonly command: CommandName;
      readonly operands: readonly string[];
      readonly raw: RawOptions;
    };

/** Reads a file that holds a secret; `-` is standard input. */
export type ReadSecret = (file: string) => string;

/** Understands a command line; throws USAGE with all faults together. Options may come from variables too. */
export function readArguments(
  words: readonly string[],
  variables: Variables,
  readSecret: ReadSecret,
): Invocation {
  const [first, ...rest] = words;
  if (first === undefined || first === "--help" || first === "-h" || first === "help") {
    const command = commandNames.find((name) => name === rest[0]);
    return { kind: "help", ...(command && { command }) };
  }
  if (first === "--version") return { kind: "version" };
  const command = commandNames.find((name) => name === first);
  if (command === undefined)
    throw misuse(`“${first}” is no command`, `Use one of ${commandNames.join(", ")}.`);
  const specs = optionsOf(command).filter((spec) => spec.only !== "action");
  const problems: Problem[] = [];
  const { tokens } = parseArgs({
    args: rest,
    options: {},
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const operands: string[] = [];
  const raw = new Map<string, RawValue>(fromVariables(specs, variables));
  const given = new Map<string, RawValue>();
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined || token.kind === "option-terminator") continue;
    if (token.kind === "positional") {
      operands.push(token.value);
      continue;
    }
    if (token.name === "help" || token.name === "h") return { kind: "help", command };
    const next = tokens[index + 1];
    const following = next?.kind === "positional" && next.index === token.index + 1 ? next.value : undefined;
    const isFlag = specs.find((spec) => spec.name === token.name)?.type === "boolean";
    const value = token.value ?? (isFlag ? "true" : following);
    if (token.value === undefined && !isFlag && following !== undefined) index++;
    takeOption({ name: token.name, rawName: token.rawName, value }, { specs, given, problems, readSecret });
    if (token.name === "password-stdin" && value === "true" && isFlag) {
      // As Docker and Helm have it, short for --password-file -
      takeOption(
        { name: "password-file", rawName: token.rawName, value: "-" },
        { specs, given, problems, readSecret },
      );
    }
  }
  if (problems.length > 0)
    throw new PublishError("USAGE", `Could not read the command line of ${command}.`, { problems });
  return { kind: "run", command, operands, raw: new Map([...raw, ...given]) };
}

interface Collected {
  readonly specs: readonly OptionSpec[];
  readonly given: Map<string, RawValue>;
  readonly problems: Problem[];
  readonly readSecret: ReadSecret;
}
interface GivenOption {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
}

function takeOption(
  { name, rawName, value }: GivenOption,
  { specs, given, problems, readSecret }: Collected,
): void {
  const secret = specs.find((spec) => spec.secret && `${spec.name}-file` === name);
  const spec = secret ?? specs.find((s) => s.name === name);
  if (spec === undefined) {
    problems.push({
      message: `${rawName} is no option of this command`,
      hint: "See --help for those it has.",
    });
  } else if (spec.secret && secret === undefined) {
    const hint = `Set ${variableOf(spec.name)}, or name a file with --${spec.name}-file (“-” is standard input).`;
    problems.push({
      message: `${rawName} must not stand on the command line, where every process can read it`,
      hint,
    });
  } else if (value === undefined) {
    problems.push({ message: `${rawName} needs a value` });
  } else {
    const before = spec.type === "list" || spec.type === "lines" ? given.get(spec.name)?.text : undefined;
    const text = secret ? readSecret(value).trimEnd() : value;
    given.set(spec.name, { text: before === undefined ? text : `${before}\n${text}`, source: rawName });
  }
}

/** `HELM_OCI_PUBLISH_IF_EXISTS` */
export function variableOf(option: string): string {
  return `HELM_OCI_PUBLISH_${option.toUpperCase().replaceAll("-", "_")}`;
}

function fromVariables(specs: readonly OptionSpec[], variables: Variables): [string, RawValue][] {
  return specs.flatMap((spec): [string, RawValue][] => {
    const source = variableOf(spec.name);
    const text = variables[source];
    return text === undefined || text === "" || isForOthers(spec, text)
      ? []
      : [[spec.name, { text, source }]];
  });
}

/** A variable is there for every command: a value that fits another command's option of that name alone is for that one. */
function isForOthers(spec: OptionSpec, text: string): boolean {
  const others = optionTable.filter((other) => other.name === spec.name && other !== spec);
  const fits = ({ type }: OptionSpec): boolean => faultOf(type, text.trim()) === undefined;
  return !fits(spec) && others.some(fits);
}

function misuse(message: string, hint: string): PublishError {
  return new PublishError("USAGE", `Could not read the command line: ${message}.`, { hint });
}
