import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { type ActionMetadata, readActionMetadata } from "./action-metadata.ts";
import { defaultContext, type GithubContext, inputEnvironment, machineEnvironment } from "./environment.ts";
import { leakedPlaces } from "./leaks.ts";
import { leakedSecrets } from "./masks.ts";
import { runProcess } from "./process.ts";
import { createStepFiles } from "./step-files.ts";
import { type RunAnnotation, StepLog } from "./step-log.ts";

/** How a workflow calls the action. */
export interface ActionCall {
  readonly inputs?: Readonly<Record<string, string>>;
  /** What the job's `env` adds. */
  readonly env?: Readonly<Record<string, string>>;
  /** The checked-out repository; an empty directory where left out. */
  readonly workspace?: string;
  /** The event's payload. */
  readonly event?: unknown;
  /** Changes to the `github` context, e.g. `{ EVENT_NAME: "pull_request" }`. */
  readonly github?: GithubContext;
  /** Secrets to look for. Unlike GitHub's, this runner does not hide them by itself: the action must ask for it. */
  readonly secrets?: readonly string[];
  /** Aborted to cancel the workflow; that also happens after a minute. */
  readonly cancel?: AbortSignal;
  readonly debug?: boolean;
  /** The later steps of the job, before the action's post step; they are given what steps inherit. */
  readonly laterSteps?: (environment: Readonly<Record<string, string>>) => Promise<void>;
  /** Where action.yml lies; this repository where left out. */
  readonly root?: string;
}

/** What GitHub would know after the action ran. */
export interface ActionResult {
  readonly conclusion: "success" | "failure" | "cancelled";
  /** Of the main step. */
  readonly exitCode: number | NodeJS.Signals;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  /** What later steps inherit. */
  readonly env: Readonly<Record<string, string>>;
  readonly path: readonly string[];
  readonly summary: string;
  readonly annotations: readonly RunAnnotation[];
  /** As shown: masked, commands interpreted. */
  readonly log: string;
  readonly rawStdout: string;
  readonly masks: readonly string[];
  /** Those of the given secrets, and of the job's token, that `text` gives away in any encoding. */
  leaks(text: string): string[];
  /** Where any of them shows: log, summary, annotations, outputs, state, environment, or a file left behind. */
  leakedPlaces(): Promise<string[]>;
}

/** What `${{ github.token }}` stands for. */
export const jobToken = "ghs_the-token-of-nobody";

const deadlineMs = 60_000;
const workspaceFolder = "work";

/** Runs the built action as GitHub's runner does, with its pre and post step; its files go with the test. */
export async function runAction(t: TestContext, call: ActionCall = {}): Promise<ActionResult> {
  const temp = await mkdtemp(path.join(os.tmpdir(), "runner-"));
  t.after(() => rm(temp, { recursive: true, force: true }));
  for (const folder of ["home", "temp", "tools", workspaceFolder]) await mkdir(path.join(temp, folder));
  await writeFile(path.join(temp, "event.json"), JSON.stringify(call.event ?? {}));
  return await new Job(temp, call).run();
}

/** One call of the action: what its steps share. */
class Job {
  readonly #temp: string;
  readonly #call: ActionCall;
  readonly #root: string;
  readonly #metadata: ActionMetadata;
  readonly #workspace: string;
  readonly #context: GithubContext;
  readonly #cancel: AbortSignal;
  readonly #log: StepLog;
  #stdout = "";
  #outputs: Readonly<Record<string, string>> = {};
  #state: Record<string, string> = {};
  #env: Record<string, string> = {};
  readonly #path: string[] = [];
  #summary = "";

  constructor(temp: string, call: ActionCall) {
    this.#temp = temp;
    this.#call = call;
    this.#root = call.root ?? path.join(import.meta.dirname, "../../..");
    this.#metadata = readActionMetadata(this.#root);
    this.#workspace = call.workspace ?? path.join(temp, workspaceFolder);
    const own = { WORKSPACE: this.#workspace, EVENT_PATH: path.join(temp, "event.json") };
    this.#context = { ...defaultContext, ...own, ...call.github };
    const deadline = AbortSignal.timeout(deadlineMs);
    this.#cancel = call.cancel === undefined ? deadline : AbortSignal.any([call.cancel, deadline]);
    this.#log = new StepLog(call.debug ?? false);
  }

  async run(): Promise<ActionResult> {
    this.#warnOfUnknownInputs();
    const codes = new Map<string, number | NodeJS.Signals>();
    for (const { name, script } of this.#metadata.steps) {
      codes.set(name, await this.#step(name, script));
      if (name === "main") await this.#call.laterSteps?.(this.#jobEnvironment());
    }
    const failed = this.#log.refused || [...codes.values()].some((code) => code !== 0);
    const secrets = [...(this.#call.secrets ?? []), jobToken];
    const seen = {
      outputs: this.#outputs,
      state: this.#state,
      env: this.#env,
      path: this.#path,
      summary: this.#summary,
      annotations: this.#log.annotations,
      log: this.#log.lines.join("\n"),
    };
    return {
      ...seen,
      conclusion: this.#cancel.aborted ? "cancelled" : failed ? "failure" : "success",
      exitCode: codes.get("main") ?? 0,
      rawStdout: this.#stdout,
      masks: this.#log.masks.values,
      leaks: (text) => leakedSecrets(text, secrets),
      leakedPlaces: () => leakedPlaces(seen, [this.#temp, this.#workspace], secrets),
    };
  }

  async #step(name: string, script: string): Promise<number | NodeJS.Signals> {
    const files = await createStepFiles(this.#temp);
    const code = await runProcess({
      script: path.resolve(this.#root, script),
      directory: this.#workspace,
      env: { ...this.#environment(), ...files.env },
      // The post step of a cancelled job gets to run.
      cancel: name === "post" ? AbortSignal.timeout(deadlineMs) : this.#cancel,
      onLine: (line, stream) => {
        if (stream === "stdout") this.#stdout += `${line}\n`;
        this.#log.add(line);
      },
    });
    const results = await files.read(this.#log);
    if (name === "main") this.#takeOutputs(results.outputs);
    this.#state = { ...this.#state, ...results.state };
    this.#env = { ...this.#env, ...results.env };
    this.#path.push(...results.path);
    this.#summary += results.summary;
    return code;
  }

  #environment(): Record<string, string> {
    return {
      ...this.#jobEnvironment(),
      ...inputEnvironment(this.#metadata, this.#call.inputs ?? {}, { ...this.#context, TOKEN: jobToken }),
      ...prefixed("STATE_", this.#state),
    };
  }

  #jobEnvironment(): Record<string, string> {
    const machine = machineEnvironment(this.#temp);
    const searchPath = [...this.#path.toReversed(), machine["PATH"]].join(path.delimiter);
    return {
      ...machine,
      PATH: searchPath,
      ...(this.#call.debug === true ? { RUNNER_DEBUG: "1" } : {}),
      ...this.#env,
      ...this.#call.env,
      ...prefixed("GITHUB_", this.#context),
    };
  }

  #warnOfUnknownInputs(): void {
    const unknown = Object.keys(this.#call.inputs ?? {}).filter((name) => !this.#metadata.inputs.has(name));
    if (unknown.length > 0) this.#log.annotate("warning", `Unexpected input(s) '${unknown.join("', '")}'`);
  }

  #takeOutputs(outputs: Readonly<Record<string, string>>): void {
    this.#outputs = outputs;
    for (const name of Object.keys(outputs)) {
      if (this.#metadata.outputs.includes(name)) continue;
      this.#log.annotate("warning", `action.yml does not declare the output '${name}'`);
    }
  }
}

function prefixed(prefix: string, values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${prefix}${key}`, value]));
}
