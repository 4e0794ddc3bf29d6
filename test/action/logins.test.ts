import assert from "node:assert/strict";
import { lstat, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { leaveLogins } from "../../src/action/leave-logins.ts";
import { restoreLogins } from "../../src/action/restore-logins.ts";
import { PublishError } from "../../src/errors.ts";
import type { RunHelper } from "../../src/oci/login/credential-helper.ts";
import { Secret } from "../../src/secret.ts";
import { temporaryDirectory } from "../support/chart.ts";

const login = { host: "ghcr.io", username: "me", password: new Secret("p:q") };
const refusing: RunHelper = async (_program, verb) =>
  verb === "get"
    ? { exitCode: 1, stdout: "credentials not found in native keychain", stderr: "" }
    : { exitCode: 1, stdout: "full", stderr: "" };

interface Job {
  readonly helm: string;
  readonly docker: string;
  readonly temp: string;
  readonly records: string[];
  leave(password?: string): Promise<void>;
}

async function jobFor(t: TestContext, more: { docker?: string } = {}): Promise<Job> {
  const directory = await temporaryDirectory(t);
  const [helm, temp] = [path.join(directory, "helm/config.json"), path.join(directory, "temp")];
  const docker = more.docker === undefined ? path.join(directory, "config.json") : helm;
  await mkdir(temp);
  const records: string[] = [];
  const places = [
    { file: helm, name: "Helm's registry config" },
    { file: docker, name: "Docker's config" },
  ];
  const leave = (password = "p:q"): Promise<void> =>
    leaveLogins([{ ...login, password: new Secret(password) }], {
      places,
      run: refusing,
      temp,
      onRecord: (record) => records.push(record),
    });
  return { helm, docker, temp, records, leave };
}

test("what the files held lies in the job's temporary directory for the user alone, and then no more", async (t) => {
  const { docker, temp, records, leave } = await jobFor(t);
  await writeFile(docker, '{"auths":{"a":{"auth":"bWU6aHVudGVyMg=="}}}');
  await leave();
  const [record = ""] = records;
  if (process.platform !== "win32") {
    assert.equal((await stat(record)).mode & 0o777, 0o600);
    assert.equal((await stat(path.dirname(record))).mode & 0o777, 0o700);
  }
  const kept = await readFile(record, "utf8");
  assert.ok(!kept.includes("p:q") && !kept.includes(Buffer.from("me:p:q").toString("base64")));
  await restoreLogins(record, refusing);
  assert.deepEqual(await readdir(temp), []);
});

test("leaving that failed half-way is undone as well", async (t) => {
  const { helm, docker, records, leave } = await jobFor(t);
  await writeFile(docker, '{"credsStore":"full"}');
  await assert.rejects(leave(), /“full”/);
  assert.match(await readFile(helm, "utf8"), /ghcr\.io/);
  await restoreLogins(records[0] ?? "", refusing);
  await assert.rejects(stat(path.dirname(helm)));
  assert.equal(await readFile(docker, "utf8"), '{"credsStore":"full"}');
});

test("one file for both programs, and two steps with a login, end where they began", async (t) => {
  const { helm, records, leave } = await jobFor(t, { docker: "the same" });
  await mkdir(path.dirname(helm));
  await writeFile(helm, "{ }\n");
  await leave("first");
  await leave("second");
  for (const record of records.toReversed()) await restoreLogins(record, refusing);
  assert.equal(await readFile(helm, "utf8"), "{ }\n");
});

test("a symbolic link is one afterwards, and its file what it was", async (t) => {
  if (process.platform === "win32") return t.skip("links need rights there");
  const { docker, temp, records, leave } = await jobFor(t);
  await writeFile(`${docker}.real`, "{}");
  await symlink(`${docker}.real`, docker);
  await leave();
  await restoreLogins(records[0] ?? "", refusing);
  assert.ok((await lstat(docker)).isSymbolicLink());
  assert.equal(await readFile(`${docker}.real`, "utf8"), "{}");
  assert.deepEqual(await readdir(temp), []);
});

test("a directory of ours that somebody else has put something into stays", async (t) => {
  const { helm, records, leave } = await jobFor(t);
  await leave();
  await writeFile(path.join(path.dirname(helm), "theirs"), "");
  await restoreLogins(records[0] ?? "", refusing);
  assert.deepEqual(await readdir(path.dirname(helm)), ["theirs"]);
});

test("a file that cannot be put back is told with its name; the others are, and the record goes", async (t) => {
  const { helm, docker, temp, records, leave } = await jobFor(t);
  await writeFile(docker, "{}");
  await leave();
  await writeFile(docker, '{"auths": broken');
  await assert.rejects(restoreLogins(records[0] ?? "", refusing), (error: unknown) => {
    assert.ok(error instanceof PublishError && error.code === "IO");
    assert.match(error.message, /^Could not undo the logins of this job: Could not read Docker's config, /);
    assert.ok(error.problems.every(({ hint }) => hint?.includes(docker)));
    return true;
  });
  await assert.rejects(stat(helm));
  assert.deepEqual(await readdir(temp), []);
});

test("a record that is gone is an error without a stack", async (t) => {
  const { records, leave } = await jobFor(t);
  await leave();
  await rm(records[0] ?? "");
  await assert.rejects(restoreLogins(records[0] ?? "", refusing), (error: unknown) => {
    assert.ok(error instanceof PublishError, String(error));
    assert.match(error.message, /^Could not undo the logins of this job: .*ENOENT/);
    return true;
  });
});
