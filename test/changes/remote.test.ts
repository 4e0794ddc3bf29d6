import assert from "node:assert/strict";
import test from "node:test";
import { originAddress, webAddress } from "../../src/changes/remote.ts";
import { findWorkTree } from "../../src/changes/work-tree.ts";
import type { Exec } from "../../src/io.ts";
import { createExec } from "../../src/wire/exec.ts";
import { writeFiles } from "../support/chart.ts";
import { makeCheckout } from "../support/checkout.ts";

for (const [remote, expected] of [
  ["https://github.com/acme/charts.git", "https://github.com/acme/charts"],
  ["https://x-access-token:ghs_secret@github.com/acme/charts", "https://github.com/acme/charts"],
  ["git@github.com:acme/charts.git", "https://github.com/acme/charts"],
  ["ssh://git@git.example.com:2222/acme/charts.git", "https://git.example.com/acme/charts"],
  ["https://git.example.com:8443/acme/charts/", "https://git.example.com:8443/acme/charts"],
  ["/srv/git/charts.git", undefined],
  ["file:///srv/git/charts.git", undefined],
  ["C:\\charts", undefined],
  ["", undefined],
] as const) {
  test(`the web address of “${remote}” is ${expected}`, () => assert.equal(webAddress(remote), expected));
}

const origin = (url: string): string => `[remote "origin"]\n\turl = ${url}\n`;
const acme = origin("https://git.example.com/acme/charts.git");
const other = origin("https://git.example.com/other/charts.git");

for (const { name, config, more = {}, asks } of [
  { name: "nothing but a remote", config: acme, asks: 0 },
  { name: "no remote", config: "[core]\n\tbare = false\n", asks: 0 },
  { name: "another remote", config: acme.replace("origin", "upstream") + acme, asks: 0 },
  { name: "two addresses", config: `${acme}\turl = https://git.example.com/acme/other\n`, asks: 0 },
  { name: "names in capitals", config: acme.replace("remote", "Remote").replace("url", "URL"), asks: 0 },
  { name: "setting and heading on a line", config: acme.replace("\n\t", " "), asks: 0 },
  { name: "a pushurl", config: `${acme}\tpushurl = https://git.example.com/push\n`, asks: 0 },
  { name: "an old kind of heading", config: acme.replace(' "origin"', ".origin"), asks: 1 },
  { name: "a comment", config: acme.replace(".git\n", ".git # mirrored\n"), asks: 1 },
  { name: "quotes", config: origin('"https://git.example.com/acme/charts"'), asks: 1 },
  { name: "a line that goes on", config: acme.replace("charts.git", "\\\ncharts.git"), asks: 1 },
  {
    name: "an include that says nothing of remotes",
    config: `${acme}[includeIf "gitdir:/"]\n\tpath = more\n`,
    more: { ".git/more": "[http]\n\textraheader = x\n" },
    asks: 0,
  },
  { name: "an include that is not there", config: `${acme}[include]\n\tpath = more\n`, asks: 0 },
  {
    name: "an include with a remote",
    config: `${acme}[include]\n\tpath = more\n`,
    more: { ".git/more": other },
    asks: 1,
  },
  {
    name: "a work tree's own configuration",
    config: `${acme}[extensions]\n\tworktreeConfig = true\n`,
    more: { ".git/config.worktree": other },
    asks: 1,
  },
]) {
  test(`the address of origin is what git says it is: ${name}`, async (t) => {
    const { root, git } = await makeCheckout(t);
    const header = "[core]\n\trepositoryformatversion = 0\n";
    await writeFiles(root, { ".git/config": header + config, ...more });
    const workTree = await findWorkTree(root);
    assert.ok(workTree);
    let asked = 0;
    const real = createExec(process.env);
    const exec: Exec = (...call) => {
      asked++;
      return real(...call);
    };
    let expected: string | undefined;
    try {
      expected = webAddress(git("config", "--get", "remote.origin.url"));
    } catch {
      // It has none.
    }
    assert.equal(await originAddress(exec, workTree), expected);
    assert.equal(asked, asks);
  });
}
