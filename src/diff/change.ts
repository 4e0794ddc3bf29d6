/** How one file of a chart, or one resource that it renders, differs from what it was. */
export interface Change {
  readonly kind: "added" | "removed" | "changed";
  /** A file's path; of a resource `Deployment apps/v1 shop/web`. Anybody's text. */
  readonly title: string;
  /** Of a unified diff, hunk by hunk; secrets are gone from it. */
  readonly lines: readonly string[];
  /** Why there are no lines, or what to know of them. */
  readonly note?: string;
}

/** A vendored dependency of which other versions are there now; both sides sorted, empty for none. */
export interface DependencyChange {
  /** With the charts around it in front: `platform/redis`. */
  readonly name: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** How many there are of each kind. */
export interface ChangeCounts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** Counts changes. */
export function countChanges(changes: readonly Change[]): ChangeCounts {
  const of = (kind: Change["kind"]): number => changes.filter((change) => change.kind === kind).length;
  return { added: of("added"), changed: of("changed"), removed: of("removed") };
}
