import assert from "node:assert/strict";
import test from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { startServer } from "../support/scripted-server.ts";
import { createTokenRegistry } from "../support/token-registry.ts";

for (const { command, asked } of [
  { command: ["plan"], asked: "pull" },
  { command: ["publish", "--dry-run"], asked: "pull" },
  { command: ["publish"], asked: "pull,push" },
]) {
  test(`${command.join(" ")} asks for a token to ${asked}, and no more`, async (t) => {
    let origin = "";
    const { rules, handle } = createTokenRegistry(() => origin);
    await using server = await startServer({ rules, fallback: handle });
    origin = server.origin;
    const chart = await writeChart(await temporaryDirectory(t), "web", "1.0.0");
    const result = await runCommand([...command, chart, "--registry", `oci://${server.host}/charts`]);
    assert.equal(result.code, 0, result.stderr);
    const scopes = server.requests
      .filter(({ path }) => path.startsWith("/token"))
      .map(({ path }) => new URL(path, origin).searchParams.get("scope"));
    assert.deepEqual([...new Set(scopes)], [`repository:charts/web:${asked}`]);
  });
}
