import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { writeTar } from "../../src/archive/tar.ts";
import { readArchive } from "../../src/archive/unpack.ts";
import { goldenFor } from "../support/golden.ts";

const chartYaml = "apiVersion: v2\nname: web\nversion: 1.0.0\n";

const tarOf = (files: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  Buffer.concat(
    writeTar(
      Object.entries(files).map(([name, content]) => ({ name, bytes: Buffer.from(content) })),
      0,
    ),
  );

const paths = (bytes: Uint8Array): string[] => readArchive(bytes, "web.tgz").map((file) => file.path);

const accepted: readonly { name: string; tar: Uint8Array; expected: readonly string[] }[] = [
  {
    name: "another top directory than the chart's name",
    tar: tarOf({ "build/Chart.yaml": chartYaml, "build/values.yaml": "" }),
    expected: ["Chart.yaml", "values.yaml"],
  },
  {
    name: "Chart.yaml after the other files",
    tar: tarOf({ "web/values.yaml": "", "web/Chart.yaml": chartYaml }),
    expected: ["values.yaml", "Chart.yaml"],
  },
  { name: "./Chart.yaml", tar: tarOf({ "./Chart.yaml": chartYaml }), expected: ["Chart.yaml"] },
  {
    name: "backslashes between the parts",
    tar: tarOf({ "web\\Chart.yaml": chartYaml, "web\\templates\\a.yaml": "" }),
    expected: ["Chart.yaml", "templates/a.yaml"],
  },
  {
    name: "names that need cleaning",
    tar: tarOf({ "web/Chart.yaml": chartYaml, "web/templates/./x/../a.yaml": "" }),
    expected: ["Chart.yaml", "templates/a.yaml"],
  },
];

for (const { name, tar, expected } of accepted) {
  test(`${name}: read as Helm reads it`, () => {
    assert.deepEqual(paths(gzipSync(tar)), expected);
  });
}

test("several gzip members make one archive", () => {
  const tar = tarOf({ "web/Chart.yaml": chartYaml });
  const bytes = Buffer.concat([gzipSync(tar.subarray(0, 700)), gzipSync(tar.subarray(700))]);
  assert.deepEqual(paths(bytes), ["Chart.yaml"]);
});

test("a byte order mark is dropped from every file, and only one", () => {
  const mark = "\ufeff";
  const bytes = gzipSync(tarOf({ "web/Chart.yaml": mark + chartYaml, "web/a.bin": `${mark}${mark}x` }));
  const files = readArchive(bytes, "web.tgz").map((file) => Buffer.from(file.bytes).toString());
  assert.deepEqual(files, [chartYaml, `${mark}x`]);
});

test("every archive that real Helm made is read, with the entries its listing has", (t) => {
  const out = goldenFor(t, "out");
  if (out === undefined) return;
  for (const helm of readdirSync(out).filter((name) => name.startsWith("helm-"))) {
    for (const file of readdirSync(path.join(out, helm, "tgz"))) {
      const listing: string = readFileSync(
        path.join(out, helm, file.replace(".tgz", ".tar-tvz.txt")),
        "utf8",
      );
      const files = readArchive(readFileSync(path.join(out, helm, "tgz", file)), file);
      assert.equal(files.length, listing.trimEnd().split("\n").length, file);
      assert.ok(files.some((f) => f.path === "Chart.yaml"));
    }
  }
});
