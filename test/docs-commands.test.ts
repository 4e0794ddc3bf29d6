import assert from "node:assert/strict";
import test from "node:test";
import { readArguments } from "../src/cli/args.ts";
import { parseOptions } from "../src/options/parse.ts";
import {
  commandsOf,
  ourCommands,
  shellSnippets,
  showsOurs,
  withoutShell,
} from "./support/documented-commands.ts";
import { readPages } from "./support/documents.ts";
import { requireGoPeer } from "./support/go-peers.ts";
import { helmFor } from "./support/helm.ts";
import { runProgram } from "./support/program.ts";

const snippets = shellSnippets(readPages());

for (const snippet of snippets.filter(showsOurs)) {
  test(`${snippet.file}:${snippet.line}: our commands have only options that there are`, {
    skip: withoutShell,
  }, async () => {
    const commands = await ourCommands(snippet);
    assert.ok(commands.length > 0);
    for (const { words } of commands) {
      const asked = readArguments(words, {}, () => "secret");
      assert.equal(asked.kind, "run", words.join(" "));
      if (asked.kind === "run") parseOptions(asked.command, asked.raw);
    }
  });
}

test("Helm 4 knows the options that the pages show", { skip: withoutShell }, async (t) => {
  const helm = await helmFor(t, "4.2.3");
  if (helm === undefined) return;
  const shown = (await Promise.all(snippets.map((snippet) => commandsOf(snippet, "helm")))).flat();
  assert.ok(shown.length >= 4);
  for (const { words } of shown) {
    const { code, stderr } = await helm.run([...words, "--help"]);
    assert.equal(code, 0, `helm ${words.join(" ")}: ${stderr}`);
  }
});

test("cosign knows the options that the pages show", { skip: withoutShell }, async (t) => {
  const cosign = requireGoPeer(t, "cosign");
  if (cosign === undefined) return;
  const shown = (await Promise.all(snippets.map((snippet) => commandsOf(snippet, "cosign")))).flat();
  assert.ok(shown.length >= 1);
  for (const { words } of shown) {
    const { code, stderr } = await runProgram(cosign, [...words, "--help"]);
    assert.equal(code, 0, `cosign ${words.join(" ")}: ${stderr}`);
  }
});
