import { code, codeLabel, escapeText, label } from "./markdown.ts";
import { renderFault } from "./summary.ts";
import type { Proof, Verification } from "./verification.ts";
import { digestRefOf } from "./verification-json.ts";
import { proofLine, verificationCounts } from "./verification-lines.ts";

/** The job summary in Markdown: a row a chart with who stands behind it, then the faults. */
export function renderVerifications(verifications: readonly Verification[]): string {
  const rows = verifications.map((one) => `| ${cellsOf(one).join(" | ")} |\n`);
  const faults = verifications.flatMap((one) =>
    one.status === "failed" ? [renderFault({ ...one, signatures: [] })] : [],
  );
  const head = "| Result | Chart | Proofs |\n| --- | --- | --- |\n";
  return `## Helm charts: ${verificationCounts(verifications)}\n\n${head}${rows.join("")}${faults.join("")}`;
}

function cellsOf(verification: Verification): readonly string[] {
  if (verification.status === "failed") return ["❌&nbsp;failed", codeLabel(verification.path), ""];
  const { name, version, proofs } = verification;
  const chart = `<b>${label(name)}</b> ${label(version)}<br>${code(digestRefOf(verification) ?? "")}`;
  return ["✅&nbsp;verified", chart, proofs.map(renderProof).join("<br>")];
}

function renderProof(proof: Proof): string {
  return escapeText(proofLine(proof));
}
