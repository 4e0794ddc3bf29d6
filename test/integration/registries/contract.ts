import test from "node:test";
import type { Behaviour } from "./behaviour.ts";
import { contentBehaviours } from "./content.ts";
import { helmBehaviours } from "./helm-pulls.ts";
import type { RegistryKind } from "./kinds.ts";
import { refusalBehaviours } from "./refusals.ts";
import { checkResult, type Result } from "./results.ts";
import { runBehaviours } from "./runs.ts";

/** In the order of the table's columns. */
export const behaviours: readonly Behaviour[] = [
  ...contentBehaviours,
  ...refusalBehaviours,
  ...runBehaviours,
  ...helmBehaviours,
];

/** Tries every behaviour with each of the registries, and compares what was seen with docs/registries.md. */
export function contract(kinds: readonly RegistryKind[]): void {
  for (const kind of kinds) {
    test(kind.name, async (t) => {
      await using peer = await kind.start(t);
      if (peer === undefined) return;
      const cells: (string | undefined)[] = behaviours.map(() => undefined);
      for (const [index, { name, check }] of behaviours.entries()) {
        await t.test(name, async (u) => {
          const repository = { host: peer.host, name: `contract/b${index}` };
          cells[index] = await check({ t: u, kind, peer, repository });
        });
      }
      const result: Result = { registry: kind.name, cells };
      await t.test("is what docs/registries.md says", (u) => checkResult(u, result));
    });
  }
}
