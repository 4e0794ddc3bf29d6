import assert from "node:assert/strict";
import test from "node:test";
import { formsOf } from "../../src/options/secret-forms.ts";

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const armored = "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nabc\n-----END PGP PRIVATE KEY BLOCK-----";

test("a secret is known by its text and by its base64, with and without a line end", () => {
  assert.deepEqual(formsOf(" pass word\n"), ["pass word", base64("pass word"), base64("pass word\n")]);
});

test("a key given in base64 is known by its armor too", () => {
  const forms = formsOf(base64(`${armored}\n`));
  for (const form of [armored, base64(armored), base64(`${armored}\n`)])
    assert.ok(forms.includes(form), form);
});

test("what is empty is no secret", () => {
  assert.deepEqual(formsOf(" \n"), []);
});
