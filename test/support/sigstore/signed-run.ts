import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "../chart.ts";
import { type CommandResult, runCommand } from "../command.ts";
import type { FakeSigstore } from "./start.ts";

/** A chart and all that it takes to publish it signed by a fake Sigstore. */
export interface SignedRun {
  readonly directory: string;
  readonly trustedRoot: string;
  /** A P-256 key, and the file with its public key. */
  readonly privateKey: string;
  readonly publicKey: string;
  /** The variables of a job that may have identity tokens. */
  readonly job: Readonly<Record<string, string>>;
  /** Publishes the chart with these options; keyed where the variables have a key. */
  publish(words: readonly string[], variables?: Readonly<Record<string, string>>): Promise<CommandResult>;
}

/** Writes a chart, the trusted root, and a signing config with this log. */
export async function signedRun(
  t: TestContext,
  sigstore: FakeSigstore,
  registry: string,
  change: { readonly rekor?: 1 | 2 | "none"; readonly config?: object } = {},
): Promise<SignedRun> {
  const directory = await temporaryDirectory(t);
  const chart = await writeChart(directory, "web", "1.0.0");
  const file = async (name: string, content: object | string): Promise<string> => {
    const place = path.join(directory, name);
    await writeFile(place, typeof content === "string" ? content : JSON.stringify(content));
    return place;
  };
  const config = { ...sigstore.signingConfig(change.rekor ?? 1), ...change.config };
  const signingConfig = await file("signing-config.json", config);
  const trustedRoot = await file("trusted_root.json", sigstore.trustedRoot);
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { requestUrl, requestToken } = sigstore.issuer;
  const words = [chart, "--registry", `oci://${registry}/charts`, "--json"];
  const trust = ["--signing-config", signingConfig, "--trusted-root", trustedRoot];
  return {
    directory,
    trustedRoot,
    privateKey: pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    publicKey: await file("cosign.pub", pair.publicKey.export({ type: "spki", format: "pem" }).toString()),
    job: { ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken },
    publish: (more, variables) => runCommand(["publish", ...words, ...trust, ...more], variables),
  };
}
