import assert from "node:assert/strict";
import test from "node:test";
import { parseFileCommand } from "./file-command.ts";
import { leakedSecrets } from "./masks.ts";
import { StepLog } from "./step-log.ts";
import { parseCommand } from "./workflow-command.ts";

const commands = [
  { line: "::debug::text", name: "debug", value: "text" },
  { line: "  ::ERROR file=a%2Cb,line=2::50%25%0Ax", name: "error", value: "50%\nx", file: "a,b" },
  { line: "::warning file=::x", name: "warning", value: "x", file: "" },
  { line: "anywhere ##[error file=a%3Bb]bad %5D", name: "error", value: "bad ]", file: "a;b" },
] as const;

for (const { line, ...expected } of commands) {
  test(`${line} is a command`, () => {
    const command = parseCommand(line);
    assert.equal(command?.name, expected.name);
    assert.equal(command.value, expected.value);
    assert.equal(command.properties["file"], "file" in expected ? expected.file : undefined);
  });
}

for (const line of ["text ::error::x", "::unknown::x", ": :error::x", "::error", "##[unknown]x"]) {
  test(`${line} is plain output`, () => {
    assert.equal(parseCommand(line), undefined);
  });
}

test("stopped commands are output until the token resumes them", () => {
  const log = new StepLog(false);
  for (const line of ["::stop-commands::Abc", "::error::quoted", "::abc::", "::error::meant"]) log.add(line);
  assert.deepEqual(
    log.annotations.map(({ message }) => message),
    ["meant"],
  );
  assert.deepEqual(log.lines, ["::stop-commands::Abc", "::error::quoted", "::abc::", "##[error]meant"]);
});

test("command files hold single lines and here-documents", () => {
  assert.deepEqual(parseFileCommand("a=1\nb<<E\n=\nx<<y\nE\n\nc==\n"), { a: "1", b: "=\nx<<y", c: "=" });
  assert.throws(() => parseFileCommand("b<<E\nvalue\n"), /delimiter not found 'E'/);
  assert.throws(() => parseFileCommand("value"), /Invalid format 'value'/);
});

for (const offset of ["", "u", "us"]) {
  test(`a secret is found in base64 after ${offset.length} other bytes`, () => {
    const text = Buffer.from(`${offset}correct horse:`).toString("base64");
    assert.deepEqual(leakedSecrets(text, ["correct horse", "battery staple"]), ["correct horse"]);
  });
}
