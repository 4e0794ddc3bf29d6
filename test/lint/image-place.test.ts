import assert from "node:assert/strict";
import test from "node:test";
import { placeImage } from "../../src/lint/image-place.ts";

const template =
  "containers:\n  - name: a\n    image: {{ .Values.image.repository }}:{{ .Values.image.tag }}\n";

/** Where the fault of an image is told, given the chart's files and one values file. */
function placeOf(image: string, files: Readonly<Record<string, string>>, values = ""): string {
  const chart = {
    source: "charts/web",
    kind: "directory",
    name: "web",
    isLibrary: false,
    files: Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) })),
  } as const;
  const given = [{ file: "charts/web/ci/a-values.yaml", bytes: Buffer.from(values) }];
  const fault = { message: "gone", hint: "push it" };
  const { location } = placeImage(
    chart,
    { image, isSure: true, template: "templates/web.yaml" },
    given,
    fault,
  );
  return `${location?.file.replace("charts/web/", "")}:${location?.line}`;
}

const base = { "Chart.yaml": "name: web\n", "templates/web.yaml": template };
const cases: readonly (readonly [
  where: string,
  place: string,
  image: string,
  files: Record<string, string>,
  values?: string,
])[] = [
  [
    "in the template",
    "templates/web.yaml:1",
    "ghcr.io/acme/web:1",
    { ...base, "templates/web.yaml": 'image: "ghcr.io/acme/web:1"\n' },
  ],
  [
    "in values.yaml",
    "values.yaml:2",
    "ghcr.io/acme/web:1",
    { ...base, "values.yaml": "a:\n  image: ghcr.io/acme/web:1\n" },
  ],
  [
    "in the values file",
    "ci/a-values.yaml:1",
    "nginx:1",
    { ...base, "values.yaml": "image: nginx:1.2\n" },
    "image: nginx:1",
  ],
  [
    "by its repository",
    "values.yaml:3",
    "ghcr.io/acme/web:1",
    { ...base, "values.yaml": "image:\n  # repository: ghcr.io/acme/web\n  repository: ghcr.io/acme/web\n" },
  ],
  [
    "by its name, where the host is apart",
    "values.yaml:2",
    "ghcr.io/acme/web:1",
    { ...base, "values.yaml": "registry: ghcr.io\nrepository: 'acme/web' # ours\n" },
  ],
  [
    "in an annotation",
    "Chart.yaml:4",
    "ghcr.io/acme/web:1",
    {
      ...base,
      "Chart.yaml": "name: web\nannotations:\n  artifacthub.io/images: |\n    - image: ghcr.io/acme/web:1\n",
    },
  ],
  [
    "at the template's only image where it is put together",
    "templates/web.yaml:3",
    "ghcr.io/acme/web:1",
    base,
  ],
  [
    "at the template where it has several",
    "templates/web.yaml:undefined",
    "nginx:1",
    { ...base, "templates/web.yaml": template.repeat(2) },
  ],
  [
    "in Chart.yaml for a template that is packed away",
    "Chart.yaml:undefined",
    "nginx:1",
    { "Chart.yaml": "name: web\n" },
  ],
];
for (const [where, place, image, files, values] of cases) {
  test(`an image is told ${where}`, () => assert.equal(placeOf(image, files, values), place));
}
