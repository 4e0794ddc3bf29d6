import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test, { type TestContext } from "node:test";
import { PublishError } from "../../../src/errors.ts";
import { type CredentialSource, firstOf } from "../../../src/oci/login/credentials.ts";
import { dockerConfig } from "../../../src/oci/login/docker-config.ts";
import { createHelperRun } from "../../../src/wire/run-helper.ts";
import { temporaryDirectory } from "../../support/chart.ts";
import { type FakeHelpers, fakeHelpers } from "../../support/credential-helper.ts";
import { dockerRegistryFor } from "../../support/docker-registry.ts";
import { goldenFor } from "../../support/golden.ts";
import { createTestClient, repositoryAt } from "../../support/registry-client.ts";
import { account, credentialMatrix, type MatrixRow, writeRow } from "./credential-matrix.ts";
import { plain } from "./login-files.ts";

const h = "127.0.0.1:5101";

/** What Helm v4.1.4 made of a case. */
interface Recorded {
  readonly isPushed: boolean;
  /** Calls of helpers: `get 127.0.0.1:5101`. */
  readonly calls: readonly string[];
}

function readRecord(file: string): Map<string, Recorded> {
  const records = new Map<string, Recorded>();
  let name = "";
  for (const line of readFileSync(file, "utf8").split("\n")) {
    name = /^## (.*)/.exec(line)?.[1] ?? name;
    const [, push = "", helper = ""] = /^ {2}4\.1\.4 push: (.*?) \|\| .* \|\| helper: (.*)$/.exec(line) ?? [];
    if (push === "") continue;
    const calls = helper.split(";").map((call) => call.trim());
    records.set(name, { isPushed: push.startsWith("Pushed:"), calls: calls.filter((call) => call !== "") });
  }
  return records;
}

async function sourceOf(t: TestContext, row: MatrixRow, helpers: FakeHelpers): Promise<CredentialSource> {
  const files = await writeRow(row, await temporaryDirectory(t), helpers);
  const run = createHelperRun({ PATH: helpers.searchPath }, new AbortController().signal);
  return firstOf([
    dockerConfig({ file: files.helm, name: "Helm's registry config" }, run),
    dockerConfig({ file: files.docker, name: "Docker's config" }, run),
  ]);
}

test("every recorded way to keep a login gives what it gives Helm, but for those that say why not", async (t) => {
  const file = goldenFor(t, "evidence/cred-matrix.txt");
  if (file === undefined) return;
  const records = readRecord(file);
  const rows = credentialMatrix(h);
  assert.deepEqual(rows.map(({ name }) => name).sort(), [...records.keys()].sort());
  for (const row of rows) {
    await t.test(row.name, async (t) => {
      const helpers = await fakeHelpers(t);
      if (helpers === undefined) return;
      const source = await sourceOf(t, row, helpers);
      const found = await source.credentialFor(h, "cr/libchart").then(plain, (error: unknown) => {
        assert.ok(error instanceof PublishError && error.code === "IO", String(error));
        return error.code;
      });
      const recorded = records.get(row.name);
      const isRight = found === `${account.username}:${account.password}`;
      assert.equal(isRight, row.difference === undefined ? recorded?.isPushed : !recorded?.isPushed, found);
      const calls = (await helpers.calls()).map((call) => call.replace(/^good /, "").trim());
      assert.deepEqual(calls, recorded?.calls);
    });
  }
});

test("a real registry takes what is found in each of them, and nothing else", async (t) => {
  const registry = await dockerRegistryFor(t, { credentials: account });
  if (registry === undefined) return;
  t.after(() => registry[Symbol.asyncDispose]());
  const refused = new Map([
    ["helm cfg auths key oci://127.0.0.1:5101", "UNAUTHORIZED"],
    ["helm cfg wrong, docker right", "UNAUTHORIZED"],
    ["docker credsStore missing binary + auths plain", "IO"],
    ["none", "UNAUTHORIZED"],
    ["malformed helm config", "IO"],
    ["auths entry empty in docker (credsStore style) + no store", "UNAUTHORIZED"],
  ]);
  for (const row of credentialMatrix(registry.host)) {
    await t.test(row.name, async (t) => {
      const helpers = await fakeHelpers(t);
      if (helpers === undefined) return;
      const { client, signal } = createTestClient({ credentials: await sourceOf(t, row, helpers) });
      await using _ = client;
      const answer = await client.resolve(repositoryAt(registry.host, "cr/libchart"), "1.0.0", signal).then(
        (found) => found ?? "absent",
        (error: PublishError) => error.code,
      );
      assert.equal(answer, refused.get(row.name) ?? "absent");
    });
  }
});
