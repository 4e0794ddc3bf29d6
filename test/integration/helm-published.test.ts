import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { appendFile, mkdir } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { mapLimit } from "../../src/concurrency.ts";
import { temporaryDirectory, writeChart, writeFiles } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { type CorpusChart, commitCorpus, corpusFor } from "../support/corpus.ts";
import { type DockerRegistry, dockerRegistryFor } from "../support/docker-registry.ts";
import { type Helm, helmFor, packageWithHelm, pushWithHelm } from "../support/helm.ts";
import { publishOne } from "../support/published.ts";

/** Who published before us. */
const publishers = ["3.17.3", "4.1.4"] as const;

interface Fixture {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** A chart that Helm packages into `charts/`. */
  readonly vendored?: string;
  /** A file that gets one byte more, and what the conflict names then. */
  readonly changed: string;
  readonly named?: string;
}

const metadata = (rest = "", version = "1.0.0"): string =>
  `apiVersion: v2\nname: web\nversion: ${version}\n${rest}`;
const dependency = (name: string): string =>
  `dependencies:\n  - name: ${name}\n    version: 0.1.0\n    repository: https://charts.example\n`;
const subchart = (name: string): string => `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n`;
const template = "kind: ConfigMap\n";
const mark = "\ufeff";

const fixtures: readonly Fixture[] = [
  {
    name: "comments, other order and quotes in Chart.yaml",
    files: {
      "Chart.yaml": `# ours\nversion: "1.0.0" # bump\nname:   'web'\nkeywords: [b, a]\napiVersion: v2\nappVersion: 1.10\n`,
      "values.yaml": "a: 1\n",
    },
    changed: "values.yaml",
  },
  {
    name: "a vendored archive",
    files: { "Chart.yaml": metadata(dependency("lib")), "templates/a.yaml": template },
    vendored: "lib",
    changed: "templates/a.yaml",
  },
  {
    name: "a subchart in a directory of another name",
    files: {
      "Chart.yaml": metadata(dependency("lib")),
      "charts/elsewhere/Chart.yaml": subchart("lib"),
      "charts/elsewhere/values.yaml": "b: 2\n",
    },
    changed: "charts/elsewhere/values.yaml",
    named: "charts/lib/values.yaml",
  },
  {
    name: "a lock with its time",
    files: {
      "Chart.yaml": metadata(dependency("lib")),
      "Chart.lock": `${dependency("lib")}digest: sha256:${"a".repeat(64)}\ngenerated: "2026-01-02T03:04:05.678901+02:00"\n`,
      "charts/lib/Chart.yaml": subchart("lib"),
      "README.md": "Hello\n",
    },
    changed: "README.md",
  },
  {
    name: "a schema",
    files: {
      "Chart.yaml": metadata(),
      "values.yaml": "a: 1\n",
      "values.schema.json": '{ "type": "object" }\n',
    },
    changed: "values.schema.json",
  },
  {
    name: "ignored files",
    files: {
      "Chart.yaml": metadata(),
      ".helmignore": "# not these\n*.bak\n/docs/\n",
      "values.yaml.bak": "old\n",
      "docs/long.md": "long\n",
      "files/docs/kept.md": "kept\n",
    },
    changed: "files/docs/kept.md",
  },
  {
    name: "byte order marks",
    files: {
      "Chart.yaml": `${mark}${metadata()}`,
      "values.yaml": `${mark}a: 1\n`,
      "templates/a.yaml": `${mark}${template}`,
    },
    changed: "templates/a.yaml",
  },
  {
    name: "names beyond ASCII, and long ones",
    files: {
      "Chart.yaml": metadata("description: Grüße, 世界 🚀\n"),
      "files/größe-世界-🚀.txt": "x\n",
      [`files/${"long/".repeat(30)}name.txt`]: "y\n",
    },
    changed: "files/größe-世界-🚀.txt",
  },
  {
    name: "apiVersion v1 and requirements",
    files: {
      "Chart.yaml": "apiVersion: v1\nname: web\nversion: 1.0.0\n",
      "requirements.yaml": dependency("lib"),
      "requirements.lock": `${dependency("lib")}digest: sha256:${"b".repeat(64)}\ngenerated: "2026-01-02T03:04:05Z"\n`,
      "charts/lib/Chart.yaml": subchart("lib"),
    },
    changed: "requirements.yaml",
  },
  {
    name: "build metadata in its version",
    files: { "Chart.yaml": metadata("", "1.2.3+build.5"), "values.yaml": "a: 1\n" },
    changed: "values.yaml",
  },
];

/** Packages and pushes with Helm; gives the archive and the digest that Helm says it published. */
async function publishWithHelm(t: TestContext, helm: Helm, directory: string, place: string) {
  const archive = await packageWithHelm(helm, directory, await temporaryDirectory(t));
  return { archive, digest: await pushWithHelm(helm, archive, place) };
}

/** One byte more in `file` is a conflict that names it as the archive does. */
async function conflictsWith(directory: string, file: string, named: string, place: string): Promise<void> {
  await appendFile(path.join(directory, file), "\n");
  const { code, stderr } = await runCommand(["publish", directory, "--registry", `oci://${place}`]);
  assert.equal(code, 1, stderr);
  assert.ok(stderr.includes(`other content is published already: ${named} differs`), stderr);
}

for (const version of publishers) {
  test(`what Helm ${version} published of our charts is unchanged, and a change is a conflict`, async (t) => {
    await using registry = await dockerRegistryFor(t);
    const helm = await helmFor(t, version);
    if (registry === undefined || helm === undefined) return;
    for (const [index, { name, files, vendored, changed, named = changed }] of fixtures.entries()) {
      await t.test(name, async (u) => {
        const place = `${registry.host}/fixtures/${index}`;
        const directory = await writeFiles(path.join(await temporaryDirectory(u), "chart"), files);
        if (vendored !== undefined) {
          const source = await writeChart(await temporaryDirectory(u), vendored, "0.1.0");
          await mkdir(path.join(directory, "charts"));
          await packageWithHelm(helm, source, path.join(directory, "charts"));
        }
        const { archive, digest } = await publishWithHelm(u, helm, directory, place);
        for (const chart of [directory, archive]) {
          const published = await publishOne([chart, "--registry", `oci://${place}`]);
          assert.deepEqual([published.status, published.digest], ["unchanged", digest]);
        }
        await conflictsWith(directory, changed, named, place);
      });
    }
  });
}

test("of two versions of one dependency Helm's archive loses one, so that ours is a conflict", async (t) => {
  await using registry = await dockerRegistryFor(t);
  const helm = await helmFor(t, "4.1.4");
  if (registry === undefined || helm === undefined) return;
  const directory = await writeChart(await temporaryDirectory(t), "web", "1.0.0");
  for (const version of ["0.1.0", "0.2.0"]) {
    const source = await writeChart(await temporaryDirectory(t), "lib", version);
    await mkdir(path.join(directory, "charts"), { recursive: true });
    await packageWithHelm(helm, source, path.join(directory, "charts"));
  }
  const place = `${registry.host}/fixtures/both`;
  const { digest } = await publishWithHelm(t, helm, directory, place);
  const { code, stderr } = await runCommand(["publish", directory, "--registry", `oci://${place}`]);
  assert.equal(code, 1);
  assert.match(stderr, /the published archive cannot be compared \(.*web-1\.0\.0\.tgz/);
  assert.ok(stderr.includes(`the tag holds ${digest}`), stderr);
});

test("what Helm published of the corpus is unchanged, and a change is a conflict", {
  timeout: 900_000,
}, async (t) => {
  const corpus = await corpusFor(t);
  await using registry = await dockerRegistryFor(t);
  const helms: Helm[] = [];
  for (const version of publishers) {
    const helm = await helmFor(t, version);
    if (helm !== undefined) helms.push(helm);
  }
  if (corpus === undefined || registry === undefined || helms.length < publishers.length) return;
  await commitCorpus(corpus);
  assert.equal(corpus.charts.length, 51);
  await mapLimit(corpus.charts, 3, (chart) =>
    t.test(chart.id, (u) => isRecognised(u, chart, { registry, helms })),
  );
});

async function isRecognised(
  t: TestContext,
  { id, directory }: CorpusChart,
  { registry, helms }: { readonly registry: DockerRegistry; readonly helms: readonly Helm[] },
): Promise<void> {
  let place = "";
  for (const helm of helms) {
    place = `${registry.host}/corpus/${id.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-${helm.version}`;
    const { digest } = await publishWithHelm(t, helm, directory, place);
    const published = await publishOne([directory, "--registry", `oci://${place}`]);
    assert.deepEqual([published.status, published.digest], ["unchanged", digest]);
  }
  if (existsSync(path.join(directory, "values.yaml"))) {
    await conflictsWith(directory, "values.yaml", "values.yaml", place);
  }
}
