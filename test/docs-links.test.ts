import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { readPages, root } from "./support/documents.ts";

const pages = readPages();
const anchors = new Map(pages.map((page) => [page.file, page.anchors]));

/** The targets of a page's Markdown links, code left out. */
function linksOf(text: string): readonly string[] {
  const prose = text.replace(/^```.*?^```/gms, "").replace(/`[^`\n]*`/g, "code");
  return [...prose.matchAll(/\]\(([^()\s]+(?:\([^()]*\))?[^()\s]*)\)/g)].map((match) => match[1] ?? "");
}

function faultOf(file: string, link: string): string | undefined {
  const [target = "", anchor] = link.split("#");
  const found = target === "" ? file : path.posix.join(path.posix.dirname(file), target);
  if (found.startsWith("..")) return `${link} leads out of the repository`;
  if (!existsSync(path.join(root, found))) return `there is no ${found}`;
  if (anchor === undefined || anchors.get(found)?.has(anchor)) return undefined;
  return `${found} has no heading #${anchor}`;
}

for (const { file, text } of pages) {
  const links = linksOf(text);

  test(`${file}: links within the repository lead somewhere`, () => {
    const inside = links.filter((link) => !/^[a-z]+:/.test(link));
    assert.deepEqual(
      inside.flatMap((link) => faultOf(file, link) ?? []),
      [],
    );
  });

  test(`${file}: links to elsewhere are encrypted`, () => {
    assert.deepEqual(
      links.filter((link) => /^[a-z]+:/.test(link) && !link.startsWith("https://")),
      [],
    );
  });
}

test("every page is reached from README", () => {
  const reached = new Set<string>();
  const follow = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    const page = pages.find((one) => one.file === file);
    for (const link of linksOf(page?.text ?? "")) {
      follow(path.posix.join(path.posix.dirname(file), link.split("#")[0] ?? ""));
    }
  };
  follow("README.md");
  const unread = pages.filter(({ file }) => file.startsWith("docs/") && !reached.has(file));
  assert.deepEqual(
    unread.map(({ file }) => file),
    [],
  );
});
