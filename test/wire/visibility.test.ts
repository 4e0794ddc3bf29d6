import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { isPrivateRepository } from "../../src/wire/visibility.ts";
import { temporaryDirectory } from "../support/chart.ts";

test("a repository is private where GitHub's event or GitLab says so", async (t) => {
  const file = path.join(await temporaryDirectory(t), "event.json");
  const onGitHub = async (event: string): Promise<boolean> => {
    await writeFile(file, event);
    return isPrivateRepository({ GITHUB_EVENT_PATH: file });
  };
  assert.equal(await onGitHub('{"repository":{"private":true}}'), true);
  assert.equal(await onGitHub('{"repository":{"private":false}}'), false);
  assert.equal(await onGitHub("null"), false);
  assert.equal(await onGitHub("{"), false);
  assert.equal(isPrivateRepository({ GITHUB_EVENT_PATH: "/nowhere/event.json" }), false);
  assert.equal(isPrivateRepository({ CI_PROJECT_VISIBILITY: "internal" }), true);
  assert.equal(isPrivateRepository({ CI_PROJECT_VISIBILITY: "public" }), false);
  assert.equal(isPrivateRepository({}), false);
});
