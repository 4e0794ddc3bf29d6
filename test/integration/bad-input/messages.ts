import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const file = path.join(import.meta.dirname, "../../fixtures/messages.txt");
const head = `What users are told about bad input, one section a case. The tests compare it to the letter.
After a change that is meant: UPDATE_MESSAGES=1 node --test test/integration/bad-input.test.ts
`;

/** The reviewed messages: what users are told, all in one file. Paths in it are those of Linux. */
export interface Messages {
  /** Fails unless the reviewed text is this one; `UPDATE_MESSAGES=1` takes it over instead. */
  check(title: string, text: string, directory: string): void;
  /** Writes what was taken over. */
  save(): void;
}

export function createMessages(): Messages {
  const isUpdate = process.env["UPDATE_MESSAGES"] === "1";
  const sections = new Map(existsSync(file) ? read(readFileSync(file, "utf8")) : []);
  return {
    check(title, text, directory) {
      const same = withoutChance(text, directory);
      if (isUpdate) sections.set(title, same);
      else if (process.platform === "linux") assert.equal(same, sections.get(title), `${file}: "${title}"`);
    },
    save() {
      if (!isUpdate) return;
      const text = [...sections].map(([title, body]) => `\n## ${title}\n\n${body}`).join("");
      writeFileSync(file, head + text);
    },
  };
}

function read(text: string): [string, string][] {
  return text
    .split(/^## /m)
    .slice(1)
    .map((section): [string, string] => {
      const end = section.indexOf("\n");
      return [section.slice(0, end), `${section.slice(end).trim()}\n`];
    });
}

/** Without what differs from run to run: where the workspace and the home lie, ports, and digests. */
function withoutChance(text: string, directory: string): string {
  return text
    .replaceAll(directory, "<workspace>")
    .replace(/\([^()]*\/(?=\.config\/|\.docker\/)/g, "(~/")
    .replace(/(127\.0\.0\.1|0\.0\.0\.0):\d{4,}/g, "$1:<port>")
    .replace(/sha256:[0-9a-f]{64}/g, "sha256:<digest>");
}
