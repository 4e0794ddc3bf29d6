import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { parse } from "yaml";
import { Secret } from "../../src/secret.ts";
import { withoutShell } from "../support/documented-commands.ts";
import { documentedPlace } from "../support/documented-place.ts";
import { root } from "../support/documents.ts";
import { registryFor } from "../support/registry.ts";

/** What a CI system would run, and the environment that its file asks for. */
interface Job {
  readonly lines: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

const read = (file: string): string => readFileSync(path.join(root, "examples/ci", file), "utf8");

/** As the system fills in variables and secrets of its own. */
const filled = (values: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value
        .replace("$CI_REGISTRY_IMAGE", "registry.example.com/acme")
        .replace(/\$\{\{ github\.repository_owner \}\}/, "acme")
        .replace(/\$\{\{.*?\}\}|\$\w+/g, "given"),
    ]),
  );

const systems: readonly { readonly file: string; readonly job: (text: string) => Job }[] = [
  {
    file: "gitlab-ci.yml",
    job: (text) => {
      const { script, variables } = parse(text).charts;
      return { lines: script, variables: filled(variables) };
    },
  },
  {
    file: "forgejo.yml",
    job: (text) => {
      const steps: readonly { run?: string; env?: Record<string, string> }[] = parse(text).jobs.charts.steps;
      return {
        lines: steps.flatMap(({ run = [] }) => run),
        variables: Object.assign({}, ...steps.map(({ env = {} }) => filled(env))),
      };
    },
  },
  {
    file: "Jenkinsfile",
    job: (text) => ({
      lines: [...text.matchAll(/^\s*sh '(.*)'$/gm)].map((match) => match[1] ?? ""),
      variables: {
        HELM_OCI_PUBLISH_REGISTRY: /HELM_OCI_PUBLISH_REGISTRY = '(.*)'/.exec(text)?.[1] ?? "",
        HELM_OCI_PUBLISH_USERNAME: "given",
        HELM_OCI_PUBLISH_PASSWORD: "given",
      },
    }),
  },
];

for (const { file, job } of systems) {
  test(`examples/ci/${file}: its lines publish to a registry that asks for a login`, {
    skip: withoutShell,
  }, async (t) => {
    const username = file === "forgejo.yml" ? "ci" : "given";
    const registry = await registryFor(t, { credentials: { username, password: new Secret("given") } });
    const { host } = registry;
    const { lines, variables } = job(read(file));
    assert.ok(lines.length >= 2);
    const replaced = Object.entries(variables).map(([name, value]) => [
      name,
      value.replace("registry.example.com", host),
    ]);
    const place = await documentedPlace(t, { host, variables: Object.fromEntries(replaced) });
    const { code, stderr } = await place.run(lines.join("\n").replaceAll("git.example.com", host));
    assert.equal(code, 0, stderr);
    assert.match(stderr, /✓ web 1\.4\.0: published .*\n/);
    assert.deepEqual(registry.takeLog().filter((line) => line === "PUT manifests/1.4.0").length, 2);
  });
}
