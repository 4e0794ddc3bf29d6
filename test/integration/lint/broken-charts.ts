/** A chart that renders on no cluster, or a reason to warn, and where each Helm's words must lead. */
export interface LintCase {
  /** The chart's name. */
  readonly name: string;
  /** Files beside those of `chartFiles`, or in their place. */
  readonly files: Readonly<Record<string, string>>;
  /** Each a place within the chart and what is said there; `error` fails the chart. */
  readonly says: readonly (readonly [severity: "error" | "warning", place: string, words: RegExp])[];
}

const integerReplicas = '{"type":"object","properties":{"replicas":{"type":"integer"}}}';
const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;

/** What every Helm from 3.9 on finds. */
export const lintCases: readonly LintCase[] = [
  { name: "fine", files: {}, says: [] },
  {
    name: "library",
    files: {
      "Chart.yaml": "apiVersion: v2\nname: library\nversion: 1.0.0\ntype: library\n",
      "templates/greeting.yaml": "",
    },
    says: [],
  },
  {
    name: "nil-pointer",
    files: { "templates/x.yaml": configMap("{{ .Values.a.b.c }}") },
    says: [
      [
        "error",
        "templates/x.yaml:4:19",
        /cannot evaluate \.Values\.a\.b\.c: nil pointer evaluating interface/,
      ],
    ],
  },
  {
    name: "included",
    files: {
      "templates/_h.tpl": '{{- define "h" }}\n{{ .Values.a.b }}\n{{- end }}\n',
      "templates/x.yaml": configMap('{{ include "h" . }}'),
    },
    says: [["error", "templates/_h.tpl:2:11", /nil pointer .*, on the way from templates\/x\.yaml:4\./]],
  },
  {
    name: "unclosed",
    files: { "templates/x.yaml": "{{ if .Values.greeting }}\na: 1\n" },
    says: [["error", "templates/x.yaml:3:1", /it is no template: unexpected EOF/]],
  },
  {
    name: "unknown-function",
    files: { "templates/x.yaml": "a: 1\nb: {{ upperr .Values.greeting }}\n" },
    says: [["error", "templates/x.yaml:2:1", /it is no template: function "upperr" not defined/]],
  },
  {
    name: "indented",
    files: { "templates/x.yaml": `${configMap("a")} b: c\n` },
    says: [["error", "templates/x.yaml:5:1", /it is no YAML: did not find expected key/]],
  },
  {
    name: "rendered",
    files: { "templates/x.yaml": `${configMap("{{ .Release.Name }}")} b: c\n` },
    says: [
      [
        "error",
        "templates/x.yaml",
        /what it renders to is no YAML: did not find expected key, in line 4 of it/,
      ],
    ],
  },
  {
    name: "notes",
    files: { "templates/NOTES.txt": "Hello\n{{ .Values.a.b }}\n" },
    says: [["error", "templates/NOTES.txt:2:11", /nil pointer/]],
  },
  {
    name: "values-file",
    files: {
      "values.schema.json": integerReplicas,
      "ci/good-values.yaml": "replicas: 2\n",
      "ci/many-values.yaml": "# many\nreplicas: many\n",
      "ci/torn,up-values.yaml": "replicas: [\n",
    },
    says: [
      [
        "error",
        "ci/many-values.yaml:2:1",
        /the value replicas is not what values\.schema\.json wants: .*integer/,
      ],
      ["error", "ci/torn,up-values.yaml:1:1", /it is no YAML: did not find expected node content/],
    ],
  },
  {
    name: "default-value",
    files: { "values.schema.json": integerReplicas, "values.yaml": "greeting: hello\nreplicas: many\n" },
    says: [
      ["error", "values.yaml:2:1", /the value replicas is not what values\.schema\.json wants: .*integer/],
    ],
  },
  {
    name: "schema",
    files: { "values.schema.json": '{"type":"objekt"}' },
    says: [["error", "values.schema.json", /it is no JSON schema: /]],
  },
  {
    name: "subchart",
    files: {
      "Chart.yaml":
        "apiVersion: v2\nname: subchart\nversion: 1.0.0\ndependencies:\n- name: sub\n  version: 1.0.0\n",
      "charts/sub/Chart.yaml": "apiVersion: v2\nname: sub\nversion: 1.0.0\n",
      "charts/sub/values.schema.json": integerReplicas,
      "charts/sub/templates/x.yaml": configMap("x"),
      "values.yaml": "greeting: hello\nsub:\n  replicas: many\n",
    },
    says: [["error", "values.yaml:3:3", /the value sub\.replicas is not what values\.schema\.json wants/]],
  },
  {
    name: "required",
    files: { "templates/x.yaml": configMap('{{ required "name the map" .Values.map }}') },
    says: [
      [
        "warning",
        "templates/x.yaml:4:12",
        /name the map\.[\s\S]*Fix: Put values .* ci\/default-values\.yaml/,
      ],
    ],
  },
  {
    name: "required-still",
    files: {
      "templates/x.yaml": configMap('{{ required "name the map" .Values.map }}'),
      "ci/map-values.yaml": "map: x\n",
      "ci/none-values.yaml": "other: x\n",
    },
    says: [["error", "templates/x.yaml:4:12", /name the map \(with .*ci\/none-values\.yaml\)/]],
  },
  {
    name: "required-by-schema",
    files: { "values.schema.json": '{"required":["map"]}' },
    says: [["warning", "values.yaml", /the values are not what values\.schema\.json wants: .*map/]],
  },
  {
    name: "deprecated",
    files: { "templates/x.yaml": "apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata:\n  name: x\n" },
    says: [["warning", "templates/x.yaml", /extensions\/v1beta1 Ingress is deprecated/]],
  },
];
