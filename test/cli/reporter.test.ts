import assert from "node:assert/strict";
import test from "node:test";
import { createTextReporter } from "../../src/cli/reporter.ts";

function stream(isTTY = false) {
  const written: string[] = [];
  return { write: (text: string) => written.push(text), isTTY, columns: 20, text: () => written.join("") };
}

test("a log gets one line a step and no progress", () => {
  const out = stream();
  const reporter = createTextReporter(out, false);
  reporter.progress("1 of 2 charts");
  reporter.info("one");
  reporter.debug("GET /v2/");
  reporter.warn("careful", { location: { file: "Chart.yaml", line: 2 } });
  assert.equal(out.text(), "one\nwarning: Chart.yaml:2: careful\n");
});

test("a terminal shows how far it has come, below the lines", () => {
  const out = stream(true);
  const reporter = createTextReporter(out, true);
  reporter.progress("1 of 2 charts");
  reporter.debug("x");
  reporter.progress(undefined);
  assert.equal(out.text(), "1 of 2 charts\r\u001b[Kdebug: x\n1 of 2 charts\r\u001b[K");
});

test("a masked value never shows, nor does any line of it", () => {
  const out = stream();
  const reporter = createTextReporter(out, true);
  reporter.mask("hunter2\nline two");
  reporter.error("the server said hunter2 and line two");
  assert.equal(out.text(), "error: the server said *** and ***\n");
});

test("control characters cannot rewrite the terminal, nor marks the order of what stands on it", () => {
  const out = stream(true);
  const reporter = createTextReporter(out, true);
  reporter.info("a\u001b[2Jb\rc\u202ed");
  reporter.error("a\u009b2Jb\u2066c\nexcerpt\td");
  reporter.progress("a\nb\u0007");
  assert.equal(out.text(), "a�[2Jb c�d\nerror: a�2Jb�c\nexcerpt\td\na b�");
});

test("a step is one line, whatever it tells of", async () => {
  const out = stream();
  const reporter = createTextReporter(out, false);
  reporter.info("chart a\nerror: forged");
  await reporter.group("b\r\nerror: forged", async () => undefined);
  reporter.error("x", { location: { file: "c\nerror: forged" } });
  assert.equal(out.text(), "chart a error: forged\nb error: forged\nerror: c error: forged: x\n");
});
