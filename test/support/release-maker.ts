import type { TestContext } from "node:test";
import { digestOf } from "../../src/digest.ts";
import { createGitHubClient } from "../../src/github/client.ts";
import {
  createReleaseMaker,
  type ReleaseMaker,
  type WantedRelease,
} from "../../src/github/ensure-release.ts";
import { createReleases } from "../../src/github/releases.ts";
import { createTransport } from "../../src/oci/http/transport.ts";
import { createRedactor } from "../../src/oci/login/redact.ts";
import { Secret } from "../../src/secret.ts";
import { type FakeGitHub, gitHubToken, repository as itsRepository } from "./github-api.ts";

/** A maker of releases whose waiting costs no time. */
export interface TestMaker extends ReleaseMaker {
  /** In milliseconds, in order. */
  readonly slept: number[];
}

export const commit = "0123456789abcdef0123456789abcdef01234567";

/** A maker over a fake GitHub, as one run of the command has it; its connections end with the test. */
export function makerFor(
  t: TestContext,
  { apiUrl }: Pick<FakeGitHub, "apiUrl">,
  { repository = itsRepository, retries = 3 } = {},
): TestMaker {
  const slept: number[] = [];
  const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted();
    slept.push(ms);
  };
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
    retries,
    send: transport.send,
    redactor: createRedactor(() => undefined),
    now: () => 0,
    random: () => 0,
    sleep,
  });
  const settle = (round: number, signal: AbortSignal): Promise<void> => sleep(round, signal);
  return { ...createReleaseMaker(createReleases(ask, apiUrl, repository), settle), slept };
}

/** A release of a chart with a provenance file. */
export function wantedRelease(changes: Partial<WantedRelease> = {}): WantedRelease {
  return {
    tag: "web-1.4.0",
    commit,
    isPrerelease: false,
    latest: "legacy",
    assets: [wantedAsset("web-1.4.0.tgz", "an archive"), wantedAsset("web-1.4.0.tgz.prov", "a signature")],
    writeNotes: async () => "Notes.",
    isSameAt: async () => false,
    ...changes,
  };
}

export function wantedAsset(name: string, text: string): WantedRelease["assets"][number] {
  const bytes = Buffer.from(text);
  return {
    name,
    type: "application/gzip",
    digest: digestOf(bytes),
    size: bytes.length,
    read: async () => bytes,
  };
}
