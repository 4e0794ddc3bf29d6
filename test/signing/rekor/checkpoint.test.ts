import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import test from "node:test";
import { readCheckpoint } from "../../../src/signing/rekor/checkpoint.ts";

const root = createHash("sha256").update("root").digest();
const note = `log.example - 12\n34\n${root.toString("base64")}\n`;

function logWith(algorithm: "P-256" | "Ed25519") {
  const { privateKey, publicKey } =
    algorithm === "P-256"
      ? generateKeyPairSync("ec", { namedCurve: "P-256" })
      : generateKeyPairSync("ed25519");
  const id = createHash("sha256")
    .update(publicKey.export({ format: "der", type: "spki" }))
    .digest();
  const digest = algorithm === "P-256" ? "sha256" : null;
  const line = (text: string, name = "log.example") => {
    const bytes = Buffer.concat([id.subarray(0, 4), sign(digest, Buffer.from(text), privateKey)]);
    return `— ${name} ${bytes.toString("base64")}\n`;
  };
  return { id, publicKey, line };
}

for (const algorithm of ["P-256", "Ed25519"] as const) {
  test(`a checkpoint of a log with a ${algorithm} key says size and root, and who signed it`, () => {
    const [log, other] = [logWith(algorithm), logWith(algorithm)];
    const checkpoint = readCheckpoint(`${note}\n${log.line(note)}`);
    assert.equal(checkpoint?.size, 34);
    assert.deepEqual(checkpoint?.root, root);
    assert.equal(checkpoint?.isSignedBy(log.id, log.publicKey), true);
    assert.equal(checkpoint?.isSignedBy(other.id, other.publicKey), false);
    assert.equal(checkpoint?.isSignedBy(log.id, other.publicKey), false);
  });
}

test("signatures of witnesses beside the log's do no harm, and lines between note and signatures are signed", () => {
  const [log, witness] = [logWith("P-256"), logWith("Ed25519")];
  const longer = `${note}Timestamp: 1700000000\n`;
  const checkpoint = readCheckpoint(`${longer}\n${witness.line(longer, "witness")}${log.line(longer)}`);
  assert.equal(checkpoint?.isSignedBy(log.id, log.publicKey), true);
  assert.equal(
    readCheckpoint(`${note}\n${log.line(longer)}`)?.isSignedBy(log.id, log.publicKey),
    false,
    "the same without the line",
  );
});

test("nothing is taken for signed that is not", () => {
  const log = logWith("P-256");
  const line = log.line(note);
  const texts = {
    "no signature": `${note}\n`,
    "a signature without the log's hint": `${note}\n— log.example ${line.split(" ")[2]?.slice(8)}`,
    "another hint": `${note}\n— log.example AAAA${line.split(" ")[2]?.slice(4)}`,
    "a hint alone": `${note}\n— log.example ${log.id.subarray(0, 4).toString("base64")}\n`,
    "a hyphen for the dash": `${note}\n${line.replace("—", "-")}`,
    "another size": `${note.replace("34", "35")}\n${line}`,
    "another origin": `${note.replace("- 12", "- 13")}\n${line}`,
  };
  for (const [name, text] of Object.entries(texts))
    assert.equal(readCheckpoint(text)?.isSignedBy(log.id, log.publicKey), false, name);
});

for (const [name, text] of Object.entries({
  "no blank line": note,
  "no root": "log.example\n34\n\n",
  "no origin": `\n34\n${root.toString("base64")}\n\n`,
  "a size that is no number": note.replace("34", "0x22"),
  "a size with a leading zero": note.replace("34", "034"),
  "a root of another length": `log.example\n34\n${root.subarray(1).toString("base64")}\n\n`,
  nothing: "",
})) {
  test(`${name} makes no checkpoint`, () => assert.equal(readCheckpoint(`${text}`), undefined));
}
