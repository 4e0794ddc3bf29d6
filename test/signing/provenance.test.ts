import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import fc from "fast-check";
import { digestOf } from "../../src/digest.ts";
import { PublishError } from "../../src/errors.ts";
import { checkProvenance, readProvenance } from "../../src/signing/provenance.ts";
import { goldenFor } from "../support/golden.ts";

const digest = digestOf("archive");
const archive = { fileName: "web-1.0.0+b.1.tgz", digest };
const listed = `files:\n  ${archive.fileName}: ${digest}\n`;

const signed = (text: string): string =>
  `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n${text}-----BEGIN PGP SIGNATURE-----\n\nabc=\n-----END PGP SIGNATURE-----`;
const message = signed(`name: web\n\n...\n${listed}`);
const read = (text: string) => readProvenance(Buffer.from(text), "dist/web.tgz.prov");

const readable: readonly { name: string; text: string }[] = [
  { name: "as Helm 3 writes it", text: message },
  { name: "as Helm 4 writes it", text: signed(`name: web\n\n...\n${listed}\n`) },
  { name: "with CRLF", text: message.replaceAll("\n", "\r\n") },
  { name: "with text before and after", text: `hello\n\n${message}\nbye\n` },
  { name: "with escaped dashes", text: signed(`keywords:\n- - one\n...\n${listed}`) },
  { name: "with trailing blanks", text: message.replaceAll("tgz: ", "tgz:  ").replace("...\n", "... \t\n") },
  { name: "with a third part and other keys", text: signed(`a\n...\n${listed}images: {}\n\n...\nmore: 1\n`) },
  { name: "with quotes", text: message.replace(archive.fileName, `"${archive.fileName}"`) },
];

for (const { name, text } of readable) {
  test(`a provenance file is read ${name}, and belongs to its archive`, () => {
    const provenance = read(text);
    assert.deepEqual(provenance.files, new Map([[archive.fileName, digest]]));
    checkProvenance(provenance, archive);
  });
}

const unreadable: readonly { name: string; text: string; why: RegExp }[] = [
  { name: "an empty file", text: "", why: /no line -----BEGIN PGP SIGNED MESSAGE-----/ },
  {
    name: "a detached signature",
    text: message.slice(message.indexOf("-----BEGIN PGP SIGNATURE")),
    why: /no line -----BEGIN/,
  },
  { name: "a message cut short", text: message.slice(0, -40), why: /incomplete/ },
  {
    name: "no signature",
    text: message.slice(0, message.indexOf("-----BEGIN PGP SIGNATURE")),
    why: /incomplete/,
  },
  { name: "one part only", text: signed(listed), why: /no second part/ },
  { name: "no files", text: signed("a\n...\nimages: {}\n"), why: /lists no archive/ },
  { name: "files that are a list", text: signed("a\n...\nfiles: [a]\n"), why: /lists no archive/ },
  {
    name: "a digest that is a number",
    text: signed("a\n...\nfiles: {a: 1}\n"),
    why: /digest of "a" is no text/,
  },
  { name: "broken YAML", text: signed("a\n...\nfiles: {a\n"), why: /no YAML \(.+\)/ },
];

for (const { name, text, why } of unreadable) {
  test(`${name} is refused, naming the file and what to do`, () => {
    assert.throws(() => read(text), {
      code: "PROVENANCE_INVALID",
      message: new RegExp(`^Could not read dist/web\\.tgz\\.prov: .*${why.source}`),
      hint: /helm package --sign/,
    });
  });
}

const foreign: readonly { name: string; files: string; why: RegExp }[] = [
  { name: "another file name", files: `web-1.0.0_b.1.tgz: ${digest}`, why: /is for "web-1\.0\.0_b\.1\.tgz"/ },
  {
    name: "another digest",
    files: `${archive.fileName}: ${digestOf("other")}`,
    why: new RegExp(`"${digestOf("other")}", and this one has ${digest}`),
  },
  {
    name: "the digest in upper case",
    files: `${archive.fileName}: sha256:${digest.slice(7).toUpperCase()}`,
    why: /upper case/,
  },
];

for (const { name, files, why } of foreign) {
  test(`provenance with ${name} does not belong to the archive, and both are named`, () => {
    const provenance = read(signed(`a\n...\nfiles:\n  ${files}\n`));
    assert.throws(
      () => checkProvenance(provenance, archive),
      (error) => {
        assert.ok(error instanceof PublishError);
        assert.equal(error.code, "PROVENANCE_INVALID");
        assert.match(error.message, /^Could not attach dist\/web\.tgz\.prov to web-1\.0\.0\+b\.1\.tgz: /);
        assert.match(error.message, why);
        assert.match(error.hint ?? "", /[Ss]ign/);
        return true;
      },
    );
  });
}

test("every provenance file of real Helm and real gpg is read and belongs to its archive", (t) => {
  const root = goldenFor(t);
  if (root === undefined) return;
  const pairs = readdirSync(path.join(root, "prov"))
    .filter((file) => file.endsWith(".prov"))
    .map((file) => [path.join(root, "prov", file), path.join(root, "prov/annotated-0.1.0.tgz")] as const);
  for (const helm of ["helm-3.9.4", "helm-3.17.3", "helm-4.1.4"]) {
    const directory = path.join(root, "out", helm, "signed");
    for (const file of readdirSync(directory).filter((name) => name.endsWith(".tgz"))) {
      pairs.push([path.join(directory, `${file}.prov`), path.join(directory, file)]);
    }
  }
  assert.ok(pairs.length > 15);
  for (const [prov, tgz] of pairs) {
    const own = { fileName: path.basename(tgz), digest: digestOf(readFileSync(tgz)) };
    checkProvenance(readProvenance(readFileSync(prov), prov), own);
  }
});

test("whatever the bytes, reading gives provenance or one kind of error", () => {
  const text = fc.array(fc.oneof(fc.constantFrom(...message.split("\n"), "..."), fc.string()));
  fc.assert(
    fc.property(text, (lines) => {
      try {
        read(lines.join("\n"));
      } catch (error) {
        if (!(error instanceof PublishError) || error.code !== "PROVENANCE_INVALID") throw error;
      }
    }),
  );
});
