import { type Problem, PublishError } from "../errors.ts";
import { Secret } from "../secret.ts";
import { type ArtifactHubOption, readArtifactHubOption } from "./artifacthub-options.ts";
import { type ChangesOptions, readChangesOptions } from "./changes-options.ts";
import { type CheckOptions, readCheckOptions } from "./check-options.ts";
import type { CommentOptions } from "./comment-options.ts";
import type { Dependencies } from "./dependency-options.ts";
import { type DiffOptions, readDiffOptions } from "./diff-options.ts";
import { type LintOptions, readLintOptions } from "./lint-options.ts";
import { type PlanOptions, readPlanOptions } from "./plan-options.ts";
import { parseRegistryAuth, type RegistryLogin } from "./registry-auth.ts";
import { type RekorOptions, readRekorOptions } from "./rekor-options.ts";
import { type ReleaseOptions, readReleaseOptions } from "./release-options.ts";
import { readSigstoreOptions, type SigstoreOptions } from "./sigstore-options.ts";
import type { CommandName, OptionSpec } from "./spec.ts";
import { type IfExists, type OptionName, optionsOf } from "./table.ts";
import { faultOf, parseBoolean, parseDurationMs, splitLines, splitList, splitRegistries } from "./values.ts";
import { readVerifyOptions, type VerificationOptions } from "./verification.ts";
import { readVersionOptions, type VersionOptions } from "./version-options.ts";

/** The text of an option, and where the user wrote it: `input "push"`, `--push`, a variable's name. */
export interface RawValue {
  readonly text: string;
  readonly source: string;
}
export type RawOptions = ReadonlyMap<string, RawValue>;

/** What both faces ask of a command; validated, every path relative to `workingDirectory`. */
export interface Options
  extends PlanOptions,
    ChangesOptions,
    CheckOptions,
    DiffOptions,
    SigstoreOptions,
    RekorOptions,
    VersionOptions,
    ReleaseOptions,
    CommentOptions {
  readonly charts: readonly string[];
  /** As written; several are several places for each chart, the first of them the main one. */
  readonly registries: readonly string[];
  readonly push: "auto" | "true" | "false";
  readonly ifExists: IfExists;
  readonly annotations: ReadonlyMap<string, string>;
  readonly dependencies: Dependencies;
  readonly lint: LintOptions;
  readonly artifactHub: ArtifactHubOption;
  readonly cacheDependencies: boolean;
  readonly username?: string;
  readonly password?: Secret;
  readonly registryAuth: readonly RegistryLogin[];
  readonly githubToken?: Secret;
  /** Leave logins for later steps. */
  readonly login: boolean;
  /** Plain HTTP on loopback addresses where not given. */
  readonly plainHttp?: boolean;
  /** PEM files. */
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
  readonly insecureSkipTlsVerify: boolean;
  readonly createRepository: boolean;
  readonly verify: "digest" | "public";
  /** What charts are verified by; absent where nothing is to be verified. */
  readonly verification?: VerificationOptions;
  readonly concurrency: number;
  readonly retries: number;
  readonly timeoutMs: number;
  /** Armored or base64. */
  readonly pgpKey?: Secret;
  readonly pgpPassphrase?: Secret;
  readonly pgpKeyId?: string;
  readonly outputDir?: string;
  readonly summary: boolean;
  readonly failFast: boolean;
  readonly workingDirectory: string;
  readonly cacheDir?: string;
  readonly destination: string;
  readonly allTags: boolean;
  readonly port: number;
  readonly json: boolean;
  readonly debug: boolean;
}

/** Reads every option of `command`; throws USAGE with all faults together. Empty text counts as not given. */
export function parseOptions(command: CommandName, raw: RawOptions): Options {
  const specs = optionsOf(command);
  const problems = specs.flatMap((spec) => problemOf(spec, raw));
  const text = textReader(specs, raw);
  const annotations = parseAnnotations(splitLines(text("annotations") ?? ""), problems);
  const auth = raw.get("registry-auth");
  const registryAuth = parseRegistryAuth(auth?.text ?? "", auth?.source ?? "", problems);
  const rekor = readRekorOptions(text, problems);
  const changes = readChangesOptions(text, problems);
  const versions = readVersionOptions(text, problems);
  const diff = readDiffOptions(text, problems);
  problems.push(...relations(text));
  const verification = readVerifyOptions(command, text, problems);
  const sigstore = readSigstoreOptions(text, problems);
  const plan = readPlanOptions(specs, raw, problems);
  const release = readReleaseOptions(text, problems);
  if (problems.length > 0) {
    throw new PublishError("USAGE", `Could not read the options of ${command}.`, { problems });
  }
  const flag = (name: OptionName): boolean => parseBoolean(text(name) ?? "false") ?? false;
  return {
    ...rekor,
    ...changes,
    ...readCheckOptions(command, text),
    ...versions,
    ...diff,
    charts: splitList(text("charts") ?? ""),
    registries: splitRegistries(text("registry") ?? ""),
    push: flag("dry-run") ? "false" : ((text("push") ?? "auto") as Options["push"]), // checked against the choices above
    ifExists: (text("if-exists") ?? "verify") as IfExists, // likewise
    annotations,
    dependencies: (text("dependencies") ?? "auto") as Dependencies, // likewise
    lint: readLintOptions(command, text),
    artifactHub: readArtifactHubOption(command, text("artifacthub-repo")),
    cacheDependencies: flag("cache-dependencies"),
    ...optional("username", text("username")),
    ...optional("password", secret(text("password"))),
    registryAuth,
    ...optional("githubToken", secret(text("github-token"))),
    login: flag("login"),
    ...optional("plainHttp", parseBoolean(text("plain-http") ?? "")),
    ...optional("caFile", text("ca-file")),
    ...optional("certFile", text("cert-file")),
    ...optional("keyFile", text("key-file")),
    insecureSkipTlsVerify: flag("insecure-skip-tls-verify"),
    createRepository: flag("create-repository"),
    verify: text("verify") === "public" ? "public" : "digest",
    ...optional("verification", verification),
    concurrency: Math.max(1, Number(text("concurrency") ?? 16)),
    retries: Number(text("retries") ?? 5),
    timeoutMs: parseDurationMs(text("timeout") ?? "60s") ?? 60_000,
    ...optional("pgpKey", secret(text("pgp-key"))),
    ...optional("pgpPassphrase", secret(text("pgp-passphrase"))),
    ...optional("pgpKeyId", text("pgp-key-id")),
    ...optional("outputDir", text("output-dir")),
    summary: flag("summary"),
    comment: flag("comment"),
    commentKey: text("comment-key") ?? "",
    failFast: flag("fail-fast"),
    workingDirectory: text("working-directory") ?? ".",
    ...optional("cacheDir", text("cache-dir")),
    destination: text("destination") ?? ".",
    allTags: flag("all-tags"),
    port: Number(text("port") ?? 5001),
    json: flag("json"),
    debug: flag("debug"),
    ...sigstore,
    ...plan,
    ...release,
  };
}

/** The text of an option: as given, else its default (an expression such as `${{ … }}` is the runner's to fill in). */
function textReader(specs: readonly OptionSpec[], raw: RawOptions): (name: OptionName) => string | undefined {
  const defaults = new Map(specs.map((spec) => [spec.name, spec.default]));
  return (name) => {
    const given = raw.get(name)?.text.trim();
    if (given !== undefined && given !== "") return given;
    const fallback = defaults.get(name);
    return fallback?.startsWith("${{") ? undefined : fallback;
  };
}

function problemOf(spec: OptionSpec, raw: RawOptions): Problem[] {
  const value = raw.get(spec.name);
  const text = value?.text.trim() ?? "";
  if (value === undefined || text === "") return [];
  const fault = faultOf(spec.type, text);
  return fault === undefined ? [] : [{ message: `${value.source} ${fault}, not “${text}”` }];
}

function parseAnnotations(lines: readonly string[], problems: Problem[]): Map<string, string> {
  const annotations = new Map<string, string>();
  for (const line of lines) {
    const equals = line.indexOf("=");
    if (equals > 0) annotations.set(line.slice(0, equals).trim(), line.slice(equals + 1).trim());
    else
      problems.push({
        message: `annotations: “${line}” has no key and value`,
        hint: "Write one key=value a line.",
      });
  }
  return annotations;
}

/** Faults between options. */
function relations(text: (name: OptionName) => string | undefined): Problem[] {
  const problems: Problem[] = [];
  if (text("password") !== undefined && text("username") === undefined) {
    problems.push({
      message: "password is given without username",
      hint: "Set username too; most registries take any name with a token.",
    });
  }
  if (text("username") !== undefined && text("password") === undefined) {
    problems.push({
      message: "username is given without password",
      hint: "Set password too; is the secret defined, and visible to this event? Pull requests from forks see none.",
    });
  }
  for (const name of ["pgp-passphrase", "pgp-key-id"] as const) {
    if (text(name) !== undefined && text("pgp-key") === undefined)
      problems.push({
        message: `${name} is given without pgp-key, so that nothing would be signed`,
        hint: "Set pgp-key too; is the secret defined, and visible to this event? Pull requests from forks see none.",
      });
  }
  for (const [one, other] of [
    ["cert-file", "key-file"],
    ["key-file", "cert-file"],
  ] as const) {
    if (text(one) !== undefined && text(other) === undefined)
      problems.push({
        message: `${one} is given without ${other}`,
        hint: "A client certificate is of use with its key only: name both files.",
      });
  }
  return problems;
}

function secret(text: string | undefined): Secret | undefined {
  return text === undefined ? undefined : new Secret(text);
}

/** `{}` or `{ key: value }`: an absent value leaves no key behind. */
function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V }); // a computed key loses its type
}
