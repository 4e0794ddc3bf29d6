import { Masks } from "./masks.ts";
import { parseCommand, type WorkflowCommand } from "./workflow-command.ts";

/** An entry at the top of a run's page, and beside the line of a file. */
export interface RunAnnotation {
  readonly level: "error" | "warning" | "notice";
  readonly message: string;
  /** `file`, `line`, `col`, `title` … as given. */
  readonly properties: Readonly<Record<string, string>>;
}

/** Turns what an action prints into what GitHub shows of it: the masked log and the annotations. */
export class StepLog {
  readonly masks = new Masks();
  readonly annotations: RunAnnotation[] = [];
  /** Whether a command was refused, which fails the step whatever its exit code. */
  refused = false;
  /** One line an entry, secrets hidden as far as they were known when the line came. */
  readonly lines: string[] = [];
  readonly #debug: boolean;
  #resumeToken: string | undefined;

  constructor(debug: boolean) {
    this.#debug = debug;
  }

  /** Takes one line of standard output or standard error, which the runner treats alike. */
  add(line: string): void {
    const command = parseCommand(line, this.#resumeToken);
    if (command === undefined) {
      this.#show(line);
    } else if (this.#resumeToken !== undefined) {
      if (command.name === this.#resumeToken.toLowerCase()) this.#resumeToken = undefined;
      this.#show(line);
    } else {
      this.#obey(command, line);
    }
  }

  annotate(
    level: RunAnnotation["level"],
    message: string,
    properties: Readonly<Record<string, string>> = {},
  ): void {
    const hidden = Object.entries(properties).map(([key, value]) => [key, this.masks.apply(value)]);
    this.annotations.push({
      level,
      message: this.masks.apply(message),
      properties: Object.fromEntries(hidden),
    });
    this.#show(`##[${level}]${message}`);
  }

  /** Says that the runner does not do what was asked for. */
  refuse(message: string): void {
    this.refused = true;
    this.annotate("error", message);
  }

  #obey({ name, properties, value }: WorkflowCommand, line: string): void {
    switch (name) {
      case "add-mask":
        if (value.trim() === "") this.annotate("warning", "Can't add secret mask for empty string");
        else this.masks.add(value);
        break;
      case "error":
      case "warning":
      case "notice":
        this.annotate(name, value, properties);
        break;
      case "debug":
        if (this.#debug) this.#show(`##[debug]${value}`);
        break;
      case "group":
      case "endgroup":
        this.#show(`##[${name}]${value}`);
        break;
      case "set-env":
      case "add-path":
        this.refuse(`The \`${name}\` command is disabled.`);
        break;
      case "set-output":
      case "save-state":
        this.annotate("warning", `The \`${name}\` command is deprecated and will be disabled soon.`);
        break;
      case "stop-commands":
        this.#resumeToken = value;
        this.#show(line);
        break;
      default:
        this.#show(line);
    }
  }

  #show(line: string): void {
    this.lines.push(this.masks.apply(line));
  }
}
