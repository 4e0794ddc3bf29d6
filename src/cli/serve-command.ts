import { once } from "node:events";
import path from "node:path";
import { PublishError } from "../errors.ts";
import { startRegistry } from "../oci/server/start.ts";
import { openLayout } from "../oci/store/layout.ts";
import { createMemoryStore } from "../oci/store/memory-store.ts";
import type { CommandRun } from "./command-run.ts";

/** Serves a registry on loopback until it is told to stop. Prints its address for programs. */
export async function runServe({ operands, options, terminal, reporter }: CommandRun): Promise<number> {
  const [directory, ...others] = operands;
  if (others.length > 0) {
    throw new PublishError("USAGE", "Could not read the command line: serve takes one directory at most.", {
      hint: "Leave the others out, or serve each on a port of its own.",
    });
  }
  const { signal } = terminal;
  const { username, password, port, workingDirectory } = options;
  const store =
    directory === undefined
      ? createMemoryStore()
      : await openLayout(path.resolve(workingDirectory, directory));
  const registry = await startRegistry({
    store,
    port,
    ...(username !== undefined && password !== undefined && { credentials: { username, password } }),
    onRequest: ({ method, path: target, status }) => reporter.debug(`${status} ${method} ${target}`),
  });
  terminal.stdout.write(`${registry.host}\n`);
  reporter.info(`Serving ${directory ?? "from memory"} at oci://${registry.host}; stop with Ctrl-C.`);
  if (!signal.aborted) await once(signal, "abort");
  await registry.close();
  return 0;
}
