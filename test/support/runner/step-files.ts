import { randomUUID } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseFileCommand } from "./file-command.ts";
import type { StepLog } from "./step-log.ts";

const kinds = ["OUTPUT", "STATE", "ENV", "PATH", "STEP_SUMMARY"] as const;
const summaryLimitBytes = 1024 * 1024;

/** The files through which one step gives results to the runner; each step gets new ones. */
export interface StepFiles {
  readonly env: Readonly<Record<string, string>>;
  /** Reads them as the runner does after the step; what it would refuse becomes an error annotation. */
  read(log: StepLog): Promise<StepResults>;
}

/** What a step left in its files. */
export interface StepResults {
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly path: readonly string[];
  /** Masked; empty where it is over 1 MiB, for then GitHub shows none of it. */
  readonly summary: string;
}

/** Creates empty files under `temp`. */
export async function createStepFiles(temp: string): Promise<StepFiles> {
  const directory = path.join(temp, "temp/_runner_file_commands");
  await mkdir(directory, { recursive: true });
  const suffix = randomUUID();
  const file = (kind: (typeof kinds)[number]): string =>
    path.join(directory, `${kind.toLowerCase()}_${suffix}`);
  for (const kind of kinds) await writeFile(file(kind), "");
  const text = (kind: (typeof kinds)[number]): Promise<string> => readFile(file(kind), "utf8");
  return {
    env: Object.fromEntries(kinds.map((kind) => [`GITHUB_${kind}`, file(kind)])),
    read: async (log) => ({
      outputs: values("GITHUB_OUTPUT", await text("OUTPUT"), log),
      state: values("GITHUB_STATE", await text("STATE"), log),
      env: permitted(values("GITHUB_ENV", await text("ENV"), log), log),
      path: (await text("PATH")).split(/\r?\n/).filter((line) => line !== ""),
      summary: summaryOf(await text("STEP_SUMMARY"), log),
    }),
  };
}

function values(what: string, text: string, log: StepLog): Record<string, string> {
  try {
    return parseFileCommand(text);
  } catch (error) {
    log.refuse(`Unable to process file command '${what}' successfully. ${error}`);
    return {};
  }
}

function permitted(env: Record<string, string>, log: StepLog): Record<string, string> {
  const refused = Object.keys(env).filter((name) => /^(GITHUB_|RUNNER_|NODE_OPTIONS$)/i.test(name));
  for (const name of refused) log.refuse(`Can't store ${name} through GITHUB_ENV.`);
  return Object.fromEntries(Object.entries(env).filter(([name]) => !refused.includes(name)));
}

function summaryOf(text: string, log: StepLog): string {
  const size = Buffer.byteLength(text);
  if (size <= summaryLimitBytes) return log.masks.apply(text);
  log.annotate(
    "error",
    `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${size} bytes`,
  );
  return "";
}
