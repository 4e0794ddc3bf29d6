import assert from "node:assert/strict";
import test from "node:test";
import type { ChartFacts, SignedBy } from "../../src/report/report.ts";
import { renderSummary } from "../../src/report/summary.ts";
import { verifyLines } from "../../src/report/verify-lines.ts";

const digest = `sha256:${"ab".repeat(32)}` as const;
const pinned = `ghcr.io/acme/charts/web@${digest}`;
const job: SignedBy = {
  kind: "identity",
  identity: "https://github.com/acme/charts/.github/workflows/release.yml@refs/heads/main",
  issuer: "https://token.actions.githubusercontent.com",
};
const chart = (signatures: ChartFacts["signatures"], signedBy?: SignedBy): ChartFacts => ({
  path: "charts/web",
  name: "web",
  version: "1.4.0",
  tag: "1.4.0",
  repository: "ghcr.io/acme/charts/web",
  digest,
  signatures,
  ...(signedBy && { signedBy }),
});
const next = " \\\n  ";
const identity = `--certificate-identity ${job.identity}${next}--certificate-oidc-issuer ${job.issuer}`;

const cases: readonly (readonly [name: string, facts: ChartFacts, lines: readonly string[]])[] = [
  ["nothing", chart([]), []],
  [
    "a provenance file",
    chart(["pgp"]),
    ["helm pull oci://ghcr.io/acme/charts/web --version 1.4.0 --verify --keyring KEYRING.gpg"],
  ],
  ["a job's signature", chart(["cosign"], job), [`cosign verify${next}${identity}${next}${pinned}`]],
  [
    "a key's signature",
    chart(["cosign"], { kind: "key" }),
    [`cosign verify${next}--key cosign.pub${next}${pinned}`],
  ],
  [
    "build provenance of a GitHub job",
    chart(["slsa"], job),
    [
      `cosign verify-attestation --type slsaprovenance1${next}${identity}${next}${pinned}`,
      `gh attestation verify oci://${pinned} --owner acme`,
    ],
  ],
  [
    "build provenance of another job",
    chart(["slsa"], { ...job, identity: "ci@acme.example" }),
    [
      `cosign verify-attestation --type slsaprovenance1${next}--certificate-identity ci@acme.example${next}--certificate-oidc-issuer ${job.issuer}${next}${pinned}`,
    ],
  ],
];
for (const [name, facts, lines] of cases) {
  test(`${name}: a line for each tool that can check it`, () => {
    assert.deepEqual(
      verifyLines(facts).map(({ text }) => text),
      lines,
    );
  });
}

test("what an identity says stays one word of the shell, and text in the summary", () => {
  const identity = "x'; rm -rf ~ #\n```\n<b>";
  const facts = chart(["cosign"], { kind: "identity", identity, issuer: "$(id)" });
  const [line] = verifyLines(facts);
  assert.match(
    line?.text ?? "",
    /--certificate-identity 'x'\\''; rm -rf ~ #\n```\n<b>' \\\n {2}--certificate-oidc-issuer '\$\(id\)'/,
  );
  const summary = renderSummary({ outcomes: [{ ...facts, status: "published" }] });
  assert.match(summary, /\*\*Verify with cosign\*\*\n\n````sh\ncosign verify /);
});
