import { faultsOf } from "../../src/report/faults.ts";

/** Everything a user is told of an error: messages, excerpts and fixes. */
export function told(error: unknown): string {
  return faultsOf(error)
    .map(({ text }) => text)
    .join("\n");
}
