import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { dockerRegistryFor } from "../../support/docker-registry.ts";
import { requireGoPeer } from "../../support/go-peers.ts";
import { runProgram } from "../../support/program.ts";
import { registryFor } from "../../support/registry.ts";
import { type SignedRun, signedRun } from "../../support/sigstore/signed-run.ts";
import { startSigstore } from "../../support/sigstore/start.ts";

const identity = [
  "--certificate-identity=https://github.com/octo/charts/.github/workflows/release.yml@refs/heads/main",
  "--certificate-oidc-issuer=https://token.actions.githubusercontent.com",
];
const noLog = "--insecure-ignore-tlog";

interface Way {
  readonly name: string;
  readonly rekor: 1 | 2 | "none";
  readonly config?: object;
  readonly keyed?: true;
  readonly publish: readonly string[];
  readonly command?: readonly string[];
  /** What cosign is told besides the signer and the trusted root. */
  readonly verify: readonly string[];
}
const signed = ["--sign", "cosign"];
const legacy = [...signed, "--signature-format", "legacy"];
const attested = ["--attest"];
const attestation = ["verify-attestation", "--type=slsaprovenance1"];

const ways: readonly Way[] = [
  { name: "keyless, Rekor v1", rekor: 1, publish: signed, verify: [] },
  {
    name: "keyless, Rekor v1 without timestamps",
    rekor: 1,
    config: { tsaUrls: [] },
    publish: signed,
    verify: [],
  },
  { name: "keyless, Rekor v2", rekor: 2, publish: signed, verify: ["--use-signed-timestamps"] },
  {
    name: "keyless, timestamp only",
    rekor: "none",
    publish: signed,
    verify: [noLog, "--use-signed-timestamps"],
  },
  { name: "with a key, Rekor v1", rekor: 1, keyed: true, publish: signed, verify: [] },
  {
    name: "with a key, Rekor v2",
    rekor: 2,
    keyed: true,
    publish: signed,
    verify: ["--use-signed-timestamps"],
  },
  {
    name: "with a key alone",
    rekor: "none",
    config: { tsaUrls: [] },
    keyed: true,
    publish: signed,
    verify: [noLog],
  },
  { name: "legacy, keyless", rekor: 1, publish: legacy, verify: ["--new-bundle-format=false"] },
  {
    name: "legacy, with a key",
    rekor: 1,
    keyed: true,
    publish: legacy,
    verify: ["--new-bundle-format=false"],
  },
  { name: "attested, keyless, Rekor v1", rekor: 1, publish: attested, command: attestation, verify: [] },
  {
    name: "attested, keyless, Rekor v2",
    rekor: 2,
    publish: attested,
    command: attestation,
    verify: ["--use-signed-timestamps"],
  },
  {
    name: "attested, with a key",
    rekor: 1,
    keyed: true,
    publish: attested,
    command: attestation,
    verify: [],
  },
];

async function judge(t: TestContext, cosign: string, way: Way, registry: string): Promise<void> {
  const sigstore = await startSigstore(t);
  const run = await signedRun(t, sigstore, registry, way);
  const variables = { ...run.job, ...(way.keyed && { HELM_OCI_PUBLISH_COSIGN_KEY: run.privateKey }) };
  const { code, stdout, stderr } = await run.publish(way.publish, variables);
  assert.equal(code, 0, stderr);
  const [chart] = JSON.parse(stdout).charts;
  assert.deepEqual(
    chart.signatures,
    way.publish === signed || way.publish === legacy ? ["cosign"] : way.keyed ? ["cosign", "slsa"] : ["slsa"],
  );
  const result = await verify(cosign, run, way, chart.digestRef);
  assert.equal(result.code, 0, result.stderr);
  const other = { ...way, verify: [...way.verify.filter((word) => word !== noLog)] };
  const wrong = way.keyed
    ? await verify(cosign, await signedRun(t, sigstore, registry), way, chart.digestRef)
    : await verify(cosign, run, other, chart.digestRef, [
        "--certificate-identity=https://github.com/evil/charts/.github/workflows/release.yml@refs/heads/main",
        identity[1] ?? "",
      ]);
  assert.notEqual(wrong.code, 0, "cosign takes anybody's");
}

function verify(
  cosign: string,
  run: SignedRun,
  way: Way,
  reference: string,
  signer: readonly string[] = way.keyed ? [`--key=${run.publicKey}`] : identity,
) {
  const trust = ["--allow-http-registry", `--trusted-root=${run.trustedRoot}`];
  const words = [...(way.command ?? ["verify"]), ...trust, ...signer, ...way.verify, reference];
  return runProgram(cosign, words, { env: { PATH: process.env["PATH"], HOME: run.directory } });
}

for (const way of ways) {
  test(`cosign accepts what is signed ${way.name}, over the referrers API`, async (t) => {
    const cosign = requireGoPeer(t, "cosign");
    if (cosign === undefined) return;
    const registry = await registryFor(t);
    await judge(t, cosign, way, registry.host);
  });
}

for (const way of ways.filter(({ name }) => /Rekor v1$|legacy/.test(name))) {
  test(`cosign accepts what is signed ${way.name}, in docker-registry 2.8`, async (t) => {
    const cosign = requireGoPeer(t, "cosign");
    if (cosign === undefined) return;
    await using registry = await dockerRegistryFor(t);
    if (registry === undefined) return;
    await judge(t, cosign, way, registry.host);
  });
}
