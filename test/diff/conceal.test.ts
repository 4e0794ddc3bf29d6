import assert from "node:assert/strict";
import test from "node:test";
import { concealing } from "../../src/diff/conceal.ts";

const key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----";
const encoded = Buffer.from(`${key}${"x".repeat(40)}`).toString("base64");
const certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";

const cases = [
  { name: "a secret of the run", text: "a: s3cret-b", expected: "a: ***-b" },
  { name: "a secret that holds another one", text: "s3cret-and-more", expected: "***" },
  { name: "a line of a secret", text: "  line-number-one-of-it  ", expected: "  ***  " },
  { name: "a private key", text: `a: |\n${key}\nb: 1`, expected: "a: |\n*** (private key)\nb: 1" },
  { name: "a private key without an end", text: key.slice(0, 40), expected: "*** (private key)" },
  { name: "an indented key", text: key.replaceAll("\n", "\n  "), expected: "*** (private key)" },
  { name: "a key on one line", text: `"${key.replaceAll("\n", "\\n")}"`, expected: '"*** (private key)"' },
  { name: "a key in base64", text: `k: ${encoded}`, expected: "k: *** (private key)" },
  {
    name: "OpenPGP's",
    text: "-----BEGIN PGP PRIVATE KEY BLOCK-----\nx\n-----END PGP PRIVATE KEY BLOCK-----",
    expected: "*** (private key)",
  },
  { name: "age's", text: "AGE-SECRET-KEY-1QQQQ", expected: "*** (private key)" },
];
const conceal = concealing([
  "s3cret",
  "s3cret-and-more",
  "line-number-one-of-it\nline-number-two-of-it\nend",
  "",
]);

for (const { name, text, expected } of cases) {
  test(`${name} is not shown`, () => assert.equal(conceal(text), expected));
}

for (const text of [
  certificate,
  Buffer.from(`${certificate}${" ".repeat(40)}`).toString("base64"),
  "the end",
]) {
  test(`${JSON.stringify(text.slice(0, 30))} is shown`, () => assert.equal(conceal(text), text));
}
