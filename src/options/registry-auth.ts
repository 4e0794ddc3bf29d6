import { LineCounter, parseDocument, stringify } from "yaml";
import type { Problem } from "../errors.ts";
import { Secret } from "../secret.ts";
import { formsOf } from "./secret-forms.ts";
import type { OptionSpec } from "./spec.ts";

/** A login for one registry. */
export interface RegistryLogin {
  /** With port, in lower case. */
  readonly host: string;
  readonly username: string;
  readonly password: Secret;
}

const FORM = "Write a list: each entry with registry (host or host:port), username and password.";
const FIELDS = ["registry", "username", "password"] as const;
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:[0-9]{1,5})?$/;

/**
 * Reads `registry-auth`, a YAML list of {registry, username, password}, the form that docker/login-action has. Every
 * scalar is text, `0123` too. Each fault is told by its place alone: any value may be the secret.
 */
export function parseRegistryAuth(text: string, source: string, problems: Problem[]): RegistryLogin[] {
  const fault = (message: string, hint = FORM): void => {
    problems.push({ message: `${source}: ${message}`, hint });
  };
  if (text.trim() === "") return [];
  const { value, problem } = readYaml(text);
  if (problem !== undefined) fault(problem);
  else if (!Array.isArray(value) || value.length === 0) fault("it is no list of logins");
  const logins: RegistryLogin[] = [];
  for (const [index, entry] of (Array.isArray(value) ? value : []).entries()) {
    const where = `entry ${index + 1}`;
    const faults = faultsOf(entry);
    for (const { message, hint } of faults) fault(`${where} ${message}`, hint);
    if (faults.length > 0) continue;
    const { registry, username, password } = entry as Record<(typeof FIELDS)[number], string>; // faultsOf has looked
    const host = registry.trim().toLowerCase();
    const other = logins.findIndex((login) => login.host === host);
    if (other >= 0)
      fault(`${where} is for a registry that an entry before it is for`, "Leave one of them out.");
    logins.push({ host, username: username.trim(), password: new Secret(password.trim()) });
  }
  return logins;
}

/**
 * The secrets in the text of an option, to be masked before anything else is done: of `registry-auth` the passwords,
 * for to mask its every line would garble the log.
 */
export function secretsIn({ type }: OptionSpec, text: string): string[] {
  if (type === "key") return formsOf(text);
  if (type !== "logins") return [text.trim()];
  const { value } = readYaml(text);
  if (!Array.isArray(value)) {
    // Broken as it is, nobody will use it, yet later steps may show it.
    return [...text.matchAll(/password["']?[ \t]*[:=][ \t]*["']?(.*?)["']?[ \t]*$/gm)].map(
      ([, rest]) => rest ?? "",
    );
  }
  return value.flatMap((entry) => textsIn(isRecord(entry) ? entry["password"] : entry));
}

/** The same list without the logins whose password is empty; what is no such list stays as it is. */
export function withoutEmptyPasswords(text: string): string {
  const { value } = readYaml(text);
  if (!Array.isArray(value)) return text;
  const rest = value.filter((entry) => !isRecord(entry) || entry["password"] !== "");
  if (rest.length === value.length) return text;
  return rest.length === 0 ? "" : stringify(rest);
}

/** Every text in what should be one. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value, value.trim()];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** The parser's own words quote the text, so that only the line is told. */
function readYaml(text: string): { readonly value?: unknown; readonly problem?: string } {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { schema: "failsafe", prettyErrors: false, lineCounter });
  const [error] = document.errors;
  if (error !== undefined) {
    return { problem: `it is no YAML, from line ${lineCounter.linePos(error.pos[0]).line} on` };
  }
  try {
    return { value: document.toJS() };
  } catch {
    return { problem: "its aliases lead nowhere" };
  }
}

function faultsOf(entry: unknown): { readonly message: string; readonly hint?: string }[] {
  if (!isRecord(entry)) return [{ message: "is no login" }];
  const faults: { message: string; hint?: string }[] = [];
  for (const field of FIELDS) {
    const value = entry[field];
    if (value === undefined) faults.push({ message: `has no ${field}` });
    else if (typeof value !== "string") {
      faults.push({
        message: `has a ${field} that is no text`,
        hint: "Quote it, or write it as a block below “|”.",
      });
    } else if (value.trim() === "") {
      faults.push({
        message: `has an empty ${field}`,
        hint: "Is the secret defined, and visible to this event? Pull requests from forks see none.",
      });
    } else if (field === "registry" && !HOST.test(value.trim().toLowerCase())) {
      faults.push({
        message: "has a registry that is no host",
        hint: "Write it as in ghcr.io or registry.example.com:5000, without scheme and path.",
      });
    }
  }
  if (Object.keys(entry).some((key) => !FIELDS.some((field) => field === key)))
    faults.push({ message: `has a key besides ${FIELDS.join(", ")}` });
  return faults;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
