import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { withoutShell } from "../support/documented-commands.ts";
import { documentedPlace } from "../support/documented-place.ts";
import { readPages, type Snippet } from "../support/documents.ts";
import { findHelm, helmPath } from "../support/helm-fetch.ts";
import { startLoopback } from "../support/loopback.ts";

const snippets = readPages()
  .filter(({ file }) => file === "README.md")
  .flatMap((page) => page.snippets)
  .filter(({ heading }) => heading === "From nothing to a digest");
const textOf = (language: string): readonly string[] =>
  snippets.filter((snippet: Snippet) => snippet.language === language).map(({ text }) => text);

/** README's sample with what differs from run to run taken for any. */
function patternOf(sample: string): RegExp {
  const literal = sample.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll("…", "\\S+");
  return new RegExp(literal.replaceAll("127\\.0\\.0\\.1:5001", "127\\.0\\.0\\.1:\\d+"));
}

/** One that nobody listens at: the default port may be taken here. */
async function freeAddress(): Promise<string> {
  const { host, close } = await startLoopback();
  await close();
  return host;
}

test("README leads from nothing to a digest that Helm renders, by its own lines", {
  skip: withoutShell,
}, async (t) => {
  const [make = "", render = "", ...others] = textOf("sh");
  const [sample = ""] = textOf("text");
  assert.deepEqual(others, []);
  // Real Helm where there is one; without, what Helm is asked is looked at.
  const isThere = process.env["CI"] === "true" || existsSync(helmPath("4.2.3"));
  const found = isThere ? await findHelm("4.2.3") : { missing: "" };
  const helm = "value" in found ? `exec "${found.value}" "$@"` : 'echo "kind: ConfigMap of helm $*"';
  const host = await freeAddress();
  const place = await documentedPlace(t, {
    host,
    files: {},
    programs: { helm: `#!/bin/sh\n${helm}\n` },
    variables: { HELM_OCI_PUBLISH_PORT: host.split(":")[1] ?? "" },
  });
  // Nobody waits for a registry that a failure has left behind.
  const { code, stdout, stderr } = await place.run(`trap 'kill $! || true' EXIT\n${make}\n${render}`);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^127\.0\.0\.1:\d+\/charts\/web@sha256:[0-9a-f]{64}$/m);
  assert.match(stdout, /kind: ConfigMap/);
  if (isThere) assert.match(stdout, /name: web-greeting\ndata:\n {2}greeting: hello/);
  else
    assert.match(
      stdout,
      /helm template web oci:\/\/127\.0\.0\.1:\d+\/charts\/web@sha256:[0-9a-f]{64} --plain-http/,
    );
  assert.match(stderr, /= web 0\.1\.0: unchanged/);
  const told = `${stderr}\n${stdout}`;
  for (const line of sample.split("\n")) assert.match(told, patternOf(line), `README shows: ${line}`);
  assert.ok(existsSync(path.join(place.directory, "shop/charts/web/Chart.yaml")));
});
