import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";

const root = path.join(import.meta.dirname, "../src");

/** Which folder (or ring-0 file) of src each noun may import besides itself and ring 0. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  chart: [],
  oci: [],
  archive: ["chart"],
  artifact: ["chart", "archive", "oci"],
  github: ["oci"],
  signing: ["artifact", "github", "oci"],
  repository: ["chart", "oci"],
  dependency: ["chart", "archive", "artifact", "oci", "repository"],
  lint: ["chart"],
  diff: ["chart", "archive"],
  changes: [],
  report: [],
  options: [],
  commands: [
    "options",
    "chart",
    "archive",
    "artifact",
    "oci",
    "signing",
    "github",
    "dependency",
    "lint",
    "diff",
    "changes",
    "report",
  ],
};
const ring0 = ["errors", "digest", "secret", "io", "concurrency", "shell"];
const ring3 = ["action", "cli", "wire"];

interface Import {
  readonly file: string;
  readonly typeOnly: boolean;
  readonly target: string;
}

const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.replaceAll(path.sep, "/"))
  .sort();

const importPattern = /^(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)";?/gm;
const dynamicPattern = /\bimport\("([^"]+)"\)/g;

function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(root, file), "utf8");
  const found = [...text.matchAll(importPattern)].map((m) => ({
    file,
    typeOnly: m[1] !== undefined,
    target: m[2] ?? "",
  }));
  return found.concat(
    [...text.matchAll(dynamicPattern)].map((m) => ({ file, typeOnly: false, target: m[1] ?? "" })),
  );
}

const imports = files.flatMap(importsOf);
const noun = (file: string): string => file.split("/")[0]?.replace(/\.ts$/, "") ?? "";
const resolved = (i: Import): string =>
  path.posix.normalize(path.posix.join(path.posix.dirname(i.file), i.target));

test("the sources are found", () => {
  assert.ok(files.length > 10);
  assert.ok(imports.length > 10);
});

test("imports point down the rings", () => {
  const wrong = imports
    .filter((i) => i.target.startsWith("."))
    .map((i) => ({ from: noun(i.file), to: noun(resolved(i)), i }))
    .filter(({ from, to, i }) => {
      if (from === to || ring3.includes(from)) return ring3.includes(to) && from !== to && to !== "wire";
      if (ring0.includes(from)) return !ring0.includes(to);
      if (ring0.includes(to)) return false;
      if (from === "report" && i.typeOnly && !ring3.includes(to)) return false;
      return !(mayImport[from]?.includes(to) ?? false);
    })
    .map(({ i }) => `${i.file} imports ${i.target}`);
  assert.deepEqual(wrong, []);
});

test("there are no import cycles", () => {
  const edges = new Map(
    files.map((file) => [
      file,
      imports.filter((i) => i.file === file && i.target.startsWith(".") && !i.typeOnly).map(resolved),
    ]),
  );
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): void => {
    assert.ok(!trail.includes(file), `cycle: ${[...trail, file].join(" → ")}`);
    if (done.has(file)) return;
    for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
});

test("only the faces and wire.ts touch the process, the console, the toolkit or the clock", () => {
  const inner = files.filter((file) => !ring3.includes(noun(file)));
  const found = inner.flatMap((file) => {
    const code = readFileSync(path.join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    return [/@actions\//, /\bprocess\./, /\bconsole\./, /\bDate\.now\(/, /\bnew Date\(\)/, /\bMath\.random\(/]
      .filter((pattern) => pattern.test(code))
      .map((pattern) => `${file}: ${pattern.source}`);
  });
  assert.deepEqual(found, []);
});

test("no file is longer than 250 lines, the median is under 80, and no bag of helpers exists", () => {
  const lengths = files
    .map((file) => ({ file, lines: readFileSync(path.join(root, file), "utf8").split("\n").length - 1 }))
    .sort((a, b) => a.lines - b.lines);
  assert.deepEqual(
    lengths.filter(({ lines }) => lines > 250),
    [],
  );
  assert.ok((lengths[Math.floor(lengths.length / 2)]?.lines ?? 0) < 80);
  assert.deepEqual(
    files.filter((file) => /(^|\/)(utils?|helpers?|common|types|index)(\.ts|\/)/.test(file)),
    [],
  );
});
