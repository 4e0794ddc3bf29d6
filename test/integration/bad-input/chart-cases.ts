import { chmod, mkdir, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { writeChart } from "../../support/chart.ts";
import type { BadInput } from "./scene.ts";

const asRoot = (): string | false =>
  process.getuid?.() === 0 || process.platform === "win32" ? "root and Windows may read every file" : false;

/** Charts that cannot be found, read or published. */
export const chartCases: readonly BadInput[] = [
  {
    name: "no chart anywhere",
    code: 2,
    arrange: async ({ directory }) => {
      await rm(path.join(directory, "charts"), { recursive: true });
      return undefined;
    },
    says: [/Could not find the charts/, /no Chart\.yaml in/, /Fix: Set charts to/],
  },
  {
    name: "a directory without Chart.yaml",
    code: 2,
    options: { charts: "charts" },
    says: [/“charts” is a directory without Chart\.yaml/, /Fix: Name a directory with a Chart\.yaml/],
  },
  {
    name: "charts that are not there, and one that is no chart",
    code: 2,
    options: { charts: "charts/wbe\ncharts/web/values.yaml" },
    says: [/“charts\/wbe” does not exist/, /“charts\/web\/values\.yaml” is a file, but no \.tgz/, /Fix: /],
  },
  {
    name: "a glob that matches nothing",
    code: 2,
    options: { charts: "deploy/*" },
    says: [/“deploy\/\*” matches nothing/, /Fix: .*Is the repository checked out\?/],
  },
  {
    name: "a glob that matches no chart",
    code: 2,
    options: { charts: "charts/web/*" },
    says: [/matches 3 paths, but none is a chart/, /Fix: A chart is/],
  },
  {
    name: "a pattern that leaves no chart",
    code: 2,
    options: { charts: "charts/*\n!charts/web" },
    says: [/leave no chart of charts\/\*/, /Fix: /],
  },
  {
    name: "two charts with one name and version",
    code: 2,
    arrange: async ({ directory }) => {
      await writeChart(path.join(directory, "charts/copy"), "web", "1.0.0");
      return undefined;
    },
    says: [
      /charts\/copy\/web and charts\/web would both become .*\/charts\/web:1\.0\.0/,
      /Fix: Give one of them/,
    ],
  },
  {
    name: "a Chart.yaml that may not be read",
    code: 1,
    skip: asRoot,
    arrange: async ({ directory }) => {
      await chmod(path.join(directory, "charts/web/Chart.yaml"), 0);
      return undefined;
    },
    says: [/charts\/web\/Chart\.yaml/, /permission denied/, /Fix: /],
  },
  {
    name: "a Chart.yaml that is a directory",
    code: 1,
    arrange: async ({ directory }) => {
      await rm(path.join(directory, "charts/web/Chart.yaml"));
      await mkdir(path.join(directory, "charts/web/Chart.yaml"));
      return undefined;
    },
    says: [/charts\/web/, /Chart\.yaml file is missing/, /Fix: /],
  },
  {
    name: "a Chart.yaml that is ignored",
    code: 1,
    arrange: ({ write }) => write({ "charts/web/.helmignore": "*.yaml\n" }),
    says: [/Chart\.yaml file is missing/, /Fix: .*\.helmignore/],
  },
  {
    name: "invalid YAML",
    code: 1,
    arrange: ({ chartYaml }) => chartYaml('apiVersion: v2\nname: web\nversion: "1.0.0\ndescription: x\n'),
    says: [/charts\/web\/Chart\.yaml:\d+:\d+: /, /Could not load the chart charts\/web/, /\n *\^/, /Fix: /],
  },
  {
    name: "a tab in YAML",
    code: 1,
    arrange: ({ chartYaml }) =>
      chartYaml("apiVersion: v2\nname: web\nversion: 1.0.0\nmaintainers:\n\t- name: x\n"),
    says: [/charts\/web\/Chart\.yaml:\d+:\d+: /, /\n *\^/, /Fix: /],
  },
  {
    name: "YAML that is no mapping",
    code: 1,
    arrange: ({ chartYaml }) => chartYaml("- web\n- 1.0.0\n"),
    says: [/charts\/web\/Chart\.yaml:1/, /Fix: Make this file a map/],
  },
  {
    name: "a Chart.yaml that is not UTF-8",
    code: 1,
    arrange: ({ write }) => write({ "charts/web/Chart.yaml": Buffer.from("name: w\xe9b\n", "latin1") }),
    says: [/Chart\.yaml is not UTF-8/, /Fix: .*UTF-8/],
  },
  {
    name: "several faults of one Chart.yaml",
    code: 1,
    arrange: ({ chartYaml }) => chartYaml("name: Web_\nversion: 1.2.3.4\ntype: app\n"),
    says: [/name "Web_"/, /version "1\.2\.3\.4" is invalid/, /type must be/, /Fix: Write a semantic version/],
  },
  {
    name: "a name in upper case",
    code: 1,
    arrange: ({ chartYaml }) => chartYaml("apiVersion: v2\nname: Web\nversion: 1.0.0\n"),
    says: [/Chart\.yaml:2:7/, /no registry takes it/, /Fix: .*`name: web`/i],
  },
  {
    name: "a version that is too long for a tag",
    code: 1,
    arrange: ({ chartYaml }) => chartYaml(`apiVersion: v2\nname: web\nversion: 1.0.0-${"a".repeat(130)}\n`),
    says: [/Chart\.yaml:3:10/, /136 characters, a tag may have 128/, /Fix: shorten/i],
  },
  {
    name: "dependencies that are not vendored",
    code: 1,
    options: { dependencies: "skip" },
    arrange: ({ chartYaml }) =>
      chartYaml(
        "apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies:\n  - name: redis\n    version: 1.x\n    repository: oci://example.com/charts\n  - name: db\n    version: 2.x\n",
      ),
    says: [
      /Chart\.yaml:5/,
      /missing in charts\/ directory: redis, db/,
      /Fix: .*helm dependency build charts\/web/i,
    ],
  },
  {
    name: "a dependency that is nowhere",
    code: 1,
    arrange: ({ chartYaml }) =>
      chartYaml("apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies:\n  - name: db\n    version: 2.x\n"),
    says: [/Chart\.yaml:5/, /could not find db: it has no repository/, /Fix: Add its `repository`/],
  },
  {
    name: "a broken chart inside the chart",
    code: 1,
    arrange: ({ write }) => write({ "charts/web/charts/db/Chart.yaml": "apiVersion: v2\nname: db\n" }),
    says: [/in subchart charts\/db/, /version is required/, /Fix: /],
  },
  {
    name: "a broken values.yaml",
    code: 1,
    arrange: ({ write }) => write({ "charts/web/values.yaml": "a: [1\nb: 2\n" }),
    says: [/values\.yaml:\d+:\d+/, /Fix: /],
  },
  {
    name: "a link that leaves the chart",
    code: 1,
    skip: () => process.platform === "win32" && "links need a right on Windows",
    arrange: async ({ directory }) => {
      await symlink("/etc/hostname", path.join(directory, "charts/web/templates/host.yaml"));
      return undefined;
    },
    says: [/host\.yaml/, /Fix: /],
  },
  {
    name: "a file that is too large for Helm",
    code: 1,
    arrange: ({ write }) => write({ "charts/web/files/video.bin": Buffer.alloc(5 * 1024 * 1024 + 1) }),
    says: [/video\.bin/, /5/, /Fix: /],
  },
];
