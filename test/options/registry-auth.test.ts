import assert from "node:assert/strict";
import test from "node:test";
import { PublishError } from "../../src/errors.ts";
import { parseOptions } from "../../src/options/parse.ts";
import { secretsIn } from "../../src/options/registry-auth.ts";
import { registryOptions } from "../../src/options/registry-options.ts";

const source = "input “registry-auth”";
const parse = (text: string) =>
  parseOptions("publish", new Map([["registry-auth", { text, source }]])).registryAuth.map(
    ({ host, username, password }) => [host, username, password.reveal()],
  );

const spec = registryOptions.find(({ name }) => name === "registry-auth") ?? assert.fail();

test("each entry is a login for one registry, and every scalar is text", () => {
  const text = `  - registry: GHCR.io
    username: octo
    password: 0123
  - { registry: "127.0.0.1:5000", username: yes, password: "a: b # c" }
  - registry: '[::1]:5000'
    username: _json_key
    password: |
      {
        "key": "v"
      }
`;
  assert.deepEqual(parse(text), [
    ["ghcr.io", "octo", "0123"],
    ["127.0.0.1:5000", "yes", "a: b # c"],
    ["[::1]:5000", "_json_key", '{\n  "key": "v"\n}'],
  ]);
  assert.deepEqual(parse(" \n"), []);
});

const faulty: readonly (readonly [what: string, text: string, says: readonly RegExp[]])[] = [
  ["a mapping", "registry: a\nusername: u\npassword: hunter2", [/it is no list of logins/]],
  ["text", "hunter2", [/it is no list of logins/]],
  ["an empty list", "[]", [/it is no list of logins/]],
  ["broken YAML", '- registry: a\n  password: "hunter2\n', [/it is no YAML, from line 3 on/]],
  ["a stray token", '- registry: a\n  password: "x" "hunter2"\n', [/it is no YAML, from line 2 on/]],
  ["an alias to nothing", "- *hunter2", [/it is no YAML|its aliases lead nowhere/]],
  ["text as an entry", "- hunter2", [/entry 1 is no login/]],
  [
    "several faults",
    "- registry: https://hunter2/x\n  username: ''\n- username: [hunter2]\n  password: {hunter2: hunter2}\n  hunter2: x\n",
    [
      /entry 1 has a registry that is no host; /,
      /entry 1 has an empty username; /,
      /entry 1 has no password; /,
      /entry 2 has no registry; /,
      /entry 2 has a username that is no text; /,
      /entry 2 has a password that is no text; /,
      /entry 2 has a key besides registry, username, password\./,
    ],
  ],
  [
    "two entries for one registry",
    "- {registry: a, username: u, password: hunter2}\n- {registry: A, username: v, password: hunter2}",
    [/entry 2 is for a registry that an entry before it is for/],
  ],
];
for (const [what, text, says] of faulty) {
  test(`${what} is refused without a word of it`, () => {
    assert.throws(
      () => parse(text),
      (error: unknown) => {
        assert.ok(error instanceof PublishError && error.code === "USAGE");
        for (const pattern of says) assert.match(error.message, pattern);
        assert.match(error.message, /input “registry-auth”: /);
        assert.ok(error.problems.every(({ hint }) => hint !== undefined));
        assert.ok(!JSON.stringify([error.message, error.problems, error.stack]).includes("hunter2"));
        return true;
      },
    );
  });
}

const masked: readonly (readonly [what: string, text: string, secrets: readonly string[]])[] = [
  ["a list", "- {registry: a, username: u, password: hunter2}\n-\n  password: x y", ["hunter2", "x y"]],
  ["a mapping for a password", '- password: {"a": "hunter2"}', ["hunter2"]],
  ["text as an entry", "- hunter2", ["hunter2"]],
  ["broken YAML", "- registry: a\n  password: hunter2\n :- [", ["hunter2"]],
  ["a mapping", 'password: "hunter2"', ["hunter2"]],
];
for (const [what, text, secrets] of masked) {
  test(`of ${what} the passwords are masked, and not the rest`, () => {
    assert.deepEqual([...new Set(secretsIn(spec, text))], secrets);
  });
}
