import { symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { chartFiles, writeChart, writeFiles } from "../../support/chart.ts";

/** An annotation. */
export interface Said {
  /** From the root of the repository: `path:line`, or the path of what has no lines. */
  readonly place: string;
  readonly words: RegExp;
  /** The whole advice. */
  readonly fix: string;
  /** An error where left out, which fails the run. */
  readonly level?: "warning";
}

/** A pull request that must not be merged as it is. */
export interface BrokenPullRequest {
  /** What is wrong with it. */
  readonly what: string;
  /** Files at the base, below `deploy/charts`, besides charts web and lib 1.0.0. */
  readonly before?: Readonly<Record<string, string>>;
  /** What web 1.1.0 was published with already. */
  readonly published?: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Makes the change below `charts`. */
  readonly change: (charts: string, host: string) => Promise<unknown>;
  /** 1 for errors, 0 for warnings where left out. */
  readonly exitCode?: 2;
  /** The annotations, in order. */
  readonly says: readonly Said[];
}

const chart = (name: string, version: string, more = "") =>
  `apiVersion: v2\nname: ${name}\nversion: ${version}\ndescription: A chart for tests\n${more}`;
const needs = (name: string, version = "1.0.0") =>
  `dependencies:\n  - name: ${name}\n    version: ${version}\n    repository: file://../${name}\n`;
const changeWeb = (files: Readonly<Record<string, string>>) => (charts: string) =>
  writeChart(charts, "web", "1.1.0", files);

const lock =
  "dependencies:\n- name: lib\n  repository: file://../lib\n  version: 1.0.0\n" +
  "digest: sha256:81e4d27d3aaa5cbe0198082d06385b6bdc0edaf745cd30ed3702f265980ccc62\n" +
  'generated: "2026-01-01T00:00:00Z"\n';
const configMap = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ";
const pod =
  "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n" +
  '      image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"\n';
const changes =
  "annotations:\n  artifacthub.io/license: Apache-2.0\n  artifacthub.io/changes: |\n    - kind: improved\n      description: Faster\n";

/** The dozen, and two more. Line breaks in files are those of the places below. */
export const brokenPullRequests: readonly BrokenPullRequest[] = [
  {
    what: "a conflict",
    published: { "values.yaml": "greeting: hi from another branch\n" },
    change: changeWeb({ "values.yaml": "greeting: good day\n" }),
    says: [
      {
        place: "deploy/charts/web/Chart.yaml:3",
        words:
          /^Could not publish web 1\.1\.0 at \S+: other content is published already: values\.yaml differs; /,
        fix: "Bump version in deploy/charts/web/Chart.yaml, or set if-exists: overwrite to replace what others may have pinned.",
      },
    ],
  },
  {
    what: "a stale lock",
    before: {
      "web/Chart.yaml": chart("web", "1.0.0", needs("lib")),
      "web/Chart.lock": lock,
    },
    change: changeWeb({ "Chart.yaml": chart("web", "1.1.0", needs("lib", "^1.0.0")) }),
    says: [
      {
        place: "deploy/charts/web/Chart.yaml:6",
        words:
          /the lock file \(Chart\.lock\) is out of sync with the dependencies file \(Chart\.yaml\).*\n {2}- name: lib\n/,
        fix: "Run `helm dependency update deploy/charts/web` and commit Chart.lock, or set dependencies: update.",
      },
    ],
  },
  {
    what: "a lint error",
    change: changeWeb({
      "templates/web.yaml":
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template: {}\n",
    }),
    says: [
      {
        place: "deploy/charts/web/templates/web.yaml:4",
        words:
          /a Deployment must contain matchLabels or matchExpressions, and "web" does not\.\n {2}name: web\n {2}\^/,
        fix: "Add `spec.selector` with the labels of its pods: `matchLabels: {app: …}`.",
      },
    ],
  },
  {
    what: "a manifest that is no YAML",
    change: changeWeb({ "templates/map.yaml": `${configMap}web\n indented: x\n` }),
    says: [
      {
        place: "deploy/charts/web/templates/map.yaml:5",
        words: /it is no YAML: did not find expected key\.\n indented: x\n/,
        fix: "Correct the indentation, the brackets or the quotes there.",
      },
    ],
  },
  {
    what: "a schema error",
    before: { "web/values.schema.json": '{"properties":{"replicas":{"type":"integer"}}}\n' },
    change: changeWeb({ "values.yaml": "greeting: hello\nreplicas: many\n" }),
    says: [
      {
        place: "deploy/charts/web/values.yaml:2",
        words:
          /the value replicas is not what values\.schema\.json wants: got string, want integer\.\nreplicas: many\n/,
        fix: "Correct the value, or what values.schema.json says of it.",
      },
    ],
  },
  {
    what: "an unchanged version",
    change: (charts) => writeChart(charts, "web", "1.0.0", { "values.yaml": "greeting: hi\n" }),
    says: [
      {
        place: "deploy/charts/web/Chart.yaml:3",
        words:
          /^Could not take web 1\.0\.0: [0-9a-f]{7} has the same version with other content\. Changed: values\.yaml\./,
        fix: "Set version: 1.0.1 or higher in deploy/charts/web/Chart.yaml. If versions need not rise, set check-version: off.",
      },
    ],
  },
  {
    what: "a missing image",
    inputs: { "check-images": "fail" },
    change: (charts, host) =>
      writeChart(charts, "web", "1.1.0", {
        "values.yaml": `greeting: hello\nimage:\n  repository: ${host}/acme/web\n  tag: 1.2.3\n`,
        "templates/pod.yaml": pod,
      }),
    says: [
      {
        place: "deploy/charts/web/values.yaml:3",
        words: /the image "127\.0\.0\.1:\d+\/acme\/web:1\.2\.3" does not exist\.\n {2}repository: /,
        fix: "Push it first, or correct its name or tag.",
      },
    ],
  },
  {
    what: "a bad annotation",
    change: changeWeb({ "Chart.yaml": chart("web", "1.1.0", changes) }),
    says: [
      {
        place: "deploy/charts/web/Chart.yaml:8",
        level: "warning",
        words:
          /^Artifact Hub does not understand artifacthub\.io\/changes: this is no kind of change\.\n {4}- kind: improved\n/,
        fix: "Write one of added, changed, deprecated, removed, fixed, security.",
      },
    ],
  },
  {
    what: "a duplicate chart",
    change: (charts) => writeFiles(path.join(charts, "web-copy"), chartFiles("web", "1.0.0")),
    exitCode: 2,
    says: [
      {
        place: "deploy/charts/web-copy/Chart.yaml:3",
        words: /charts\/web and charts\/web-copy would both become \S+\/charts\/web:1\.0\.0\./,
        fix: "Give one of them another name or version, or leave one out: exclude: charts/web-copy.",
      },
    ],
  },
  {
    what: "a symlink escape",
    change: async (charts) => {
      await writeChart(charts, "web", "1.1.0");
      await symlink("../../../../../../../etc/hostname", path.join(charts, "web/templates/host.txt"));
    },
    says: [
      {
        place: "deploy/charts/web/templates/host.txt",
        words:
          /symbolic link "templates\/host\.txt" leads out of \S+, to \/etc\/hostname: Helm would follow it and publish what is there/,
        fix: "Copy the file into the chart, or remove the link.",
      },
    ],
  },
  {
    what: "a huge file",
    change: async (charts) => {
      await writeChart(charts, "web", "1.1.0");
      await writeFile(path.join(charts, "web/dump.sql"), Buffer.alloc(6 * 1024 * 1024));
    },
    says: [
      {
        place: "deploy/charts/web/dump.sql",
        words: /file "dump\.sql" has 6291456 bytes, more than the 5242880 that Helm reads/,
        fix: "Leave it out with a rule in .helmignore, or move it.",
      },
    ],
  },
  {
    what: "a template error",
    change: changeWeb({ "templates/map.yaml": `${configMap}{{ upperr .Values.greeting }}\n` }),
    says: [
      {
        place: "deploy/charts/web/templates/map.yaml:4",
        words: /it is no template: function "upperr" not defined\.\n {2}name: /,
        fix: "Correct its name, or `include` a template of that name.",
      },
    ],
  },
  {
    what: "a value that is nowhere set",
    change: changeWeb({ "templates/map.yaml": `${configMap}{{ .Values.image.tag }}\n` }),
    says: [
      {
        place: "deploy/charts/web/templates/map.yaml:4",
        words: /cannot evaluate \.Values\.image\.tag: nil pointer/,
        fix: "Set what it looks for in values.yaml, or guard it: `{{ with .Values.a }}{{ .b }}{{ end }}`.",
      },
    ],
  },
  {
    what: "a dependency cycle",
    change: async (charts) => {
      await writeChart(charts, "web", "1.1.0", {
        "Chart.yaml": chart("web", "1.1.0", needs("lib", "1.1.0")),
      });
      await writeChart(charts, "lib", "1.1.0", {
        "Chart.yaml": chart("lib", "1.1.0", needs("web", "1.1.0")),
      });
    },
    says: [
      {
        place: "deploy/charts/web/Chart.yaml:6",
        words:
          /dependencies of deploy\/charts\/lib: .* depends on itself: lib → web → lib\.\n {2}- name: lib\n/,
        fix: "Remove one of these dependencies.",
      },
      {
        place: "deploy/charts/lib/Chart.yaml:6",
        words:
          /dependencies of deploy\/charts\/web: .* depends on itself: web → lib → web\.\n {2}- name: web\n/,
        fix: "Remove one of these dependencies.",
      },
    ],
  },
];
