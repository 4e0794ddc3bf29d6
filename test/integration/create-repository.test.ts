import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { chmod, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import type { CommandResult } from "../support/command.ts";
import { startCommand } from "../support/command-process.ts";
import { createMemoryRegistry } from "../support/memory-registry.ts";
import { startProxy } from "../support/proxy.ts";
import { startServer } from "../support/scripted-server.ts";

const host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

interface Ecr {
  /** What the AWS CLI was run with, one run a line; none where it was not run. */
  readonly runs: () => Promise<string[]>;
  readonly environment: () => Promise<string>;
  readonly publish: (words?: readonly string[], registry?: string) => Promise<CommandResult>;
}

/** An ECR that knows no repository until the AWS CLI, `script` on the PATH, has made a file called `created`. */
async function ecrFor(t: TestContext, script: string | undefined): Promise<Ecr> {
  const directory = await temporaryDirectory(t);
  const chart = await writeChart(directory, "web", "1.0.0");
  const created = path.join(directory, "created");
  const program = path.join(directory, "aws");
  if (script !== undefined) {
    const log = `echo "$*" >> ${directory}/runs; env > ${directory}/environment`;
    await writeFile(program, `#!/bin/sh\n${log}\n${script.replaceAll("CREATED", created)}\n`);
    await chmod(program, 0o755);
  }
  const registry = createMemoryRegistry();
  const unknown = {
    errors: [{ code: "NAME_UNKNOWN", message: "The repository with name 'charts/web' does not exist" }],
  };
  const server = await startServer({
    fallback: (request) => (existsSync(created) ? registry.handle(request) : { status: 404, body: unknown }),
  });
  const proxy = await startProxy(server.host);
  t.after(() => Promise.all([server[Symbol.asyncDispose](), proxy[Symbol.asyncDispose]()]));
  const read = (name: string): Promise<string> =>
    readFile(path.join(directory, name), "utf8").catch(() => "");
  return {
    runs: async () => (await read("runs")).split("\n").filter((line) => line !== ""),
    environment: () => read("environment"),
    publish: (words = ["--create-repository"], place = `oci://${host}/charts`) =>
      startCommand(t, ["publish", chart, "--registry", place, "--plain-http", "--retries=0", ...words], {
        variables: {
          // git has to be found, and no other aws.
          PATH: [directory, ...(script === undefined ? [] : ["/usr/bin", "/bin"])].join(path.delimiter),
          http_proxy: proxy.url,
          AWS_SESSION_TOKEN: "aws-s3ssion",
          HELM_OCI_PUBLISH_USERNAME: "AWS",
          HELM_OCI_PUBLISH_PASSWORD: "ecr-t0ken",
          GITHUB_TOKEN: "gh-t0ken",
        },
      }).ended,
  };
}

test("create-repository has the AWS CLI create the missing repository, once, and publishes", async (t) => {
  const ecr = await ecrFor(t, "touch CREATED");
  const { code, stderr } = await ecr.publish();
  assert.equal(code, 0, stderr);
  assert.match(stderr, /created the ECR repository charts\/web at 123456789012\.dkr/);
  assert.deepEqual(await ecr.runs(), [
    "ecr create-repository --registry-id 123456789012 --region eu-west-1 --repository-name charts/web --output json",
  ]);
  const environment = await ecr.environment();
  assert.match(environment, /^AWS_SESSION_TOKEN=aws-s3ssion$/m);
  assert.doesNotMatch(environment, /ecr-t0ken|gh-t0ken/);
});

test("a repository that another job has just created is fine", async (t) => {
  const ecr = await ecrFor(
    t,
    "touch CREATED; echo 'An error occurred (RepositoryAlreadyExistsException)' >&2; exit 254",
  );
  assert.equal((await ecr.publish()).code, 0);
});

test("ECR Public: the repository is the name without the alias, in us-east-1", async (t) => {
  const ecr = await ecrFor(t, "touch CREATED");
  const { code, stderr } = await ecr.publish(undefined, "oci://public.ecr.aws/a1b2c3/charts");
  assert.equal(code, 0, stderr);
  assert.deepEqual(await ecr.runs(), [
    "ecr-public create-repository --region us-east-1 --repository-name charts/web --output json",
  ]);
});

test("without create-repository nothing is created, and the error tells how to", async (t) => {
  const ecr = await ecrFor(t, "touch CREATED");
  const { code, stderr } = await ecr.publish([]);
  assert.equal(code, 1);
  assert.match(stderr, /NAME_UNKNOWN[\s\S]*Fix: .*create/i);
  assert.deepEqual(await ecr.runs(), []);
});

test("the AWS CLI refuses: its words and the permission it needs are told", async (t) => {
  const said = "An error occurred (AccessDeniedException): not authorized to perform: ecr:CreateRepository";
  const ecr = await ecrFor(t, `printf '\\n::error::${said}\\n' >&2; exit 254`);
  const { code, stderr } = await ecr.publish();
  assert.equal(code, 1);
  assert.match(
    stderr,
    /Could not create the ECR repository .*charts\/web with the AWS CLI: it ended with 254: “.*AccessDenied/,
  );
  assert.match(stderr, /Fix: The role needs ecr:CreateRepository/);
});

test("no AWS CLI: the error says to install it", async (t) => {
  const ecr = await ecrFor(t, undefined);
  const { code, stderr } = await ecr.publish();
  assert.equal(code, 1);
  assert.match(stderr, /the program aws could not be started[\s\S]*Fix: Install the AWS CLI/);
});
