import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { nestedReader, readArchive } from "../../src/archive/unpack.ts";
import { metadataJson } from "../../src/artifact/config.ts";
import { loadDirectory } from "../../src/chart/load.ts";
import { mapLimit } from "../../src/concurrency.ts";
import { digestOf } from "../../src/digest.ts";
import { readKeyring } from "../../src/signing/pgp/keyring.ts";
import { provenanceText } from "../../src/signing/pgp/provenance-signer.ts";
import { verifyProvenance } from "../../src/signing/pgp/verify-provenance.ts";
import { temporaryDirectory, writeFiles } from "../support/chart.ts";
import { corpusFor } from "../support/corpus.ts";
import { type Gpg, gpgFor } from "../support/gpg.ts";
import { type Helm, helmFor } from "../support/helm.ts";

interface Signed {
  readonly archive: string;
  readonly provenance: Buffer;
}

/** `helm package --sign`, with a key made for it. */
async function helmSigner(t: test.TestContext, gpg: Gpg, helm: Helm) {
  const fingerprint = await gpg.makeKey({ userId: "Ci <ci@example.test>", algorithm: "rsa2048" });
  const secret = path.join(await temporaryDirectory(t), "secret.gpg");
  await gpg.run(["--output", secret, "--export-secret-keys", fingerprint]);
  const keyring = await readKeyring(await readFile(await gpg.exportPublic(fingerprint)), "the public key");
  const sign = async (chart: string): Promise<Signed> => {
    const target = await temporaryDirectory(t);
    const words = ["package", chart, "-d", target, "--sign", "--key", "ci@", "--keyring", secret];
    const { code, stdout, stderr } = await helm.run(words);
    assert.equal(code, 0, stderr);
    const archive = /saved it to: (.+)\n/.exec(stdout)?.[1] ?? assert.fail(stdout);
    return { archive, provenance: await readFile(`${archive}.prov`) };
  };
  return { sign, keyring };
}

/** What Helm signed: between the headers and the signature, without the line that parts it from the latter. */
const textOf = (provenance: Buffer): string =>
  (/\n\n([\s\S]*?)\n-----BEGIN PGP SIGNATURE/.exec(provenance.toString())?.[1] ?? "").replace(/^- /gm, "");

/** Our text for the chart in `directory`, with the archive that Helm made of it. */
async function compare(directory: string, { archive, provenance }: Signed): Promise<void> {
  const signal = new AbortController().signal;
  const { metadata } = await loadDirectory(directory, {
    readArchive: nestedReader(readArchive),
    boundary: path.dirname(directory), // a chart of the corpus links to what lies beside it
    signal,
  });
  const named = { fileName: path.basename(archive), digest: digestOf(await readFile(archive)) };
  assert.equal(provenanceText({ ...named, metadata: metadataJson(metadata) }), textOf(provenance), archive);
}

test("the signed text is what Helm 4.1.4 signs, for every chart of the corpus, and Helm's signature verifies", async (t) => {
  const [gpg, helm, corpus] = [await gpgFor(t), await helmFor(t, "4.1.4"), await corpusFor(t)];
  if (!gpg || !helm || !corpus) return;
  const { sign, keyring } = await helmSigner(t, gpg, helm);
  assert.ok(corpus.charts.length > 50);
  await mapLimit(corpus.charts, 2, async ({ directory }) => {
    const signed = await sign(directory);
    await compare(directory, signed);
    const { archive, provenance } = signed;
    const named = { fileName: path.basename(archive), digest: digestOf(await readFile(archive)) };
    await verifyProvenance(provenance, named, keyring, { source: archive, now: new Date() });
  });
});

test("it is what Helm 4.1.4 signs for texts that YAML has to quote, fold or escape", async (t) => {
  const [gpg, helm] = [await gpgFor(t), await helmFor(t, "4.1.4")];
  if (!gpg || !helm) return;
  const { sign } = await helmSigner(t, gpg, helm);
  const words = "lorem ipsum dolor sit amet 'consectetur' adipiscing: elit # sed do eiusmod tempor ";
  const values = [
    ...[
      "yes",
      "n",
      "~",
      "null",
      "1.5",
      "1e3",
      "0x1f",
      "1:30",
      "2024-01-02",
      "2024-01-02T10:00:00Z",
      "<<",
      "=",
    ],
    ...[
      "- a",
      "-a",
      "? a",
      "a: b",
      "a:b",
      "a #b",
      "a#b",
      "#a",
      "!a",
      "&a",
      "*a",
      "%a",
      "@a",
      "`a",
      "'a'",
      '"a"',
    ],
    ...[
      "a\\b",
      "[a]",
      "{a}",
      "a, b",
      " a",
      "a ",
      "  ",
      "---",
      "--- a",
      "...",
      "a\tb",
      "é",
      "\u00a0",
      "😀 a",
      "",
    ],
    ...[
      "a\nb",
      "a\nb\n",
      "a\n\n\n",
      "\na",
      " a\nb",
      "a \nb",
      "a\n b",
      "\n",
      "😀\na",
      "-----BEGIN x-----\nFrom a",
    ],
    ...[
      words.repeat(3),
      `😀${words.repeat(3)}`,
      `${words.repeat(2)}  ${words}`,
      `# ${words.repeat(3)}`.trim(),
    ],
    ...["x".repeat(200), `a ${"x".repeat(100)} b c`, `${"x".repeat(90)}  "y" z\\`, `'${"x".repeat(79)} y'`],
  ];
  const annotations = Object.fromEntries(values.map((value, index) => [`k${index}`, value]));
  const keys = [
    "a10",
    "a9",
    "a-1",
    "a.1",
    "aB",
    "ab",
    "10",
    "9",
    "yes",
    "a: b",
    "- a",
    "x".repeat(129),
    "é",
    "😀",
  ];
  const chart = {
    apiVersion: "v2",
    name: "web",
    version: "1.0.0+b.1",
    description: words.repeat(3),
    keywords: [words.repeat(2), "- a", "yes"],
    annotations: { ...annotations, ...Object.fromEntries(keys.map((key) => [key, "v"])) },
    maintainers: [{ name: "- Ann", email: "a@b.test" }, { name: "Bob" }],
  };
  const directory = await writeFiles(path.join(await temporaryDirectory(t), "web"), {});
  await writeFiles(directory, { "Chart.yaml": JSON.stringify(chart) });
  await writeFile(path.join(directory, "values.yaml"), "a: 1\n");
  await compare(directory, await sign(directory));
});
