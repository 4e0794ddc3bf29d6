import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { PublishError } from "../../src/errors.ts";
import { temporaryDirectory, writeFiles } from "../support/chart.ts";
import { completed } from "../support/completed.ts";

const chartYaml = (name: string, dependencies = "", version = "1.0.0"): string =>
  `apiVersion: v2\nname: ${name}\nversion: ${version}\n${dependencies}`;
const one = (name: string, version: string, repository: string): string =>
  `dependencies:\n  - name: ${name}\n    version: "${version}"\n    repository: ${JSON.stringify(repository)}\n`;

interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly message: RegExp;
  /** Line of app/Chart.yaml, unless `file` says otherwise. */
  readonly line: number;
  readonly file?: string;
}

const cases: readonly Case[] = [
  {
    name: "a stale lock is refused in Helm's words",
    files: {
      "app/Chart.yaml": chartYaml("app", one("lib", "1.0.0", "file://../lib")),
      "app/Chart.lock": `dependencies:\n- name: lib\n  repository: file://../lib\n  version: 1.0.0\ndigest: sha256:${"0".repeat(64)}\n`,
      "lib/Chart.yaml": chartYaml("lib"),
    },
    message:
      /the lock file \(Chart\.lock\) is out of sync with the dependencies file \(Chart\.yaml\)\. Please update/,
    line: 5,
  },
  {
    name: "so is a v1 chart's",
    files: {
      "app/Chart.yaml": "apiVersion: v1\nname: app\nversion: 1.0.0\n",
      "app/requirements.yaml": one("lib", "1.0.0", "file://../lib"),
      "app/requirements.lock": "dependencies: []\ndigest: none\n",
    },
    message:
      /the lock file \(requirements\.lock\) is out of sync with the dependencies file \(requirements\.yaml\)/,
    line: 2,
    file: "app/requirements.yaml",
  },
  {
    name: "a directory that is not there",
    files: { "app/Chart.yaml": chartYaml("app", one("lib", "1.0.0", "file://../lib")) },
    message: /could not find lib: directory .*lib not found/,
    line: 5,
  },
  {
    name: "a version that does not fit",
    files: {
      "app/Chart.yaml": chartYaml("app", one("lib", "^2", "file://../lib")),
      "lib/Chart.yaml": chartYaml("lib"),
    },
    message: /could not find lib: file:\/\/\.\.\/lib has version "1\.0\.0", which does not satisfy "\^2"/,
    line: 5,
  },
  {
    name: "a version that is no range",
    files: { "app/Chart.yaml": chartYaml("app", one("lib", "latest", "file://../lib")) },
    message: /could not find lib: "latest" is neither a version nor a range/,
    line: 5,
  },
  {
    name: "no version at all",
    files: { "app/Chart.yaml": chartYaml("app", one("lib", "", "file://../lib")) },
    message: /could not find lib: it has no version/,
    line: 5,
  },
  {
    name: "a chart of another name",
    files: {
      "app/Chart.yaml": chartYaml("app", one("lib", "1.0.0", "file://../lib")),
      "lib/Chart.yaml": chartYaml("other"),
    },
    message: /could not find lib: file:\/\/\.\.\/lib holds a chart called "other"/,
    line: 5,
  },
  {
    name: "a chart that depends on itself",
    files: { "app/Chart.yaml": chartYaml("app", one("app", "1.0.0", "file://.")) },
    message: /could not find app: the chart depends on itself/,
    line: 5,
  },
  {
    name: "a circle of charts",
    files: {
      "app/Chart.yaml": chartYaml("app", one("lib", "1.0.0", "file://../lib")),
      "lib/Chart.yaml": chartYaml("lib", one("app", "1.0.0", "file://../app")),
    },
    message: /in dependency lib: could not find app: it depends on itself: app → lib → app/,
    line: 5,
    file: "lib/Chart.yaml",
  },
  {
    name: "a dependency without repository that is not in charts/",
    files: { "app/Chart.yaml": chartYaml("app", one("lib", "1.0.0", "")) },
    message: /could not find lib: it has no repository, and there is no .*app\/charts\/lib\/Chart\.yaml/,
    line: 5,
  },
  {
    name: "a repository of a kind that nobody speaks",
    files: { "app/Chart.yaml": chartYaml("app", one("lib", "1.0.0", "s3://charts")) },
    message: /could not find lib: "s3:\/\/charts" is no repository/,
    line: 5,
  },
  {
    name: "a repository by a name that Helm was not told",
    files: { "app/Chart.yaml": chartYaml("app", one("lib", "1.0.0", "@stable")) },
    message: /no repository definition for @stable\. Please add the missing repos via 'helm repo add'/,
    line: 7,
  },
  {
    name: "a fault in the chart of a dependency",
    files: {
      "app/Chart.yaml": chartYaml("app", one("lib", "1.0.0", "file://../lib")),
      "lib/Chart.yaml": "apiVersion: v2\nname: lib\nversion: x\n",
    },
    message: /in dependency lib: version "x" is invalid/,
    line: 3,
    file: "lib/Chart.yaml",
  },
];

for (const { name, files, message, line, file = "app/Chart.yaml" } of cases) {
  test(`${name}: an error that names the line`, async (t) => {
    const root = await writeFiles(await temporaryDirectory(t), files);
    const error = await completed(path.join(root, "app")).then(
      () => assert.fail("it is taken"),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof PublishError, String(error));
    assert.match(error.message, message);
    const [problem] = error.problems;
    assert.deepEqual([problem?.location?.file, problem?.location?.line], [path.join(root, file), line]);
    assert.ok(problem?.hint);
  });
}

test("all dependencies that cannot be had are told together", async (t) => {
  const both = `${one("lib", "1.0.0", "file://../lib")}  - name: b\n    version: "1"\n    repository: file://../b\n`;
  const root = await writeFiles(await temporaryDirectory(t), { "app/Chart.yaml": chartYaml("app", both) });
  await assert.rejects(completed(path.join(root, "app")), (error: PublishError) => {
    assert.deepEqual(
      error.problems.map(({ location }) => location?.line),
      [5, 8],
    );
    return true;
  });
});
