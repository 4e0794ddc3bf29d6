/** A line by which an action talks to the runner. */
export interface WorkflowCommand {
  /** Lower case. */
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly value: string;
}

/** The commands that the runner knows; anything else in that form is plain output. */
const known = new Set([
  ...["add-mask", "add-matcher", "remove-matcher", "debug", "notice", "warning", "error", "echo"],
  ...["group", "endgroup", "stop-commands", "set-output", "save-state", "set-env", "add-path"],
]);

const valueEscapes: readonly [string, string][] = [
  ["%0D", "\r"],
  ["%0A", "\n"],
  ["%25", "%"],
];
const propertyEscapes: readonly [string, string][] = [["%3A", ":"], ["%2C", ","], ...valueEscapes];
const bracketEscapes: readonly [string, string][] = [["%3B", ";"], ["%5D", "]"], ...valueEscapes];

/**
 * Reads `::name key=value,key=value::text`, or the older `##[name key=value;key=value]text`, which counts anywhere in
 * a line (actions/runner src/Runner.Common/ActionCommand.cs). `resumeToken` is a command too while commands are stopped.
 */
export function parseCommand(line: string, resumeToken?: string): WorkflowCommand | undefined {
  const modern = /^\s*::(.*?)::(.*)$/s.exec(line);
  const isKnown = (name: string): boolean =>
    known.has(name.toLowerCase()) || name.toLowerCase() === resumeToken?.toLowerCase();
  if (modern !== null) {
    const command = build(modern, { separator: ",", property: propertyEscapes, value: valueEscapes });
    if (isKnown(command.name)) return command;
  }
  const older = /##\[(.*?)\](.*)$/s.exec(line);
  if (older === null) return undefined;
  const command = build(older, { separator: ";", property: bracketEscapes, value: bracketEscapes });
  return isKnown(command.name) ? command : undefined;
}

interface Syntax {
  readonly separator: string;
  readonly property: readonly [string, string][];
  readonly value: readonly [string, string][];
}

function build([, head = "", value = ""]: RegExpExecArray, syntax: Syntax): WorkflowCommand {
  const space = head.indexOf(" ");
  const name = space < 0 ? head : head.slice(0, space);
  const pairs = space < 0 ? [] : head.slice(space + 1).split(syntax.separator);
  const properties = pairs.flatMap((pair) => {
    const equals = pair.indexOf("=");
    if (equals < 1) return [];
    return [[pair.slice(0, equals).trim(), decode(pair.slice(equals + 1), syntax.property)] as const];
  });
  return {
    name: name.toLowerCase(),
    properties: Object.fromEntries(properties),
    value: decode(value, syntax.value),
  };
}

function decode(text: string, escapes: readonly [string, string][]): string {
  return escapes.reduce((done, [escaped, plain]) => done.replaceAll(escaped, plain), text);
}
