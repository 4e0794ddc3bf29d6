import assert from "node:assert/strict";
import path from "node:path";
import test, { after } from "node:test";
import { runCommand } from "../support/command.ts";
import { type ActionResult, runAction } from "../support/runner/run-action.ts";
import { archiveCases } from "./bad-input/archive-cases.ts";
import { chartCases } from "./bad-input/chart-cases.ts";
import { createMessages } from "./bad-input/messages.ts";
import { optionCases } from "./bad-input/option-cases.ts";
import { registryCases } from "./bad-input/registry-cases.ts";
import { type BadInput, makeScene, type OptionTexts } from "./bad-input/scene.ts";
import { versionCases } from "./bad-input/version-cases.ts";

const messages = createMessages();
after(() => messages.save());

for (const input of [...chartCases, ...archiveCases, ...optionCases, ...versionCases, ...registryCases]) {
  test(`${input.name}: both faces say what, where, why and how to fix it`, async (t) => {
    const reason = input.skip?.();
    if (reason) return t.skip(`SKIP ${reason}`);
    const scene = await makeScene(t);
    const arranged = await input.arrange?.(scene);
    if (arranged === "skipped") return;
    const { directory, registry } = scene;
    const before = scene.writes().length;
    const options = {
      registry: `oci://${registry.host}/charts`,
      retries: "0",
      ...input.options,
      ...arranged,
    };

    const action = await runAction(t, { inputs: options, env: input.env ?? {}, workspace: directory });
    const command = await byCommand(directory, options, input.env);

    const told = toldBy(action);
    for (const phrase of input.says) assert.match(told, phrase);
    for (const text of [action.log, command.stderr]) assert.doesNotMatch(text, /\n\s+at |Unexpected failure/);
    assert.equal(action.exitCode, input.code, told);
    assert.equal(command.code, input.code, command.stderr);
    assert.equal(command.stdout, "");
    for (const fault of told.split(/^(?=error: )/m)) {
      assert.ok(
        asCommand(command.stderr, directory).includes(asCommand(fault, directory).trim()),
        command.stderr,
      );
    }
    const written = scene.writes().slice(before);
    assert.deepEqual(
      input.code === 2 ? written : written.filter((line) => /^PUT .*\/manifests\//.test(line)),
      [],
    );
    messages.check(`${input.name} (exit code ${input.code})`, told, directory);
  });
}

const unknown = "example.com/charts/db:9.9.9";
for (const [code, ...words] of [
  [2, "upload"],
  [2, "publish", "--nope", "--registry"],
  [2, "publish", "--password", "hunter2"],
  [2, "publish", "--username", "ci", "--password-file", "nowhere.txt"],
  [2, "plan", "--retries", "many", "--json=perhaps"],
  [2, "serve", "a", "b"],
  [2, "serve", "--port", "65536"],
  [2, "list", "db"],
  [2, "push"],
  [2, "push", "db"],
  [2, "pull", "example.com/charts/db"],
  [2, "remove", "example.com/charts/db:1.0.0@sha256:cafe"],
  [1, "push", unknown],
  [1, "export", unknown],
  [1, "remove", unknown],
] satisfies [1 | 2, ...string[]][]) {
  test(`“${words.join(" ")}” is answered with words that help`, async (t) => {
    const { directory } = await makeScene(t);
    const { stdout, stderr, ...result } = await runCommand(words, {
      HELM_OCI_PUBLISH_CACHE_DIR: path.join(directory, "cache"),
    });
    assert.equal(result.code, code, stderr);
    assert.equal(stdout, "");
    assert.match(stderr, /^(✗ .*\n)?error: Could not /);
    assert.doesNotMatch(stderr, /hunter2|\n\s+at /);
    messages.check(`helm-oci-publish ${words.join(" ")} (exit code ${code})`, stderr, directory);
  });
}

/** Every error of an action, its place in front, as the command would write it. */
function toldBy({ annotations }: ActionResult): string {
  const errors = annotations.filter(({ level }) => level === "error");
  return errors
    .map(({ message, properties: { file, line, col } }) => {
      const place = [file, line, col].filter((part) => part !== undefined).join(":");
      return `error: ${place === "" ? "" : `${place}: `}${message}\n`;
    })
    .join("");
}

/** The command is run in this process, so its paths are absolute; and it calls options by other names. */
function asCommand(text: string, directory: string): string {
  return text
    .replaceAll(`${directory}${path.sep}`, "")
    .replace(/\([^()]*config\.json\)/g, "") // nor by the same user
    .replaceAll(", the workflow's github-token", "") // which the action has
    .replace(/sha256:[0-9a-f]{64}/g, "") // the two are not run for the same repository
    .replace(/HELM_OCI_PUBLISH_([A-Z_]+)|input “([a-z-]+)”/g, (_, variable?: string, input?: string) =>
      (variable ?? input ?? "").toLowerCase().replaceAll("_", "-"),
    );
}

async function byCommand(directory: string, options: OptionTexts, env: BadInput["env"] = {}) {
  const { "working-directory": place = ".", ...others } = options;
  const variables = Object.entries(others).map(
    ([name, text]) => [`HELM_OCI_PUBLISH_${name.toUpperCase().replaceAll("-", "_")}`, text] as const,
  );
  const words = ["publish", "--working-directory", path.resolve(directory, place)];
  return await runCommand(words, { ...Object.fromEntries(variables), ...env });
}
