import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { checkoutPath } from "../../src/action/checkout-path.ts";
import { temporaryDirectory } from "../support/chart.ts";

test("a file is named from the top of its checkout, however it was given", async (t) => {
  const workspace = await temporaryDirectory(t);
  await mkdir(path.join(workspace, "beside/.git"), { recursive: true });
  const cases = [
    ["charts/web/Chart.yaml", "charts/web/Chart.yaml"],
    ["beside/charts/web/Chart.yaml", "charts/web/Chart.yaml"],
    ["beside/Chart.yaml", "Chart.yaml"],
    ["Chart.yaml", "Chart.yaml"],
    ["..charts/Chart.yaml", "..charts/Chart.yaml"],
  ] as const;
  for (const [file, expected] of cases)
    assert.equal(checkoutPath(path.join(workspace, file), workspace), expected);
});

test("a relative file starts from the process's directory", () => {
  assert.equal(checkoutPath("src/io.ts", path.resolve("..")), "src/io.ts");
});

test("a file outside of the workspace keeps its name", async (t) => {
  const workspace = path.join(await temporaryDirectory(t), "work");
  assert.equal(checkoutPath("/etc/charts/Chart.yaml", workspace), "/etc/charts/Chart.yaml");
  assert.equal(checkoutPath(`${workspace}-2/Chart.yaml`, workspace), `${workspace}-2/Chart.yaml`);
});
