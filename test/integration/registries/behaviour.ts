import type { TestContext } from "node:test";
import type { Repository } from "../../../src/oci/reference.ts";
import type { RegistryKind } from "./kinds.ts";
import type { Peer } from "./peer.ts";

/** What a behaviour is looked for in. */
export interface Scene {
  readonly t: TestContext;
  readonly kind: RegistryKind;
  readonly peer: Peer;
  /** One that nobody else has used. */
  readonly repository: Repository;
}

/** Something that every registry is tried for: a column of the table in docs/registries.md. */
export interface Behaviour {
  /** The heading. */
  readonly column: string;
  /** What is looked for, as a sentence. */
  readonly name: string;
  /** Throws where it is not so; gives the table's cell where that is more than a tick. */
  readonly check: (scene: Scene) => Promise<string>;
}

/** The cell of what cannot be tried with a registry, such as a wrong password where nobody asks for any. */
export const notApplicable = "–";

/** The cell of what is as it should be. */
export const tick = "✓";

/** The cell of what could not be tried here for want of a program or of data. */
export const untried = "?";
