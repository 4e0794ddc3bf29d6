import type { TestContext } from "node:test";
import { type Commenter, createCommenter, markerOf } from "../../src/commands/comment.ts";
import type { Problem } from "../../src/errors.ts";
import { createGitHubClient } from "../../src/github/client.ts";
import { createComments } from "../../src/github/comments.ts";
import { createTransport } from "../../src/oci/http/transport.ts";
import { createRedactor } from "../../src/oci/login/redact.ts";
import type { Outcome } from "../../src/report/report.ts";
import { Secret } from "../../src/secret.ts";
import { type FakeGitHub, gitHubToken, repository } from "./github-api.ts";
import { pullRequest } from "./github-comments.ts";

/** A step that comments, as one run has it; waiting costs no time. */
export interface TestCommenter {
  /** Comments on a run of one chart of this version. */
  readonly say: (version: string) => Promise<boolean>;
  readonly told: string[];
  readonly warned: Problem[];
  readonly slept: number[];
}

/** The marker of the step that `commenterFor` makes unless told otherwise. */
export const marker = markerOf(["charts", "check", "__self", ""]);

export function commenterFor(
  t: TestContext,
  { apiUrl }: FakeGitHub,
  {
    markerLine = marker,
    onPullRequest = true,
  }: { readonly markerLine?: string; readonly onPullRequest?: boolean } = {},
): TestCommenter {
  const told: string[] = [];
  const warned: Problem[] = [];
  const slept: number[] = [];
  const transport = createTransport({
    userAgent: "helm-oci-publish/test",
    timeoutMs: 5000,
    now: () => 0,
    reporter: { debug: () => undefined },
  });
  t.after(() => transport.close());
  const ask = createGitHubClient({
    apiUrl,
    token: new Secret(gitHubToken),
    retries: 2,
    send: transport.send,
    redactor: createRedactor(() => undefined),
    now: () => 0,
    random: () => 0,
    sleep: async (ms) => void slept.push(ms),
  });
  const place = { apiUrl, graphqlUrl: `${apiUrl}/graphql`, repository };
  const commenter: Commenter = createCommenter({
    connect: () => ({ ...createComments(ask, place), [Symbol.asyncDispose]: async () => undefined }),
    pullRequest: onPullRequest ? pullRequest : undefined,
    marker: markerLine,
    summaryUrl: "https://github.com/octo/charts/pull/7/checks",
    reporter: {
      info: (message) => told.push(message),
      warn: (message, annotation) => warned.push(annotation?.problem ?? { message }),
      debug: () => undefined,
      error: () => undefined,
      group: (_, body) => body(),
      progress: () => undefined,
      mask: () => undefined,
    },
    signal: new AbortController().signal,
  });
  const say = (version: string): Promise<boolean> =>
    commenter.comment({ result: { report: { outcomes: [planned(version)] } }, warnings: [] }, (text) => text);
  return { say, told, warned, slept };
}

function planned(version: string): Outcome {
  return {
    status: "planned",
    reason: "would be published",
    path: "charts/web",
    name: "web",
    version,
    repository: "ghcr.io/octo/charts/web",
    digest: `sha256:${"a".repeat(64)}`,
    signatures: [],
  };
}
