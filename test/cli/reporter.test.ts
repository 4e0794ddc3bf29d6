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

test("control characters cannot rewrite the terminal", () => {
  const out = stream();
  createTextReporter(out, false).info("a\u001b[2Jb\rc");
  assert.equal(out.text(), "a�[2Jb�c\n");
});
