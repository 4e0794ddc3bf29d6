import assert from "node:assert/strict";
import test from "node:test";
import { readManifests } from "../../src/diff/manifest.ts";

const ids = (text: string): string[] => [...readManifests(text).keys()];
const resource = (kind: string, name: string, more = ""): string =>
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n${more}`;

test("objects are known by kind, version, namespace and name", () => {
  const text = `---\n# Source: web/templates/a.yaml\n${resource("Service", "web", "  namespace: shop\n")}--- # next\n${resource("ConfigMap", "web")}---\n`;
  assert.deepEqual(ids(text), ["Service v1 shop/web", "ConfigMap v1 web"]);
});

test("the objects of a list are told one by one, and those of lists within", () => {
  const item = resource("Secret", "inner").replace(/^/gm, "    ").replace("    api", "  - api");
  assert.deepEqual(ids(`apiVersion: v1\nkind: List\nitems:\n${item}`), ["Secret v1 inner"]);
  const json = JSON.stringify({
    kind: "List",
    items: [{ kind: "SecretList", items: [{ kind: "Secret", metadata: { name: "deep" } }] }],
  });
  assert.deepEqual(ids(json), ["Secret deep"]);
});

test("an object that is there twice is told twice", () => {
  const twice = `${resource("Job", "a")}---\n${resource("Job", "a")}`;
  assert.deepEqual(ids(twice), ["Job v1 a", "Job v1 a (2)"]);
});

test("what has no kind or no name is there all the same", () => {
  assert.deepEqual(ids("a: 1\n"), ["something without a kind"]);
  assert.deepEqual(ids("kind: Pod\nmetadata: {generateName: run-}\n"), ["Pod run-"]);
  assert.deepEqual(ids("# a comment\n---\n---\n"), []);
});

test("a document that is no YAML shows nothing of what it holds", () => {
  const manifests = readManifests("kind: Secret\nstringData: {password: hunter2\n");
  assert.deepEqual([...manifests.values()], ["a document that is no YAML"]);
});

test("values are typed as Kubernetes types them", () => {
  const [value] = readManifests("mode: 0644\non: yes\nbig: 12345678901234567890\n").values();
  assert.deepEqual(
    value,
    new Map<string, unknown>([
      ["mode", 420n],
      ["true", true],
      ["big", 12345678901234567890n],
    ]),
  );
});
