import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { withoutShell } from "../support/documented-commands.ts";
import { documentedPlace } from "../support/documented-place.ts";
import { readPages } from "../support/documents.ts";
import { helmFor } from "../support/helm.ts";
import { requirePeer } from "../support/peer.ts";
import { runProgram } from "../support/program.ts";
import { findProgram } from "../support/program-path.ts";
import { registryFor } from "../support/registry.ts";

const page = readPages().find(({ file }) => file === "docs/keys.md");
const shown = page?.snippets.filter(({ language }) => language === "sh").map(({ text }) => text) ?? [];

test("docs/keys.md: its lines make a key, CI signs with it, and Helm verifies", {
  skip: withoutShell,
}, async (t) => {
  const [make = "", publish = "", verify = "", ...others] = shown;
  assert.deepEqual(others, []);
  const gpg = requirePeer(t, findProgram("gpg", "gnupg"));
  const helm = await helmFor(t, "4.2.3");
  if (gpg === undefined || helm === undefined) return;
  const { host } = await registryFor(t);
  const place = await documentedPlace(t, {
    host,
    programs: {
      // A person types a passphrase; here it is empty, and nobody is asked.
      gpg: `#!/bin/sh\nexec ${gpg} --batch --pinentry-mode loopback --passphrase "" "$@"\n`,
      gh: '#!/bin/sh\ncat > "$HOME/$3"\n',
      // There is no cluster: what Helm would install, it renders.
      helm: `#!/bin/sh\nshift\nexec "${helm.binary}" template "$@" --plain-http\n`,
    },
  });
  const home = path.dirname(place.directory);
  t.after(() => runProgram("gpgconf", ["--kill", "all"], { env: { PATH: process.env["PATH"], HOME: home } }));
  const signed = `HELM_OCI_PUBLISH_PGP_KEY=$(cat "$HOME/PGP_KEY") helm-oci-publish publish charts/web --registry oci://${host}/acme/charts`;
  const consumer = verify.replaceAll("ghcr.io", host);
  const { code, stdout, stderr } = await place.run(
    ["mkdir -m 700 ~/.gnupg", make, publish, signed, consumer].join("\n"),
  );
  assert.equal(code, 0, stderr);
  assert.match(stderr, /✓ web 1\.4\.0: published/);
  assert.match(stdout, /kind: ConfigMap/);
});
