import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { helmFor } from "./support/helm.ts";
import { helmVersions } from "./support/helm-fetch.ts";

const charts = path.join(import.meta.dirname, "../examples/charts");
const names = readdirSync(charts);

test("the examples are there", () => {
  assert.ok(names.length >= 3);
});

for (const version of helmVersions) {
  test(`Helm ${version} lints and renders every example`, async (t) => {
    const helm = await helmFor(t, version);
    if (helm === undefined) return;
    for (const name of names) {
      const chart = path.join(charts, name);
      const lint = await helm.run(["lint", "--strict", chart]);
      assert.equal(lint.code, 0, lint.stdout + lint.stderr);
      const rendered = await helm.run(["template", "release", chart]);
      assert.equal(rendered.code, 0, rendered.stderr);
      assert.match(rendered.stdout, /^kind: /m);
    }
  });
}
