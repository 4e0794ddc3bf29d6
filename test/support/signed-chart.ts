import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "./chart.ts";
import { type CommandResult, runCommand } from "./command.ts";
import { createTestClient } from "./registry-client.ts";
import type { Place } from "./sigstore/attach.ts";
import { attachBundles } from "./sigstore/attach.ts";
import { jobClaims } from "./sigstore/oidc-issuer.ts";
import { type Signing, signBundle, statementOf } from "./sigstore/sign.ts";
import { type FakeSigstore, startSigstore } from "./sigstore/start.ts";

/** Whom the jobs of the fake Sigstore sign as. */
export const signer = {
  identity: `https://github.com/${jobClaims["job_workflow_ref"]}`,
  issuer: String(jobClaims["iss"]),
};

/** The options that ask for this signer. */
export const bySigner = [
  ...["--certificate-identity", signer.identity],
  ...["--certificate-oidc-issuer", signer.issuer],
];

export const slsaType = "https://slsa.dev/provenance/v1";

/** Provenance of a build on GitHub, as far as it is read. */
export const slsaPredicate = {
  buildDefinition: {
    externalParameters: {
      workflow: { repository: "https://github.com/octo/charts", ref: "refs/heads/main" },
    },
  },
  runDetails: { builder: { id: signer.identity } },
};

/** A chart `web` 1.0.0 in a registry, and a Sigstore that can sign it. */
export interface SignedChart extends Place {
  readonly directory: string;
  readonly sigstore: FakeSigstore;
  /** `host/charts/web:1.0.0` */
  readonly ref: string;
  /** `host/charts/web@sha256:…` */
  readonly digestRef: string;
  /** The options that name the Sigstore's trusted root. */
  readonly trust: readonly [string, string];
  /** Attaches a signature of it; the statement is changed by `more`. */
  sign(more?: Readonly<Record<string, unknown>>, signing?: Signing): Promise<void>;
  /** Attaches build provenance. */
  attest(signing?: Signing): Promise<void>;
  /** Runs `verify` on its tag. */
  verify(...words: readonly string[]): Promise<CommandResult>;
}

/** Publishes the chart to `host`; `variables` add to what `publish` is told. */
export async function signedChartAt(
  t: TestContext,
  host: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<SignedChart> {
  const directory = await temporaryDirectory(t);
  const sigstore = await startSigstore(t);
  const root = path.join(directory, "root.json");
  await mkdir(path.join(directory, "source"));
  await writeFile(root, JSON.stringify(sigstore.trustedRoot));
  await writeChart(path.join(directory, "source"), "web", "1.0.0");
  const words = ["publish", path.join(directory, "source/web"), "--registry", `oci://${host}/charts`];
  const { code, stdout, stderr } = await runCommand(words, variables);
  if (code !== 0) throw new Error(stderr);
  const client = createTestClient();
  const repository = { host, name: "charts/web" };
  const subject = await client.client.resolve(repository, "1.0.0", client.signal);
  if (subject === undefined) throw new Error("nothing was published");
  const place = { client, repository, subject };
  const ref = `${host}/charts/web:1.0.0`;
  const trust = ["--trusted-root", root] as const;
  const sign: SignedChart["sign"] = async (more, signing) => {
    await attachBundles(place, await signBundle(sigstore, statementOf(subject.digest, more), signing));
  };
  return {
    ...place,
    directory,
    sigstore,
    ref,
    digestRef: stdout.trim(),
    trust,
    sign,
    attest: (signing) => sign({ predicateType: slsaType, predicate: slsaPredicate }, signing),
    verify: (...more) => runCommand(["verify", ref, ...trust, ...more]),
  };
}
