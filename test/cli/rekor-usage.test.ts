import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { temporaryDirectory } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";

for (const { words, told } of [
  { words: [], told: "rekor is not told what to do" },
  { words: ["sign", "web.tgz"], told: "“sign” is nothing that rekor does" },
  { words: ["upload"], told: "rekor upload names no chart archive" },
  { words: ["search", "a.tgz", "b.tgz"], told: "rekor search names more than one chart archive" },
  { words: ["upload", "web.tgz"], told: "rekor upload needs --keyring" },
  { words: ["verify", "web.tgz"], told: "rekor verify needs --keyring" },
  { words: ["verify", "web.tgz", "--keyring", "k"], told: "there is no --trusted-root" },
]) {
  test(`wrong use: rekor ${words.join(" ")}`, async () => {
    const { code, stdout, stderr } = await runCommand(["rekor", ...words]);
    assert.equal(code, 2);
    assert.equal(stdout, "");
    assert.match(stderr, new RegExp(`^error: Could not read the command line: ${told}\\.\nFix: .+\n$`));
  });
}

for (const address of [
  "rekor.example.com",
  "ftp://rekor.example.com",
  "https://me:pass@rekor.example.com",
  "https://r/?a=b",
]) {
  test(`${address} is no address of a log, and is not repeated`, async () => {
    const { code, stderr } = await runCommand(["rekor", "search", "web.tgz", "--rekor-url", address]);
    assert.equal(code, 2);
    assert.match(stderr, /^error: Could not read the options of rekor: rekor-url is no address of a log/);
    assert.ok(!stderr.includes(address), stderr);
  });
}

test("files that are not there are named", async (t) => {
  const directory = await temporaryDirectory(t);
  const at = (name: string) => path.join(directory, name);
  const run = (...words: string[]) => runCommand(["rekor", ...words]);
  const archive = await run("search", at("web.tgz"));
  assert.equal(archive.code, 1);
  assert.ok(archive.stderr.startsWith(`error: Could not read ${at("web.tgz")}: `), archive.stderr);
  await writeFile(at("web.tgz"), "bytes");
  const provenance = await run("upload", at("web.tgz"), "--keyring", at("keys"));
  assert.equal(provenance.code, 1);
  assert.ok(provenance.stderr.startsWith(`error: Could not read ${at("web.tgz.prov")}: `), provenance.stderr);
  const root = await run("verify", at("web.tgz"), "--keyring", at("keys"), "--trusted-root", at("root"));
  assert.equal(root.code, 2);
  assert.match(root.stderr, /^error: Could not read trusted-root: ENOENT/);
});
