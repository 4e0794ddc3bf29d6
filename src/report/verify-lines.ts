import { shellWord } from "../shell.ts";
import { type ChartFacts, digestRefOf, refOf, type SignedBy } from "./report.ts";

/** How one tool verifies a chart. */
export interface VerifyLine {
  readonly tool: string;
  readonly text: string;
}

/** A line for each tool that can check what the chart bears, with the identity that signed filled in. */
export function verifyLines(facts: ChartFacts): readonly VerifyLine[] {
  const { version, repository, signatures, signedBy } = facts;
  const pinned = digestRefOf(facts);
  if (pinned === undefined || repository === undefined || refOf(facts) === undefined) return [];
  const lines: VerifyLine[] = [];
  if (signatures.includes("pgp")) {
    const chart = `${shellWord(`oci://${repository}`)} --version ${shellWord(version ?? "")}`;
    lines.push({ tool: "Helm", text: `helm pull ${chart} --verify --keyring KEYRING.gpg` });
  }
  if (signedBy === undefined) return lines;
  if (signatures.includes("cosign")) lines.push({ tool: "cosign", text: cosign("verify", signedBy, pinned) });
  if (signatures.includes("slsa")) {
    lines.push({
      tool: "cosign, build provenance",
      text: cosign("verify-attestation --type slsaprovenance1", signedBy, pinned),
    });
    const owner = gitHubOwner(signedBy);
    if (owner !== undefined) {
      lines.push({
        tool: "GitHub CLI",
        text: `gh attestation verify ${shellWord(`oci://${pinned}`)} --owner ${owner}`,
      });
    }
  }
  return lines;
}

/** On lines of their own, for identities are long. */
function cosign(verb: string, by: SignedBy, pinned: string): string {
  const signer =
    by.kind === "key"
      ? ["--key cosign.pub"]
      : [
          `--certificate-identity ${shellWord(by.identity)}`,
          `--certificate-oidc-issuer ${shellWord(by.issuer)}`,
        ];
  return [`cosign ${verb}`, ...signer, shellWord(pinned)].join(" \\\n  ");
}

function gitHubOwner(by: SignedBy): string | undefined {
  return by.kind === "identity" ? /^https:\/\/github\.com\/([\w.-]+)\//.exec(by.identity)?.[1] : undefined;
}
