import assert from "node:assert/strict";
import test from "node:test";
import { mayHaveToken, uploadAddress } from "../../src/github/upload-address.ts";

const cases = [
  { api: "https://api.github.com", url: "https://api.github.com/repos/o/r", expected: true },
  { api: "https://api.github.com", url: "https://uploads.github.com/repos/o/r", expected: true },
  { api: "https://api.acme.ghe.com", url: "https://uploads.acme.ghe.com/repos", expected: true },
  { api: "https://git.acme.com/api/v3", url: "https://git.acme.com/api/uploads/repos", expected: true },
  { api: "https://git.acme.com/api/v3", url: "https://uploads.git.acme.com/repos", expected: true },
  { api: "https://git.acme.com:8443/api/v3", url: "https://git.acme.com:8443/api/uploads", expected: true },
  { api: "http://127.0.0.1:5000", url: "http://127.0.0.1:6000/repos", expected: true },
  { api: "https://api.github.com", url: "https://uploads.github.com.evil.example/", expected: false },
  { api: "https://api.github.com", url: "https://evil.example/uploads.github.com", expected: false },
  { api: "https://api.github.com", url: "https://uploads.github.com:8443/", expected: false },
  { api: "https://api.github.com", url: "http://uploads.github.com/", expected: false },
  { api: "https://api.github.com", url: "https://a:b@uploads.github.com/", expected: false },
  { api: "https://api.github.com", url: "https://github.com/", expected: false },
  { api: "https://git.acme.com/api/v3", url: "https://git.acme.com:444/api", expected: false },
  { api: "https://git.acme.com/api/v3", url: "https://uploads.acme.com/", expected: false },
  { api: "https://api.github.com", url: "http://127.0.0.1:5000/", expected: false },
  { api: "http://git.acme.com", url: "http://git.acme.com/", expected: false },
];

for (const { api, url, expected } of cases) {
  test(`the token of ${api} ${expected ? "goes" : "does not go"} to ${url}`, () => {
    assert.equal(mayHaveToken(new URL(url), api), expected);
  });
}

test("the template at the end of an upload's address gives way to the name of the asset", () => {
  const template = "https://uploads.github.com/repos/o/r/releases/1/assets{?name,label}";
  assert.equal(
    uploadAddress(template, "https://api.github.com", "web-1.0.0+b.tgz")?.href,
    "https://uploads.github.com/repos/o/r/releases/1/assets?name=web-1.0.0%2Bb.tgz",
  );
  assert.equal(uploadAddress("http://[", "https://api.github.com", "a"), undefined);
});
