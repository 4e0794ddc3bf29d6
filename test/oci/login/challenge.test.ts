import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { offerOf, parseChallenges } from "../../../src/oci/login/challenge.ts";

const cases: { readonly header: string; readonly expected: readonly (string | Record<string, string>)[] }[] =
  [
    { header: "", expected: [] },
    { header: "Basic", expected: ["basic", {}] },
    { header: 'Basic realm="Lab, Registry"', expected: ["basic", { realm: "Lab, Registry" }] },
    { header: 'BASIC REALM="x"', expected: ["basic", { realm: "x" }] },
    { header: "Basic realm=bare", expected: ["basic", { realm: "bare" }] },
    {
      header: 'Basic realm = "spaced" , charset = "UTF-8"',
      expected: ["basic", { realm: "spaced", charset: "UTF-8" }],
    },
    { header: 'Basic realm="a\\"b\\\\c"', expected: ["basic", { realm: 'a"b\\c' }] },
    { header: 'Basic realm=""', expected: ["basic", { realm: "" }] },
    { header: 'Basic realm="open', expected: ["basic", { realm: "open" }] },
    { header: 'Basic realm="a", realm="b"', expected: ["basic", { realm: "b" }] },
    {
      header:
        'Bearer realm="https://a/t?x=1",service="s",scope="repository:c/x:pull,push repository:c/y:pull"',
      expected: [
        "bearer",
        { realm: "https://a/t?x=1", service: "s", scope: "repository:c/x:pull,push repository:c/y:pull" },
      ],
    },
    { header: "Bearer realm=https://a/token", expected: ["bearer", { realm: "https://a/token" }] },
    { header: 'Bearer realm="r", Basic', expected: ["bearer", { realm: "r" }, "basic", {}] },
    {
      header: 'Bearer realm="r", Basic realm="b"',
      expected: ["bearer", { realm: "r" }, "basic", { realm: "b" }],
    },
    { header: 'Negotiate, Basic realm="x"', expected: ["negotiate", {}, "basic", { realm: "x" }] },
    { header: 'Negotiate YII==, Basic realm="x"', expected: ["negotiate", {}, "basic", { realm: "x" }] },
    { header: 'NTLM abc/+=, Bearer realm="r"', expected: ["ntlm", {}, "bearer", { realm: "r" }] },
    { header: ',, ,Basic realm="x",,', expected: ["basic", { realm: "x" }] },
    {
      header: 'Bearer realm="r" service="without a comma"',
      expected: ["bearer", { realm: "r", service: "without a comma" }],
    },
    { header: '@@@, Basic realm="x"', expected: ["basic", { realm: "x" }] },
    { header: 'realm="lost", Basic', expected: ["basic", {}] },
  ];

for (const { header, expected } of cases) {
  test(`WWW-Authenticate: ${header || "nothing"}`, () => {
    const found = parseChallenges(header).flatMap(({ scheme, parameters }) => [
      scheme,
      Object.fromEntries(parameters),
    ]);
    assert.deepEqual(found, expected);
  });
}

test("a token68 is kept", () => {
  assert.equal(parseChallenges("Negotiate a/b+c==")[0]?.token68, "a/b+c==");
});

test("no header makes the parser throw or run for ever", () => {
  const alphabet = fc.constantFrom(...'Basic realm="\\,;= \t@bearer68/+é');
  fc.assert(
    fc.property(fc.string({ unit: alphabet, maxLength: 60 }), (header) =>
      Array.isArray(parseChallenges(header)),
    ),
  );
});

test("Bearer counts only with a realm, Basic always", () => {
  const offer = (header: string) => offerOf(parseChallenges(header));
  assert.deepEqual(offer('Bearer realm="",Bearer realm="r",service=s'), {
    bearer: { realm: "r", service: "s" },
    basic: false,
  });
  assert.deepEqual(offer("Bearer, Basic realm=x"), { basic: true });
  assert.deepEqual(offer("Digest realm=x"), { basic: false });
});
