import assert from "node:assert/strict";
import test from "node:test";
import { encodeConfig } from "../../src/artifact/config.ts";
import type { Metadata } from "../../src/chart/metadata.ts";

const encoded = (metadata: Metadata): string => Buffer.from(encodeConfig(metadata)).toString();

test("fields stand in the order of Helm's struct, whatever the order of Chart.yaml", () => {
  const metadata: Metadata = {
    type: "application",
    dependencies: [
      { alias: "b", repository: "", name: "a", enabled: true, tags: ["x"], condition: "c", version: "1" },
    ],
    kubeVersion: ">=1.20",
    annotations: new Map([
      ["b", ""],
      ["10", "x"],
    ]),
    deprecated: true,
    appVersion: "1",
    tags: "t",
    condition: "c",
    apiVersion: "v2",
    icon: "i",
    maintainers: [{ url: "u", email: "e", name: "n" }, { email: "only" }],
    keywords: ["k"],
    description: "d",
    version: "1.0.0",
    sources: ["s"],
    home: "h",
    name: "web",
  };
  assert.equal(
    encoded(metadata),
    '{"name":"web","home":"h","sources":["s"],"version":"1.0.0","description":"d","keywords":["k"],' +
      '"maintainers":[{"name":"n","email":"e","url":"u"},{"email":"only"}],"icon":"i","apiVersion":"v2",' +
      '"condition":"c","tags":"t","appVersion":"1","deprecated":true,"annotations":{"10":"x","b":""},' +
      '"kubeVersion":"\\u003e=1.20","dependencies":[{"name":"a","version":"1","repository":"","condition":"c",' +
      '"tags":["x"],"enabled":true,"alias":"b"}],"type":"application"}',
  );
});

test("what is absent is left out", () => {
  assert.equal(
    encoded({ name: "web", version: "1.0.0", apiVersion: "v1" }),
    '{"name":"web","version":"1.0.0","apiVersion":"v1"}',
  );
});

test("import-values pass through, with the keys of maps sorted", () => {
  const importValues = [
    "data",
    { parent: "p", child: "c" },
    new Map([
      ["b", [1, null]],
      ["a", [true, 2.5]],
    ]),
  ];
  const metadata = {
    name: "web",
    version: "1.0.0",
    apiVersion: "v2",
    dependencies: [{ name: "a", repository: "", importValues }],
  };
  assert.match(
    encoded(metadata),
    /"import-values":\["data",\{"child":"c","parent":"p"\},\{"a":\[true,2\.5\],"b":\[1,null\]\}\]/,
  );
});
