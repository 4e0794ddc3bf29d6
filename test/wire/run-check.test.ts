import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { createCheckRun } from "../../src/wire/run-check.ts";
import { withoutShell } from "../support/documented-commands.ts";
import { runProgram } from "../support/program.ts";

const call = { chart: "/charts/web", archive: "/out/web.tgz", directory: import.meta.dirname };

test("a check gets the chart by variables, none of our secrets, and its exit code is told", {
  skip: withoutShell,
}, async () => {
  const variables = { ...process.env, HELM_OCI_PUBLISH_PASSWORD: "secret", OTHER: "theirs" };
  const run = createCheckRun(variables, new AbortController().signal);
  const command = 'echo "$CHART $CHART_ARCHIVE $OTHER$HELM_OCI_PUBLISH_PASSWORD"; echo why >&2; exit 3';
  assert.deepEqual(await run({ ...call, command }), {
    exitCode: 3,
    stdout: "/charts/web /out/web.tgz theirs\n",
    stderr: "why\n",
  });
});

test("a check of a run that is cancelled ends with all that it has started, and holds nobody up", {
  skip: withoutShell,
}, async () => {
  const source = path.join(import.meta.dirname, "../../src/wire/run-check.ts");
  // The check tells when what it starts runs. A pipe that this still held would keep the process.
  const script = `
    import { createCheckRun } from ${JSON.stringify(source)};
    const controller = new AbortController();
    const run = createCheckRun(process.env, controller.signal);
    const call = { chart: "c", archive: "a", directory: "." };
    process.once("SIGUSR2", () => controller.abort());
    const command = 'sleep 100 & kill -USR2 ' + process.pid + '; wait; true';
    console.log(JSON.stringify(await run({ ...call, command })));`;
  const { code, stdout } = await runProgram(process.execPath, ["--input-type=module", "--eval", script], {
    timeoutMs: 30_000,
  });
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(stdout), { exitCode: 128, stdout: "", stderr: "the run was cancelled" });
});

test("no check runs on in a run that is cancelled already", { skip: withoutShell }, async () => {
  const run = createCheckRun(process.env, AbortSignal.abort());
  assert.equal((await run({ ...call, command: "sleep 100; true" })).exitCode, 128);
});
