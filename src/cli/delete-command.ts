import { deleteChart } from "../commands/delete.ts";
import { formatReference } from "../oci/reference.ts";
import { type CommandRun, clientsFor, referencesOf } from "./command-run.ts";

/** Deletes charts from their registries. What is not there is no failure: a clean-up may run twice. */
export async function runDelete(run: CommandRun): Promise<number> {
  const { allTags } = run.options;
  for (const reference of referencesOf(run)) {
    // A token to delete is asked for when the registry wants one; to push is not needed.
    await using clients = clientsFor(run, reference.host, "pull");
    const { signal } = run.terminal;
    const isDeleted = await deleteChart(clients.registry, reference, { allTags, signal });
    const name = formatReference(reference);
    run.reporter.info(isDeleted ? `✓ deleted ${name}` : `= ${name} was not there`);
  }
  return 0;
}
