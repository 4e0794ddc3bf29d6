import assert from "node:assert/strict";
import test from "node:test";
import { marked, type Token, type Tokens } from "marked";
import { type Problem, PublishError } from "../../src/errors.ts";
import { renderComment } from "../../src/report/comment.ts";
import type { Outcome, Report } from "../../src/report/report.ts";
import { renderStop, renderSummary } from "../../src/report/summary.ts";

const hostile: Readonly<Record<string, string>> = {
  "a link": "[click](https://evil.example)",
  "an image": "![x](https://evil.example/x.png)",
  "a reference": "[x]: https://evil.example\n[x]",
  "a bare address": "https://evil.example www.evil.example evil@evil.example <https://evil.example>",
  HTML: "</td></table></details><img src=x onerror=alert(1)><script>alert(1)</script><!--",
  entities: "&lt;img&gt; &#60;b&#62; &commat;octocat",
  "a mention": "@octocat @github/security-team (@octocat) x@octocat",
  "a reference to an issue": "#1 octo/charts#2 GH-3 gh-4",
  emphasis: "**b** __b__ *i* _i_ ~~s~~ `c` ``c`` $x$ $$y$$",
  "a heading": "# big\n\n## head\n===\n---",
  "a list": "- item\n1. item\n+ item",
  "a table": "| a | b |\n| - | - |\n| c |",
  "a fence": "```\nout\n```\n~~~~\nout",
  "a quote": "> quoted",
  "an indented block": "\n\n    code\n\tcode",
  backslashes: "\\| \\` \\< \\",
  "a command": "::error::forged\n##[error]forged\n%0A::add-mask::x",
  "line ends": "a\r\nb\rc\u2028d\u2029e\u0085f\u000bg",
  "marks that turn text around": "\u202Egpj.exe\u202C \u2066x\u2069 \u200Fz",
  "hidden characters": "ad\u200Bmin\u00AD\uFEFF\u2060\u0000\u001b[31m",
  "half a character": "x\uD83D y\uDE00",
  "10 KB": "n".repeat(10_000),
  "10 KB of markup": "<b>[x](y)`|@a #1\n".repeat(600),
};

function reportOf(text: string): { readonly report: Report; readonly warnings: readonly Problem[] } {
  const location = { file: `${text}/Chart.yaml`, line: 1, column: 2 };
  const facts = {
    name: text,
    version: text,
    path: text,
    repository: "ghcr.io/octo/charts/web",
    tag: text,
    signatures: [],
  };
  const error = new PublishError("CHART_INVALID", text, {
    problems: [{ message: text, location, excerpt: `${text}\n ^`, hint: text }],
  });
  const against = ["published", "base"] as const;
  const diff = against.map((side) => ({
    against: side,
    ...(side === "base" && { version: text }),
    files: { added: 0, changed: 1, removed: 0 },
    dependencies: [],
    notes: [text],
    excerpts: { files: [], resources: [] },
  }));
  const outcomes: Outcome[] = [
    { ...facts, status: "planned", reason: text },
    { ...facts, status: "planned", reason: text, change: "changed", previous: text, diff },
    { ...facts, status: "skipped", reason: text, aliases: [text] },
    { ...facts, status: "failed", error },
    {
      status: "conflict",
      path: text,
      signatures: [],
      error: new PublishError("CONFLICT", text, { hint: text }),
    },
  ];
  return { report: { outcomes }, warnings: [{ message: text, location, hint: text }] };
}

/** What we write ourselves; all else comes from the outside. */
const ownMarkup =
  /^(<\/?(b|sub|code|details|summary)>|<br>|<details open>|<!-- own -->|<a href="https:\/\/own\.example\/">|<\/a>|<summary>[^<>]*<\/summary>|<details><summary>(<b>[^<>]*<\/b>)?[^<>]*<\/summary>|<\/details>)$/;

function tokensOf(markdown: string): readonly Token[] {
  const all: Token[] = [];
  marked.walkTokens(marked.lexer(markdown), (token) => void all.push(token));
  return all;
}

/** What a reader sees, outside of code: there GitHub looks for names and numbers. */
function shownText(markdown: string): string {
  const html = marked.parse(markdown, { async: false });
  const prose = html.replace(/<(code|pre)>[\s\S]*?<\/\1>/g, "<i>").replace(/<[^>]*>/g, "\u0001");
  return prose
    .replace(/&#(\d+);/g, (_, n) => String.fromCodePoint(Number(n)))
    .replace(/&(lt|gt|quot|amp);/g, "?");
}

for (const [what, text] of Object.entries(hostile)) {
  const { report, warnings } = reportOf(text);
  const frame = { marker: "<!-- own -->", summaryUrl: "https://own.example/" };
  const stop = report.outcomes.flatMap((o) => (o.status === "failed" ? [o.error] : []))[0];
  const rendered = {
    comment: renderComment({ result: { report }, warnings }, frame),
    "comment of a run that stopped": renderComment({ result: { error: stop }, warnings }, frame),
    summary: renderSummary(report, warnings),
    "summary of a run that stopped": renderStop(stop, warnings),
  };
  for (const [place, markdown] of Object.entries(rendered))
    test(`${what} stays text in the ${place}`, () => {
      const tokens = tokensOf(markdown);
      const kinds = ["link", "image", "def", "em", "strong", "del", "codespan", "blockquote", "escape", "hr"];
      assert.deepEqual(
        tokens.filter(({ type }) => kinds.includes(type)).map(({ raw }) => raw),
        [],
      );
      const markup = tokens.flatMap(({ type, raw }) => (type === "html" ? [raw.trim()] : []));
      const foreign = markup
        .flatMap((html) => html.split("\n"))
        .filter((html) => html !== "" && !ownMarkup.test(html));
      assert.deepEqual(foreign, []);
      for (const table of tokens.filter((token): token is Tokens.Table => token.type === "table"))
        assert.equal(table.rows.length, report.outcomes.length);
      assert.equal(tokens.filter(({ type }) => type === "table").length, place.includes("stopped") ? 0 : 1);
      assert.ok(tokens.filter(({ type }) => type === "list").length <= 1, "one list: that of the warnings");
      assert.doesNotMatch(shownText(markdown), /@\w|#\d|\bGH-\d/i);
      assert.doesNotMatch(markdown.replaceAll(/[\n\t]/g, ""), /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    });
}

test("characters that hide are shown by number, so that two names that look alike do not", () => {
  const { report } = reportOf("ad\u200Bmin\u202Egpj");
  assert.match(renderSummary(report), /<b>ad⟨U\+200B⟩min⟨U\+202E⟩gpj<\/b>/);
});
