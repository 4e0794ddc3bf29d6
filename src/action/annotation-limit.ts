/** GitHub shows no more annotations of a kind from one step (docs.github.com, “Workflow commands”). */
const limit = 10;

/** One annotation, ready to be shown. */
export interface Finding {
  /** Shows it as an annotation, which is in the log too; `more` goes behind the message. */
  annotate(more: string): void;
  /** Shows it in the log alone. */
  log(): void;
}

/** Annotations of one kind: ten, the last of which says how many there are besides. */
export interface AnnotationLimit {
  add(finding: Finding): void;
  /** Shows the last one, which was held back until it is known what else there is. */
  close(): void;
}

/** Lets the first nine pass as they come, and has the others logged. */
export function createAnnotationLimit(): AnnotationLimit {
  let count = 0;
  let last: Finding | undefined;
  return {
    add(finding) {
      count++;
      if (count < limit) finding.annotate("");
      else if (count === limit) last = finding;
      else finding.log();
    },
    close() {
      const rest = count - limit;
      last?.annotate(rest > 0 ? `\n… and ${rest} more, in the log and the job summary.` : "");
      last = undefined;
    },
  };
}
