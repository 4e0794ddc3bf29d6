import type { Problem } from "../errors.ts";
import { hostNameProblem, hostProblems } from "./host-rules.ts";
import { hostProblem, nameProblem } from "./name.ts";
import { invalidReference, type Repository } from "./reference.ts";

/** Where charts go: `oci://host[:port]/path`. Each chart's repository is the path and the chart's name. */
export interface Target {
  readonly host: string;
  /** Lower-case components joined by `/`; empty when charts stand at the registry's root. */
  readonly path: string;
}

const EXAMPLE = "oci://ghcr.io/acme/charts";

/** Reads the `registry` input. Throws REFERENCE_INVALID with every fault and how to write it. */
export function parseRegistry(text: string): Target {
  const trimmed = text.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(trimmed);
  const rest = trimmed.slice(scheme?.[0].length ?? 0).replace(/\/+$/, "");
  const { host, path, tail } = split(rest);
  const problems: Problem[] = [];
  if (trimmed === "") problems.push({ message: "it is empty", hint: `write it as ${EXAMPLE}` });
  else {
    if (scheme?.[1]?.toLowerCase() !== "oci")
      problems.push(schemeProblem(scheme?.[1], `${host}/${path}`.replace(/\/$/, "")));
    if (tail !== "") problems.push(tailProblem(tail, `oci://${host}/${path}`));
    problems.push(...placeProblems(host, path));
  }
  if (problems.length > 0) throw invalidReference(redacted(trimmed), problems, "as registry");
  return { host: host.toLowerCase(), path };
}

/** `oci://host/path`, one spelling for each target. */
export function formatTarget({ host, path }: Target): string {
  return `oci://${[host, path].filter((part) => part !== "").join("/")}`;
}

/** The repository of the chart called `name`. Throws REFERENCE_INVALID where a registry would refuse it. */
export function repositoryIn(target: Target, name: string): Repository {
  const repository = { host: target.host, name: target.path === "" ? name : `${target.path}/${name}` };
  const message = nameProblem(repository.name, target.host) ?? hostNameProblem(repository.name, target.host);
  if (message !== undefined) throw invalidReference(`${target.host}/${repository.name}`, [{ message }]);
  return repository;
}

/** `tail` is what must not be there: a tag, a digest, a query or a fragment. */
function split(rest: string): { host: string; path: string; tail: string } {
  const slash = rest.indexOf("/");
  const host = slash < 0 ? rest : rest.slice(0, slash);
  const place = slash < 0 ? "" : rest.slice(slash + 1);
  const end = place.search(/[:@?#]/);
  return { host, path: end < 0 ? place : place.slice(0, end), tail: end < 0 ? "" : place.slice(end) };
}

function schemeProblem(scheme: string | undefined, rest: string): Problem {
  const hint = `write "oci://${redacted(rest)}"`;
  if (scheme === undefined) return { message: "oci:// is missing", hint };
  return { message: `it begins with ${scheme}://, not oci://`, hint };
}

function tailProblem(tail: string, without: string): Problem {
  const hint = `write "${without}": the tag comes from the chart's version, the last part from its name`;
  if (tail.startsWith(":")) return { message: `it has a tag, ${JSON.stringify(redacted(tail))}`, hint };
  if (tail.startsWith("@")) return { message: "it has a digest", hint };
  return { message: "it has a query or a fragment", hint };
}

function placeProblems(host: string, path: string): Problem[] {
  if (host.includes("@")) {
    return [{ message: "it holds a user name or password", hint: "use the username and password inputs" }];
  }
  const problems: Problem[] = [];
  const wrongHost = hostProblem(host);
  if (wrongHost !== undefined) problems.push({ message: wrongHost, hint: `write it as ${EXAMPLE}` });
  const wrongPath = path === "" ? undefined : nameProblem(path, host);
  if (wrongPath !== undefined)
    problems.push({ message: wrongPath, hint: lowerCaseHint(host, path) ?? `write it as ${EXAMPLE}` });
  const isReadable = path === "" || nameProblem(path.toLowerCase(), host) === undefined;
  return wrongHost === undefined && isReadable ? [...problems, ...hostProblems(host, path)] : problems;
}

function lowerCaseHint(host: string, path: string): string | undefined {
  const lower = path.toLowerCase();
  if (lower === path || nameProblem(lower, host) !== undefined) return undefined;
  const why = host.toLowerCase() === "ghcr.io" ? " (ghcr.io takes an owner's name in lower case only)" : "";
  return `write "oci://${host.toLowerCase()}/${lower}"${why}`;
}

/** The text without user name, password, query and fragment, any of which may be secret. */
function redacted(text: string): string {
  return text.replace(/[?#].*$/s, "").replace(/^((?:[a-z][a-z0-9+.-]*:\/\/)?).*@(?!sha256:)/is, "$1***@");
}
