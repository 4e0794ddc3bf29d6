import type { Change } from "../changes/since-tag.ts";
import { compareVersions, parseVersion } from "../dependency/version.ts";
import { printable } from "../oci/http/error-body.ts";
import { helmInstallLine } from "../report/install.ts";
import { escapeText } from "../report/markdown.ts";
import type { ChartFacts } from "../report/report.ts";

/** Commits that notes list; what goes beyond is a page of the comparison. */
export const maxChanges = 50;

/** What the notes of a release tell. */
export interface NotesContent {
  readonly facts: ChartFacts;
  /** Chart.yaml's. */
  readonly description?: string;
  readonly tag: string;
  /** The tag of the chart's version before. */
  readonly previousTag?: string;
  /** Since that tag, newest first, at most one more than `maxChanges`. */
  readonly changes?: readonly Change[];
  /** `https://github.com/acme/charts` */
  readonly repositoryUrl: string;
}

/** The notes of a release in Markdown. Descriptions and commits are anybody's text: they mark nothing up, and call nobody. */
export function renderNotes(content: NotesContent): string {
  const { facts, description, changes = [] } = content;
  const install = helmInstallLine(facts);
  const sections = [
    description === undefined || description === "" ? undefined : `<p>${untrusted(description)}</p>`,
    install === undefined ? undefined : `Install by digest:\n\n\`\`\`sh\n${install}\n\`\`\``,
    changes.length === 0 ? undefined : `### Changes\n\n${renderChanges(changes)}`,
    renderComparison(content),
  ];
  return `${sections.filter((section) => section !== undefined).join("\n\n")}\n`;
}

function renderChanges(changes: readonly Change[]): string {
  const lines = changes.slice(0, maxChanges).map(({ id, subject }) => `- ${id} ${untrusted(subject)}`);
  return [...lines, ...(changes.length > maxChanges ? ["- and more"] : [])].join("\n");
}

function renderComparison({ previousTag, tag, repositoryUrl }: NotesContent): string | undefined {
  if (previousTag === undefined) return undefined;
  const range = `${encodeURIComponent(previousTag)}...${encodeURIComponent(tag)}`;
  return `[Everything since ${untrusted(previousTag)}](${repositoryUrl}/compare/${range})`;
}

/** The numbers of pull requests in a commit's subject may lead there: it is this repository's. */
function untrusted(text: string): string {
  return escapeText(printable(text)).replaceAll("&#35;&#8203;", "#");
}

/** The tag, among those that `tagOf` could have made, of the highest version below `version`. */
export function previousTag(
  version: string,
  tags: Iterable<string>,
  tagOf: (version: string) => string,
): string | undefined {
  const current = parseVersion(version);
  if (current === undefined) return undefined;
  const [prefix = "", suffix = ""] = tagOf("\0").split("\0");
  const earlier = [...tags].flatMap((tag) => {
    const text = tag.slice(prefix.length, tag.length - suffix.length);
    const found = tagOf(text) === tag ? parseVersion(text) : undefined;
    return found !== undefined && compareVersions(found, current) < 0 ? [{ tag, found }] : [];
  });
  return earlier.sort((a, b) => compareVersions(b.found, a.found))[0]?.tag;
}
