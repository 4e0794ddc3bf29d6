import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { openLayout } from "../../../src/oci/store/layout.ts";
import { temporaryDirectory } from "../../support/chart.ts";
import { dockerRegistryFor } from "../../support/docker-registry.ts";
import { startLoopback } from "../../support/loopback.ts";
import { type RawClient, rawClient } from "./raw-client.ts";

/** Something both our server and a real registry are asked. */
export interface Case {
  readonly name: string;
  /** Asks it, in a repository of its own; gives what is worth comparing. */
  readonly ask: (client: RawClient) => Promise<unknown>;
  /** What the specification, and therefore our server, says. */
  readonly expected: unknown;
  /** Where docker-registry 2.8.2 is known to differ: what it says, or a check of it, and why we do not follow it. */
  readonly docker?: { readonly says: unknown; readonly why: string };
}

type Start = (t: TestContext) => Promise<(AsyncDisposable & { readonly url: string }) | undefined>;

const registries: Readonly<Record<string, Start>> = {
  "our server over memory": () => startLoopback(),
  "our server over a layout": async (t) =>
    startLoopback({ store: await openLayout(await temporaryDirectory(t)) }),
  "docker-registry": (t) => dockerRegistryFor(t),
};

/** Puts every case to our server, over both stores, and to docker-registry: our test double is judged by the real one. */
export function judge(cases: readonly Case[]): void {
  for (const [name, start] of Object.entries(registries)) {
    test(name, async (t) => {
      await using registry = await start(t);
      if (registry === undefined) return;
      for (const [position, { name: what, ask, expected, docker }] of cases.entries()) {
        await t.test(what, async () => {
          const said = await ask(rawClient(registry.url, `case/c${position}`));
          const wanted = name === "docker-registry" && docker !== undefined ? docker.says : expected;
          if (typeof wanted === "function") assert.ok(wanted(said), `said ${JSON.stringify(said)}`);
          else assert.deepEqual(said, wanted);
        });
      }
    });
  }
}
