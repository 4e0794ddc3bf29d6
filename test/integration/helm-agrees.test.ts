import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { mapLimit } from "../../src/concurrency.ts";
import { temporaryDirectory } from "../support/chart.ts";
import { type CorpusChart, commitCorpus, corpusFor } from "../support/corpus.ts";
import { type DockerRegistry, dockerRegistryFor } from "../support/docker-registry.ts";
import { type Helm, helmFor, packageWithHelm, plainHttp } from "../support/helm.ts";
import { helmVersions } from "../support/helm-fetch.ts";
import { mustRun } from "../support/program.ts";
import { type Published, publishOne } from "../support/published.ts";

/** Annotations that differ by design: the time, and where the chart comes from. */
const ownAnnotations = ["created", "source", "revision"].map((name) => `org.opencontainers.image.${name}`);

/**
 * Where the author's bytes, which we keep, show: what Helm says of our archive, made what it says of its own.
 * Two v1 charts have `dependencies` in Chart.yaml, which belong into requirements.yaml: Helm drops them there, and we
 * warn. A v2 chart has a requirements.yaml: Helm moves what it says to Chart.yaml, and mentions the file on stderr.
 */
const dropDependencies = (text: string): string =>
  text.replace(/^dependencies:\n(?:- .*\n(?: {2}.*\n)*)+/m, "");
const dropMention = (text: string): string =>
  text.replace(/^level=INFO msg="Warning: Dependencies are.*\n/m, "");
const loader = "helm-testdata__pkg__chart__v2__loader__testdata__";
const deliberate: Readonly<Record<string, (text: string) => string>> = {
  [`${loader}frobnitz_with_bom`]: dropDependencies,
  [`${loader}frobnitz_with_symlink`]: dropDependencies,
  [`${loader}frobnitz.v2.reqs`]: dropMention,
};

interface Bench {
  readonly registry: DockerRegistry;
  readonly helms: readonly Helm[];
  /** Helm 4.1.4, which made the golden archives. */
  readonly packager: Helm;
  /** Receives `<id>/<name>-<version>.tgz`: our archives, unpacked and packaged again by Helm. */
  readonly repackaged: string;
}

test("real Helm cannot tell our charts from its own", { timeout: 900_000 }, async (t) => {
  const corpus = await corpusFor(t);
  await using registry = await dockerRegistryFor(t);
  const helms = [];
  for (const version of helmVersions) helms.push(await helmFor(t, version));
  const found = helms.filter((helm) => helm !== undefined);
  const packager = found.find(({ version }) => version === "4.1.4");
  if (!corpus || !registry || !packager || found.length < helms.length) return;
  await commitCorpus(corpus);
  const bench = { registry, helms: found, packager, repackaged: await temporaryDirectory(t) };
  assert.equal(corpus.charts.length, 51);
  await mapLimit(corpus.charts, 3, (chart) => t.test(chart.id, (u) => agrees(u, chart, bench)));
  await t.test("re-packaged by Helm, our archives hold exactly what Helm's do", async () => {
    const { code, stdout, stderr } = await corpus.compare("tgz", bench.repackaged);
    assert.equal(code, 0, stdout + stderr);
  });
});

async function agrees(t: TestContext, chart: CorpusChart, bench: Bench): Promise<void> {
  const output = await temporaryDirectory(t);
  const registry = `oci://${bench.registry.host}/corpus/${chart.id.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
  const published = await publishOne([chart.directory, "--registry", registry, "--output-dir", output]);
  assert.equal(published.status, "published");
  await sameArtifact(chart, published, bench.registry);
  await sameWords(t, chart, published, bench.packager);
  await repackage(t, chart, published, bench);
  for (const helm of bench.helms) await pulls(t, helm, published);
}

/** Config to the byte; annotations to the letter, but for those that differ by design. */
async function sameArtifact(
  chart: CorpusChart,
  published: Published,
  registry: DockerRegistry,
): Promise<void> {
  const base = `http://${registry.host}/v2/${published.repository?.slice(registry.host.length + 1)}`;
  const accept = "application/vnd.oci.image.manifest.v1+json";
  const answer = await fetch(`${base}/manifests/${published.tag}`, { headers: { accept } });
  const manifest = JSON.parse(await answer.text());
  const config = await (await fetch(`${base}/blobs/${manifest.config.digest}`)).text();
  assert.equal(config, await readFile(chart.golden("4.1.4", "config.json"), "utf8"));
  const golden = JSON.parse(await readFile(chart.golden("4.1.4", "manifest.json"), "utf8"));
  const withoutOwn = (annotations: Record<string, string>) =>
    Object.entries(annotations).filter(([key]) => !ownAnnotations.includes(key));
  assert.deepEqual(withoutOwn(manifest.annotations), withoutOwn(golden.annotations));
  assert.deepEqual(Object.keys(manifest), Object.keys(golden));
}

/** `helm show all` and `helm template` print the same for our archive and for Helm's. */
async function sameWords(
  t: TestContext,
  chart: CorpusChart,
  published: Published,
  helm: Helm,
): Promise<void> {
  const theirs = await packageWithHelm(helm, chart.directory, await temporaryDirectory(t));
  const words = async (archive: string, ...command: string[]): Promise<string> => {
    const { code, stdout, stderr } = await helm.run([...command, archive]);
    return `${code}\n${stdout}\n${stderr}`.replaceAll(archive, "ARCHIVE");
  };
  const ours = published.package ?? "";
  const adjust = deliberate[chart.id] ?? ((text: string) => text);
  const shown = await words(ours, "show", "all");
  if (deliberate[chart.id] !== undefined) assert.notEqual(adjust(shown), shown, "it is listed without need");
  assert.equal(adjust(shown), await words(theirs, "show", "all"));
  const first = await words(theirs, "template", "r");
  const rendered = dropMention(await words(ours, "template", "r"));
  if (rendered === first) return;
  // Some templates draw random values; those differ between two runs on one archive too.
  assert.notEqual(await words(theirs, "template", "r"), first, "it renders otherwise, and not by chance");
  assert.equal(rendered.split("\n").length, first.split("\n").length);
}

async function repackage(
  t: TestContext,
  { id }: CorpusChart,
  { package: archive, name }: Published,
  bench: Bench,
) {
  const unpacked = await temporaryDirectory(t);
  await mustRun("tar", ["-xzf", archive ?? "", "-C", unpacked]);
  const target = path.join(bench.repackaged, id);
  await mkdir(target);
  await packageWithHelm(bench.packager, path.join(unpacked, name ?? ""), target);
}

/** By version with every Helm, by digest with those that can (3.17 and later): the very bytes that were pushed. */
async function pulls(t: TestContext, helm: Helm, published: Published): Promise<void> {
  const byVersion = [`oci://${published.repository}`, "--version", published.version ?? ""];
  const ways = helm.version === "3.9.4" ? [byVersion] : [byVersion, [`oci://${published.digestRef}`]];
  for (const [index, way] of ways.entries()) {
    const target = path.join(await temporaryDirectory(t), "pulled");
    await mkdir(target);
    const { code, stderr } = await helm.run(["pull", ...way, ...plainHttp(helm), "--destination", target]);
    assert.equal(code, 0, `Helm ${helm.version}: ${stderr}`);
    const name = `${published.name}-${published.version}.tgz`;
    const digest = published.digest?.replace(":", "-");
    const file = path.join(target, index === 0 ? name : `${published.name}@${digest}.tgz`);
    assert.deepEqual(await readFile(file), await readFile(published.package ?? ""));
  }
}
