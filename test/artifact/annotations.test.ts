import assert from "node:assert/strict";
import test from "node:test";
import { type AnnotationOptions, buildAnnotations } from "../../src/artifact/annotations.ts";
import type { Metadata } from "../../src/chart/metadata.ts";

const oci = (name: string): string => `org.opencontainers.image.${name}`;
const plain: Metadata = { name: "web", version: "1.0.0+b.1", apiVersion: "v2" };
const always = [
  [oci("title"), "web"],
  [oci("version"), "1.0.0+b.1"],
] as const;
const provided = { created: "2024-01-01T00:00:00Z", source: "https://git.example/web", revision: "abc" };

interface Case {
  readonly name: string;
  readonly metadata?: Partial<Metadata>;
  readonly options?: AnnotationOptions;
  /** Besides title and version, by the last part of their key. */
  readonly expected: Readonly<Record<string, string>>;
}

const cases: readonly Case[] = [
  { name: "title and version are always there", expected: {} },
  {
    name: "description and home",
    metadata: { description: "A <web>", home: "https://web.example" },
    expected: { description: "A <web>", url: "https://web.example" },
  },
  { name: "a blank description is left out", metadata: { description: "  " }, expected: {} },
  { name: "the first source only", metadata: { sources: ["s1", "s2"] }, expected: { source: "s1" } },
  {
    name: "authors with what they have",
    metadata: {
      maintainers: [{ name: "Ann", email: "a@x" }, { name: "Bob" }, { email: "c@x" }, { url: "u" }],
    },
    expected: { authors: "Ann (a@x), Bob,  (c@x), " },
  },
  { name: "authors of whom nothing is known", metadata: { maintainers: [{ url: "u" }] }, expected: {} },
  { name: "what we know of the commit is added", options: provided, expected: provided },
  {
    name: "the chart's own source stays",
    metadata: { sources: ["s1"] },
    options: provided,
    expected: { ...provided, source: "s1" },
  },
  {
    name: "the chart's own annotations stay, empty ones too",
    metadata: {
      annotations: new Map([
        [oci("created"), "2001-01-01T00:00:00Z"],
        [oci("source"), ""],
        [oci("revision"), "mine"],
        [oci("licenses"), "Apache-2.0"],
      ]),
    },
    options: provided,
    expected: { created: "2001-01-01T00:00:00Z", source: "", revision: "mine", licenses: "Apache-2.0" },
  },
  {
    name: "Chart.yaml changes neither title nor version",
    metadata: {
      annotations: new Map([
        [oci("title"), "x"],
        [oci("version"), "9"],
      ]),
    },
    expected: {},
  },
  {
    name: "what the user asks for goes before all",
    metadata: { sources: ["s1"], annotations: new Map([[oci("revision"), "mine"]]) },
    options: {
      ...provided,
      extra: new Map([
        [oci("source"), "x"],
        [oci("revision"), ""],
        [oci("vendor"), "v"],
      ]),
    },
    expected: { created: provided.created, source: "x", revision: "", vendor: "v" },
  },
];

for (const { name, metadata, options, expected } of cases) {
  test(`annotations: ${name}`, () => {
    const own = Object.entries(expected).map(([key, value]) => [oci(key), value] as const);
    const annotations = buildAnnotations({ ...plain, ...metadata }, options);
    assert.deepEqual(annotations, new Map([...always, ...own]));
    assert.deepEqual([...annotations.keys()], [...annotations.keys()].sort());
  });
}

test("title and version cannot be asked for", () => {
  const extra = new Map([
    [oci("title"), "x"],
    [oci("vendor"), "v"],
    [oci("version"), "9"],
  ]);
  assert.throws(() => buildAnnotations(plain, { extra }), {
    code: "USAGE",
    message: `Could not annotate web: ${oci("title")} and ${oci("version")} cannot be set.`,
    hint: /Chart\.yaml/,
  });
});
