import assert from "node:assert/strict";
import test from "node:test";
import { readKey } from "openpgp";
import { minimalKey } from "../../../src/signing/rekor/minimal-key.ts";
import { makePublisherKey, signedAt } from "../../support/signed-archive.ts";

test("what others certified of a key stays with its owner", async () => {
  const [ann, bob] = [await makePublisherKey("Ann"), await makePublisherKey("Bob")];
  const certified = await ann.toPublic().signPrimaryUser([bob], signedAt);
  const whole = await readKey({ armoredKey: certified.armor() });
  assert.equal(whole.users[0]?.otherCertifications.length, 1);
  const { armored, userId } = await minimalKey(whole, [], signedAt);
  const minimal = await readKey({ armoredKey: armored });
  assert.equal(userId, "Ann <ann@example.test>");
  assert.deepEqual(minimal.getUserIDs(), [userId]);
  assert.equal(minimal.users[0]?.otherCertifications.length, 0);
  assert.equal(minimal.users[0]?.selfCertifications.length, 1);
  assert.equal(minimal.subkeys.length, 0);
  assert.equal(whole.users.length, 2, "the keyring's own is as it was");
});

test("a key without a user id that holds is told by its fingerprint", async () => {
  const ann = (await makePublisherKey("Ann")).toPublic();
  ann.users = [];
  const fingerprint = ann.getFingerprint().toUpperCase();
  await assert.rejects(minimalKey(ann, [], signedAt), (error: Error & { code?: string }) => {
    assert.equal(error.code, "USAGE");
    assert.ok(
      error.message.startsWith(`Could not take key ${fingerprint} out of the keyring: `),
      error.message,
    );
    return true;
  });
});
