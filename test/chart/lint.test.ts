import assert from "node:assert/strict";
import test from "node:test";
import { type Files, loadText, minimal } from "./chart-files.ts";

const key = `-----BEGIN RSA PRIVATE KEY-----\n${"A".repeat(64)}\n`;
const subchart = { "charts/s/Chart.yaml": "name: s\nversion: 1.0.0\n" };

const warned: readonly (readonly [what: string, files: Files, message: RegExp, line: number | undefined])[] =
  [
    [
      "a version that ranges do not see",
      { "Chart.yaml": minimal.replace("1.0.0", "v1.0.0") },
      /"v1\.0\.0" is not strict SemVer/,
      3,
    ],
    ["an unknown field", { "Chart.yaml": `${minimal}engine: gotpl\n` }, /Helm knows no field engine/, 4],
    [
      "an unknown field of a maintainer",
      { "Chart.yaml": `${minimal}maintainers:\n- name: a\n  mail: b\n` },
      /no field maintainers\[0\]\.mail/,
      6,
    ],
    [
      "url for repository",
      { ...subchart, "Chart.yaml": `${minimal}dependencies:\n- {name: s, url: x}\n` },
      /ignores `url`/,
      5,
    ],
    [
      "dependencies of a v1 chart",
      { ...subchart, "Chart.yaml": "name: a\nversion: 1.0.0\ndependencies: [{name: s}]\n" },
      /of a v1 chart/,
      3,
    ],
    [
      "requirements.yaml of a v2 chart",
      { "Chart.yaml": minimal, "requirements.yaml": "" },
      /chart that is not v1/,
      1,
    ],
    [
      "git's own files, once",
      { "Chart.yaml": minimal, ".git/HEAD": "", ".git/config": "" },
      /publishes \.git: /,
      undefined,
    ],
    [
      "node_modules",
      { "Chart.yaml": minimal, "x/node_modules/a.js": "" },
      /publishes x\/node_modules: /,
      undefined,
    ],
    ["an .env file", { "Chart.yaml": minimal, "a/.env": "" }, /publishes a\/\.env: /, undefined],
    ["a key by its name", { "Chart.yaml": minimal, "tls.key": "" }, /publishes tls\.key: /, undefined],
    [
      "an SSH key by its name",
      { "Chart.yaml": minimal, id_ed25519: "" },
      /publishes id_ed25519: /,
      undefined,
    ],
    [
      "a key by its content",
      { "Chart.yaml": minimal, "a.txt": `x PRIVATE KEY\n${key}` },
      /publishes a\.txt: a private key/,
      undefined,
    ],
  ];

for (const [what, files, message, line] of warned) {
  test(`${what} is warned of`, () => {
    const [warning, ...others] = loadText(files).warnings;
    assert.deepEqual(others, []);
    assert.match(warning?.message ?? "", message);
    assert.equal(warning?.location?.line, line);
    assert.ok(warning?.hint);
  });
}

test("an ordinary chart, and the header of a key in its documentation, call for no warning", () => {
  const files = {
    "Chart.yaml": minimal,
    "README.md": "-----BEGIN RSA PRIVATE KEY-----\n...\n",
    "values.yaml": "a: 1\n",
  };
  assert.deepEqual(loadText(files).warnings, []);
});
