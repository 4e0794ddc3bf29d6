import assert from "node:assert/strict";
import { setImmediate as soon } from "node:timers/promises";
import { digestOf } from "../../src/digest.ts";
import { PublishError } from "../../src/errors.ts";
import {
  createRegistryClient,
  type RegistryClient,
  type RegistryClientOptions,
} from "../../src/oci/client/registry-client.ts";
import { MediaType } from "../../src/oci/descriptor.ts";
import { type CredentialSource, givenCredentials } from "../../src/oci/login/credentials.ts";
import type { Repository } from "../../src/oci/reference.ts";
import type { Manifest } from "../../src/oci/registry.ts";
import { Secret } from "../../src/secret.ts";

/** A client over a clock that only its own waiting moves, and what it said. */
export interface TestClient {
  readonly client: RegistryClient;
  /** In milliseconds, in order. */
  readonly slept: number[];
  readonly masked: string[];
  /** Everything reported. */
  readonly lines: string[];
  readonly clock: { ms: number };
  readonly signal: AbortSignal;
}

export const PASSWORD = "pa:ss-wörd";

export function createTestClient(options: Partial<RegistryClientOptions> = {}): TestClient {
  const slept: number[] = [];
  const masked: string[] = [];
  const lines: string[] = [];
  const clock = { ms: 1_000_000 };
  const client = createRegistryClient({
    credentials: givenCredentials([], "the username and password inputs"),
    userAgent: "helm-oci-publish/test",
    now: () => clock.ms,
    random: () => 1,
    async sleep(ms, signal) {
      signal.throwIfAborted();
      slept.push(ms);
      clock.ms += ms;
      await soon();
    },
    reporter: {
      debug: (message) => void lines.push(message),
      info: (message) => void lines.push(message),
      mask: (value) => void masked.push(value),
    },
    ...options,
  });
  return { client, slept, masked, lines, clock, signal: new AbortController().signal };
}

/** The account `robot$ci` on one host. */
export function accountAt(host: string): CredentialSource {
  return givenCredentials(
    [{ host, username: "robot$ci", password: new Secret(PASSWORD) }],
    "the username and password inputs",
  );
}

export const BASIC = `Basic ${Buffer.from(`robot$ci:${PASSWORD}`).toString("base64")}`;

/** A chart as the client sees it: two blobs and a manifest. */
export function sampleChart(text = "chart"): { manifest: Manifest; blobs: Manifest[] } {
  const config = sampleBlob(`{"name":"${text}"}`, "application/vnd.cncf.helm.config.v1+json");
  const layer = sampleBlob(text, "application/vnd.cncf.helm.chart.content.v1.tar+gzip");
  const json = { schemaVersion: 2, config: config.descriptor, layers: [layer.descriptor] };
  return { manifest: sampleBlob(JSON.stringify(json), MediaType.imageManifest), blobs: [config, layer] };
}

export function sampleBlob(text: string, mediaType = "application/octet-stream"): Manifest {
  const bytes = Buffer.from(text);
  return { descriptor: { mediaType, digest: digestOf(bytes), size: bytes.length }, bytes };
}

export function repositoryAt(host: string, name = "c/x"): Repository {
  return { host, name };
}

/** The PublishError that `work` fails with. */
export async function failureOf(work: Promise<unknown>): Promise<PublishError> {
  const error = await work.then(
    () => assert.fail("it did not fail"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof PublishError, String(error));
  return error;
}
