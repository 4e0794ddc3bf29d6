import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { temporaryDirectory, writeChart } from "../support/chart.ts";
import { runCommand } from "../support/command.ts";
import { publishOne } from "../support/published.ts";
import { registryFor } from "../support/registry.ts";

interface Scene {
  readonly t: TestContext;
  /** What a PUT to a tag that is taken is answered. */
  readonly status: number;
  /** Whether the first look at the tag still finds nothing: somebody else was faster. */
  readonly isRace: boolean;
  /** What is published before, and then by us: the text of values.yaml. */
  readonly before: string;
  readonly ours: string;
  readonly words?: readonly string[];
}

/** Publishes over what is there, at a registry that does not change tags. */
async function publishOver({ t, status, isRace, before, ours, words = [] }: Scene) {
  let isLocked = false;
  let looks = 0;
  const fault = ({ method = "", url = "" }: IncomingMessage, response: ServerResponse): boolean => {
    if (!isLocked || !url.endsWith("/manifests/1.0.0")) return false;
    if (method === "PUT") return answer(response, status, '{"errors":[{"code":"LOCKED","message":"no"}]}');
    return method === "HEAD" && isRace && looks++ === 0 && answer(response, 404, "");
  };
  const registry = await registryFor(t, { fault });
  const chart = await writeChart(await temporaryDirectory(t), "web", "1.0.0", { "values.yaml": before });
  const line = [chart, "--registry", `oci://${registry.host}/c`];
  const published = await publishOne(line);
  await writeFile(path.join(chart, "values.yaml"), ours);
  isLocked = true;
  registry.takeLog();
  const result = await runCommand(["publish", ...line, "--json", ...words]);
  return { ...result, published, outcome: JSON.parse(result.stdout).charts[0] };
}

function answer(response: ServerResponse, status: number, body: string): true {
  response.writeHead(status, { "content-type": "application/json" }).end(body);
  return true;
}

for (const status of [400, 403, 409, 412]) {
  test(`immutable-${status}: what may not be replaced is a conflict, not a failure`, async (t) => {
    const { code, stderr, published, outcome } = await publishOver({
      t,
      status,
      isRace: false,
      before: "a: 1\n",
      ours: "a: 2\n",
      words: ["--if-exists", "overwrite"],
    });
    assert.deepEqual([code, outcome.status], [1, "conflict"], stderr);
    assert.match(
      stderr,
      /Chart\.yaml:3: Could not publish web 1\.0\.0 at .*: other content is published already, and the registry does not let it be replaced; the tag holds sha256:/,
    );
    assert.ok(stderr.includes(published.digest ?? ""));
    assert.match(stderr, /Fix: .*publish other content under a new version/);
    assert.doesNotMatch(stderr, /if-exists: overwrite/);
  });

  test(`tag-race, ${status}: whoever was faster with other content is a conflict that names the files`, async (t) => {
    const { code, stderr, outcome } = await publishOver({
      t,
      status,
      isRace: true,
      before: "a: 1\n",
      ours: "a: 2\n",
    });
    assert.deepEqual([code, outcome.status], [1, "conflict"], stderr);
    assert.match(stderr, /other content is published already: values\.yaml differs; the tag holds sha256:/);
  });

  test(`tag-race, ${status}: whoever was faster with the same content leaves nothing to do`, async (t) => {
    const { code, stderr, published, outcome } = await publishOver({
      t,
      status,
      isRace: true,
      before: "a: 1\n",
      ours: "a: 1\n",
      words: ["--annotations", "another=manifest"],
    });
    assert.deepEqual([code, outcome.status, outcome.digest], [0, "unchanged", published.digest], stderr);
  });
}
