import { gitHubHeaders, repositoryUrl } from "../github/api.ts";
import { Secret } from "../secret.ts";
import { type AskService, recordIn, unexpected } from "./sigstore/service-client.ts";

/** A repository on GitHub, and who asks. */
export interface AttestationSettings {
  /** `https://api.github.com`, or a server's own. */
  readonly apiUrl: string;
  /** `https://github.com` */
  readonly serverUrl: string;
  /** `acme/charts` */
  readonly repository: string;
  readonly token: Secret;
  readonly ask: AskService;
}

/**
 * Hands a bundle to GitHub, where `gh attestation verify` looks for it (REST API 2022-11-28, `POST
 * /repos/{owner}/{repo}/attestations`); gives the address of its page. Throws SIGNING.
 */
export async function publishAttestation(
  { apiUrl, serverUrl, repository, token, ask }: AttestationSettings,
  bundle: Uint8Array,
  signal: AbortSignal,
): Promise<string> {
  const doing = `hand the attestation to GitHub for ${repository}`;
  const url = repositoryUrl(apiUrl, repository, "attestations");
  const body = Buffer.concat([Buffer.from('{"bundle":'), bundle, Buffer.from("}")]);
  const answer = await ask(
    {
      doing,
      method: "POST",
      url,
      body: { type: "application/json", bytes: body },
      headers: gitHubHeaders,
      authorization: new Secret(`Bearer ${token.reveal()}`),
      hint: hintFor,
    },
    signal,
  );
  const { id } = recordIn(answer, doing);
  if (typeof id !== "number" && typeof id !== "string") throw unexpected(doing, url, "the answer has no id");
  return `${serverUrl}/${repository}/attestations/${id}`;
}

function hintFor(status: number): string | undefined {
  if (status === 401) return "Is github-token valid? It is the job's own unless set.";
  if (status !== 403 && status !== 404) return undefined;
  return 'Add "attestations: write" to the job\'s permissions. In private repositories attestations need GitHub Enterprise Cloud.';
}
