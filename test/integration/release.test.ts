import assert from "node:assert/strict";
import { appendFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { digestOf } from "../../src/digest.ts";
import type { ChartJson } from "../../src/report/json.ts";
import { writeChart } from "../support/chart.ts";
import type { CommandResult } from "../support/command.ts";
import { makeKey } from "../support/pgp-keys.ts";
import { releaseJobFor } from "../support/release-job.ts";

function chartsOf({ stdout, stderr }: CommandResult): readonly ChartJson[] {
  assert.notEqual(stdout, "", stderr);
  return JSON.parse(stdout).charts;
}

test("each chart has a release of its own, with the archive that the registry holds, at the commit of the run", async (t) => {
  const { github, registry, repository, run } = await releaseJobFor(t);
  const result = await run();
  assert.equal(result.code, 0, result.stderr);
  const charts = chartsOf(result);
  const head = await repository.git("rev-parse", "HEAD");
  assert.deepEqual(
    [...github.tags].map(([tag, { sha }]) => [tag, sha]),
    [
      ["api-1.0.0", head],
      ["web-1.0.0", head],
    ],
  );
  for (const [index, { name, releaseUrl, chartDigest, digest }] of charts.entries()) {
    assert.equal(releaseUrl, `https://github.com/octo/charts/releases/tag/${name}-1.0.0`);
    const release = github.releases[index];
    assert.deepEqual(
      release?.assets.map((asset) => asset.name),
      [`${name}-1.0.0.tgz`],
    );
    const blob = await fetch(`http://${registry.host}/v2/charts/${name}/blobs/${chartDigest}`);
    assert.deepEqual(release?.assets[0]?.bytes, Buffer.from(await blob.arrayBuffer()));
    assert.ok(
      release?.notes.includes(`helm install ${name} oci://${registry.host}/charts/${name}@${digest}`),
    );
  }
  assert.match(result.stderr, /web 1\.0\.0: release web-1\.0\.0 released https:/);
});

test("a re-run leaves the releases alone, and names them", async (t) => {
  const { github, run } = await releaseJobFor(t);
  await run();
  const before = github.view();
  github.log.length = 0;
  const again = chartsOf(await run());
  assert.deepEqual(
    again.map(({ status }) => status),
    ["unchanged", "unchanged"],
  );
  assert.equal(again[1]?.releaseUrl, "https://github.com/octo/charts/releases/tag/web-1.0.0");
  assert.deepEqual(github.log, ["GET releases/tags/api-1.0.0", "GET releases/tags/web-1.0.0"]);
  assert.deepEqual(github.view(), before);
});

test("what a later run on another commit finds half done it completes", async (t) => {
  const { github, repository, run } = await releaseJobFor(t);
  github.fault = (_, { method }) =>
    method === "PATCH" ? { status: 400, body: { message: "stop" } } : undefined;
  const half = await run();
  assert.equal(half.code, 1);
  assert.match(
    half.stderr,
    /web 1\.0\.0 is published \(.*@sha256:[0-9a-f]{64}\), but not its release web-1\.0\.0/,
  );
  assert.match(half.stderr, /Run again: what is there stays/);
  assert.deepEqual(
    chartsOf(half).map(({ status }) => status),
    ["failed", "failed"],
  );
  github.fault = undefined;
  await repository.commit("more", "2026-05-05T00:00:00Z");
  const after = chartsOf(await run());
  assert.deepEqual(
    after.map(({ status }) => status),
    ["unchanged", "unchanged"],
  );
  assert.deepEqual(
    github.releases.map(({ isDraft, tag }) => [isDraft, tag]),
    [
      [false, "api-1.0.0"],
      [false, "web-1.0.0"],
    ],
  );
});

test("the notes list the commits that touched the chart since its own tag, and nothing else", async (t) => {
  const { github, repository, run } = await releaseJobFor(t);
  await run();
  await repository.git("tag", "web-1.0.0");
  const web = path.join(repository.directory, "charts/web");
  await appendFile(path.join(web, "values.yaml"), "# more\n");
  await repository.commit("web: <b>more</b> by @octocat", "2026-05-05T00:00:00Z");
  await appendFile(path.join(repository.directory, "charts/api/README.md"), "# more\n");
  await repository.commit("api: more", "2026-05-06T00:00:00Z");
  await writeChart(path.dirname(web), "web", "1.1.0");
  await repository.commit("web: 1.1.0", "2026-05-07T00:00:00Z");
  const result = await run(["charts/web"]);
  assert.equal(result.code, 0, result.stderr);
  const { notes = "" } = github.releases.find(({ tag }) => tag === "web-1.1.0") ?? {};
  const listed = notes.split("\n").filter((line) => line.startsWith("- "));
  assert.deepEqual(
    listed.map((line) => line.slice("- ".length + 41)),
    ["web&#58; 1.1.0", "web&#58; &#60;b&#62;more&#60;/b&#62; by &#64;&#8203;octocat"],
  );
  assert.match(notes, /https:\/\/github\.com\/octo\/charts\/compare\/web-1\.0\.0\.\.\.web-1\.1\.0/);
});

test("options set the tag, the notes and what is the latest", async (t) => {
  const { github, repository, run } = await releaseJobFor(t);
  await writeFile(path.join(repository.directory, "charts/web/NEWS.md"), "# News of web\n");
  const result = await run([
    ...["charts/web", "--release-tag", "charts/{name}/v{version}", "--make-latest", "true"],
    ...["--release-notes", "charts/{name}/NEWS.md", "--version", "2.0.0-rc.1"],
  ]);
  assert.equal(result.code, 0, result.stderr);
  const [release] = github.releases;
  assert.equal(release?.tag, "charts/web/v2.0.0-rc.1");
  assert.equal(release?.notes, "# News of web\n");
  assert.equal(release?.isPrerelease, true);
  assert.equal(release?.latest, "false");
});

test("a tag that somebody made earlier will do while the chart is the same there", async (t) => {
  const { github, repository, run } = await releaseJobFor(t);
  const [head, chartCommit] = [
    await repository.git("rev-parse", "HEAD"),
    await repository.git("rev-parse", "HEAD~1"),
  ];
  assert.notEqual(head, chartCommit);
  github.tags.set("web-1.0.0", { type: "commit", sha: chartCommit });
  assert.equal((await run(["charts/web"])).code, 0);
  github.tags.set("api-1.0.0", { type: "commit", sha: await repository.git("rev-parse", "HEAD~2") });
  const other = await run(["charts/api"]);
  assert.equal(other.code, 1);
  assert.match(other.stderr, /the tag points at commit/);
});

for (const words of [["--dry-run"], ["--push", "false"]]) {
  test(`${words.join(" ")} says what would be released, and asks GitHub nothing, for which it needs no token`, async (t) => {
    const { github, run } = await releaseJobFor(t);
    const result = await run(words, { HELM_OCI_PUBLISH_GITHUB_TOKEN: "", GITHUB_REPOSITORY: "" });
    assert.equal(result.code, 0, result.stderr);
    assert.match(result.stderr, /web 1\.0\.0: would be released on GitHub as web-1\.0\.0/);
    assert.deepEqual(github.log, []);
  });
}

test("a pull request releases nothing", async (t) => {
  const { github, run } = await releaseJobFor(t);
  const result = await run([], { GITHUB_EVENT_NAME: "pull_request" });
  assert.equal(result.code, 0, result.stderr);
  assert.deepEqual(github.log, []);
});

test("a release holds the archive and the provenance that were published, not those that this run would make", async (t) => {
  const { github, registry, run } = await releaseJobFor(t);
  const key = await makeKey("Ann");
  const before = await run(["charts/web", "--release=false"], {
    HELM_OCI_PUBLISH_PGP_KEY: key.armor(),
    SOURCE_DATE_EPOCH: "1000000000",
  });
  assert.equal(before.code, 0, before.stderr);
  assert.deepEqual(github.log, []);
  const [chart] = chartsOf(await run(["charts/web"]));
  assert.equal(chart?.status, "unchanged");
  const accept = "application/vnd.oci.image.manifest.v1+json";
  const url = `http://${registry.host}/v2/charts/web/manifests/1.0.0`;
  const manifest = await fetch(url, { headers: { accept } });
  const { layers }: { layers: { digest: string }[] } = JSON.parse(await manifest.text());
  const assets = github.releases[0]?.assets ?? [];
  assert.deepEqual(
    assets.map(({ name }) => name),
    ["web-1.0.0.tgz", "web-1.0.0.tgz.prov"],
  );
  assert.deepEqual(
    assets.map(({ bytes }) => digestOf(bytes)).sort(),
    layers.map(({ digest }) => digest).sort(),
  );
});
