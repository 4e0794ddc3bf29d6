import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import test from "node:test";
import fc from "fast-check";
import { parse } from "yaml";
import { PublishError } from "../../src/errors.ts";
import { installSnippets } from "../../src/report/install.ts";
import { lineOf } from "../../src/report/lines.ts";
import type { Outcome, Report } from "../../src/report/report.ts";
import { renderSummary } from "../../src/report/summary.ts";
import { verifyLines } from "../../src/report/verify-lines.ts";
import { safeJson, visibleLine } from "../../src/report/visible.ts";
import { shellWord } from "../../src/shell.ts";
import { hiddenMark, hostileText, hostileWord } from "../support/hostile.ts";
import { structureOf } from "../support/markdown.ts";

const digest = `sha256:${"a".repeat(64)}` as const;

/** A report in which `text` stands wherever somebody else's words can. */
function reportOf(text: string): Report {
  const facts = { path: text, name: text, version: text, tag: text, repository: text, signatures: [] };
  const signedBy = { kind: "identity", identity: text, issuer: text } as const;
  const error = new PublishError("CONFLICT", `Could not publish ${text}: “${text}”`, {
    problems: [
      { message: `it says ${text}`, location: { file: text, line: 1 }, excerpt: text, hint: `write ${text}` },
    ],
  });
  const outcomes: Outcome[] = [
    {
      ...facts,
      status: "published",
      digest,
      signatures: ["pgp", "cosign", "slsa"],
      signedBy,
      aliases: [text],
      attestationUrl: text,
      releaseUrl: text,
    },
    { ...facts, status: "planned", reason: text },
    { ...facts, status: "failed", error },
    { path: text, signatures: [], status: "failed", error: new PublishError("IO", `Could not read ${text}`) },
  ];
  return { outcomes };
}

test("a stranger's text changes nothing in how Markdown reads the summary, and hides nothing", () => {
  const expected = structureOf(renderSummary(reportOf("web")));
  assert.ok(expected.includes("table 5 5 5 5"));
  assert.ok(expected.includes("code text"));
  fc.assert(
    fc.property(hostileText, (text) => {
      const summary = renderSummary(reportOf(text));
      assert.deepEqual(structureOf(summary), expected);
      assert.doesNotMatch(summary, hiddenMark);
    }),
    { numRuns: 500 },
  );
});

test("a chart's line is one line, whatever it is called", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      for (const outcome of reportOf(text).outcomes) {
        assert.doesNotMatch(visibleLine(lineOf(outcome)), /[\n\r]/);
        assert.doesNotMatch(visibleLine(lineOf(outcome)), hiddenMark);
      }
    }),
  );
});

/** The words that a POSIX shell makes of each command line, none of which is run. */
function wordsOf(lines: readonly string[]): string[][] {
  const script = lines.map((line) => `set -- ${line}\nprintf '%s\\0' "$@"\nprintf '\\1\\0'\n`).join("");
  const output = execFileSync("sh", ["-c", script], {
    encoding: "utf8",
    env: { HOME: "/nowhere" },
    cwd: "/",
  });
  return output
    .split("\u0001\0")
    .slice(0, -1)
    .map((words) => words.split("\0").slice(0, -1));
}

test("a shell takes every word of the snippets for the word that was meant", () => {
  const texts = fc.sample(hostileWord, { numRuns: 300, seed: 6 }).filter((text) => !text.includes("\u0001"));
  assert.deepEqual(
    wordsOf(texts.map(shellWord)),
    texts.map((text) => [text]),
  );
  for (const text of texts.slice(0, 50)) {
    const [published] = reportOf(text).outcomes;
    assert.ok(published !== undefined);
    const install = installSnippets(published).find(({ language }) => language === "sh")?.text ?? "";
    const lines = [install, ...verifyLines(published).map((line) => line.text)];
    assert.equal(lines.length, 4);
    const pinned = `${text}@${digest}`;
    const signer = ["--certificate-identity", text, "--certificate-oidc-issuer", text];
    assert.deepEqual(wordsOf(lines), [
      ["helm", "install", text, `oci://${pinned}`],
      ["helm", "pull", `oci://${text}`, "--version", text, "--verify", "--keyring", "KEYRING.gpg"],
      ["cosign", "verify", ...signer, pinned],
      ["cosign", "verify-attestation", "--type", "slsaprovenance1", ...signer, pinned],
    ]);
  }
});

test("YAML takes the names in the snippets for text, in either version", () => {
  const names = ["123", "1e3", "on", "null", "y", "a: b", "0x1f", "1_000", "~", "2001-01-01", "web"];
  for (const name of [...names, ...fc.sample(hostileWord, { numRuns: 200, seed: 6 })]) {
    const facts = { path: name, name, repository: `ghcr.io/acme/${name}`, digest, signatures: [] };
    const flux = installSnippets(facts).find(({ tool }) => tool === "Flux")?.text ?? "";
    for (const version of ["1.1", "1.2"] as const) {
      const { metadata, spec } = parse(flux, { version });
      assert.equal(metadata.name, name);
      assert.equal(spec.url, `oci://ghcr.io/acme/${name}`);
    }
  }
});

test("JSON says the same, in marks that hide nothing and end no shell's single quotes", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ name: hostileText, [`"'`]: fc.string({ unit: "binary" }) })),
      (value) => {
        for (const json of [safeJson(value), safeJson(value, 2)]) {
          assert.deepEqual(JSON.parse(json), JSON.parse(JSON.stringify(value)));
          assert.doesNotMatch(json, hiddenMark);
          assert.ok(!json.includes("'"));
        }
      },
    ),
  );
});
