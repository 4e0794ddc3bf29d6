import { readFile } from "node:fs/promises";
import path from "node:path";
import type { TestContext } from "node:test";
import { Secret } from "../../src/secret.ts";
import { type Act, type ActCall, type ActResult, actActor, actFor, actToken } from "./act.ts";
import { writeFiles } from "./chart.ts";
import { repositoryFrom, type TestRepository } from "./clone.ts";
import { namedHostsFor } from "./named-hosts.ts";
import { registryFor, type TestRegistry } from "./registry.ts";

const examples = path.join(import.meta.dirname, "../../examples");

/** A repository acme/charts whose workflows run here, and what they take for ghcr.io. */
export interface WorkflowStage {
  readonly act: Act;
  /** Has the example charts, committed. */
  readonly repository: TestRepository;
  /** Takes the job's token only. */
  readonly ghcr: TestRegistry;
  /** By which programs get to it as ghcr.io. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs an example workflow, letter by letter as it stands unless it is edited. */
  run(example: string, call: ExampleCall): Promise<ActResult>;
}

/** One run of an example. */
export interface ExampleCall extends Omit<ActCall, "directory" | "workflow"> {
  readonly edit?: (text: string) => string;
}

/** What else is there. */
export interface WorkflowStageOptions {
  /** Ports on loopback, by the names of the hosts that they stand for. */
  readonly hosts?: Readonly<Record<string, number>>;
  /** Actions beside ours, as for `actFor`. */
  readonly actions?: Readonly<Record<string, string>>;
}

/** `undefined` after skipping: it takes act and openssl. */
export async function workflowStageFor(
  t: TestContext,
  { hosts = {}, actions = {} }: WorkflowStageOptions = {},
): Promise<WorkflowStage | undefined> {
  const act = await actFor(t, actions);
  const ghcr = await registryFor(t, {
    credentials: { username: actActor, password: new Secret(actToken) },
  });
  const env = act && (await namedHostsFor(t, { "ghcr.io": ghcr.port, ...hosts }));
  if (act === undefined || env === undefined) return undefined;
  const repository = await repositoryFrom(t, path.join(examples, "charts"));
  await repository.git("remote", "add", "origin", "https://github.com/acme/charts.git");
  return {
    act,
    repository,
    ghcr,
    env,
    async run(example, { edit = (text) => text, ...call }) {
      const { directory } = repository;
      const workflow = `.github/workflows/${example}`;
      const text = await readFile(path.join(examples, "workflows", example), "utf8");
      await writeFiles(directory, { [workflow]: edit(text) });
      return act.run({ directory, workflow, ...call, env: { ...env, ...call.env } });
    },
  };
}
