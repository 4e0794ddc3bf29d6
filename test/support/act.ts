import { cp, writeFile } from "node:fs/promises";
import path from "node:path";
import type { TestContext } from "node:test";
import { temporaryDirectory } from "./chart.ts";
import { requireGoPeer } from "./go-peers.ts";
import { runProgram } from "./program.ts";

/** One run of a workflow. */
export interface ActCall {
  /** Git repository with the workflow and what it works on. */
  readonly directory: string;
  /** Path of the workflow within it. */
  readonly workflow: string;
  readonly event: string;
  /** The event as GitHub would describe it. */
  readonly payload?: unknown;
  readonly secrets?: Readonly<Record<string, string>>;
  /** The repository's variables, `vars`. */
  readonly vars?: Readonly<Record<string, string>>;
  /** What steps see of the machine besides PATH and HOME. */
  readonly env?: Readonly<Record<string, string>>;
  /** Directories that PATH begins with. */
  readonly programs?: readonly string[];
}

/** How a step ended. */
export interface ActStep {
  /** `publish`, the name of its key under `jobs`. */
  readonly job: string;
  readonly matrix: Readonly<Record<string, unknown>>;
  /** What it is called, or what it uses. */
  readonly name: string;
  readonly stage: "Pre" | "Main" | "Post";
  readonly result: string;
}

/** What became of a run. */
export interface ActResult {
  readonly isSuccess: boolean;
  readonly steps: readonly ActStep[];
  /** Everything that was said, masked as act masks it. */
  readonly log: string;
  /** Every output of every step, in order. */
  readonly outputs: readonly { readonly step: string; readonly name: string; readonly value: string }[];
}

/** A real engine for workflows, with a home, a cache and artifacts of its own. */
export interface Act {
  /** The HOME of every step, too. */
  readonly home: string;
  /** Where `OWNER/helm-oci-publish@v1` lies. */
  readonly release: string;
  run(call: ActCall): Promise<ActResult>;
}

const project = path.join(import.meta.dirname, "../..");

/** What a release of the action consists of. */
const released = ["action.yml", "dist", "package.json", "plan", "verify"];

/** The token of every job, which the log must never have. */
export const actToken = "ghs_planted0123456789";

/** Who pushed, and opened the pull request. */
export const actActor = "octocat";

/**
 * act for one test, in host mode: the jobs run on this machine, as who runs the test. `OWNER/helm-oci-publish@v1` is this
 * checkout; `actions` are further ones, as `owner/name@ref`, and where they lie. `undefined` after skipping.
 */
export async function actFor(
  t: TestContext,
  actions: Readonly<Record<string, string>> = {},
): Promise<Act | undefined> {
  const program = requireGoPeer(t, "act");
  if (program === undefined) return undefined;
  const [place, home] = [await temporaryDirectory(t), await temporaryDirectory(t)];
  const release = path.join(place, "release");
  for (const name of released) {
    await cp(path.join(project, name), path.join(release, name), { recursive: true });
  }
  const repositories = { "OWNER/helm-oci-publish@v1": release, ...actions };
  const settings = [
    ...["-P", "ubuntu-latest=-self-hosted", "--pull=false", "--action-offline-mode", "--json"],
    ...["--actor", actActor, "-s", `GITHUB_TOKEN=${actToken}`],
    ...["--env-file", "/dev/null", "--secret-file", "/dev/null", "--var-file", "/dev/null"],
    ...["--cache-server-addr", "127.0.0.1", "--cache-server-path", path.join(place, "cache")],
    // Without a place for artifacts steps get no token for the cache either; nobody needs to find that server.
    ...["--artifact-server-addr", "127.0.0.1", "--artifact-server-port", "0"],
    ...["--artifact-server-path", path.join(place, "artifacts")],
    ...["--action-cache-path", path.join(place, "actions")],
    ...pairs("--local-repository", repositories),
  ];
  return {
    home,
    release,
    async run({ directory, workflow, event, payload = {}, programs = [], ...given }) {
      const eventFile = path.join(place, "event.json");
      await writeFile(eventFile, JSON.stringify(payload));
      const own = [...pairs("-s", given.secrets), ...pairs("--var", given.vars)];
      const { code, stdout, stderr } = await runProgram(
        program,
        [event, "-W", workflow, "-e", eventFile, ...settings, ...own],
        { directory, env: environment(home, programs, given.env) },
      );
      return { ...resultOf(stdout, stderr), isSuccess: code === 0 };
    },
  };
}

const pairs = (option: string, values: Readonly<Record<string, string>> = {}): string[] =>
  Object.entries(values).flatMap(([name, value]) => [option, `${name}=${value}`]);

function environment(
  home: string,
  programs: readonly string[],
  more: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv {
  // Node 24 comes first: act runs actions with whatever `node` it finds.
  const found = [...programs, path.dirname(process.execPath), process.env["PATH"] ?? ""];
  return { PATH: found.join(path.delimiter), HOME: home, DOCKER_HOST: "", ...more };
}

/**
 * Writes an action of one line of shell, to stand for one that would have to be fetched; the line has its inputs as
 * `GIVEN_<NAME>`. Gives its directory.
 */
export async function shellAction(t: TestContext, inputs: readonly string[], line: string): Promise<string> {
  const directory = await temporaryDirectory(t);
  const given = Object.fromEntries(inputs.map((name) => [name, { description: name, required: true }]));
  const env = Object.fromEntries(
    inputs.map((name) => [`GIVEN_${name.toUpperCase()}`, `$\u007b{ inputs.${name} }}`]),
  );
  const runs = { using: "composite", steps: [{ shell: "bash", run: line, env }] };
  const action = { name: "stand-in", description: "for tests", inputs: given, runs };
  await writeFile(path.join(directory, "action.yml"), JSON.stringify(action)); // JSON is YAML
  return directory;
}

/** A line of act's log; more fields than these are there. */
interface Line {
  readonly msg?: string;
  readonly jobID?: string;
  readonly matrix?: Readonly<Record<string, unknown>>;
  readonly step?: string;
  readonly stage?: ActStep["stage"];
  readonly stepResult?: string;
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
}

function resultOf(stdout: string, stderr: string): Omit<ActResult, "isSuccess"> {
  const texts = `${stdout}\n${stderr}`.split("\n").filter((line) => line.startsWith("{"));
  const lines = texts.map((text): Line => JSON.parse(text));
  return {
    log: lines.map(({ msg = "" }) => msg.trimEnd()).join("\n"),
    steps: lines.flatMap(({ jobID: job = "", matrix = {}, step: name = "", stage, stepResult: result }) =>
      stage === undefined || result === undefined ? [] : [{ job, matrix, name, stage, result }],
    ),
    outputs: lines.flatMap(({ command, step = "", name = "", arg = "" }) =>
      command === "set-output" ? [{ step, name, value: arg }] : [],
    ),
  };
}
