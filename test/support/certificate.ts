import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";

/** A certificate and its key, as PEM texts. */
export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

/** An authority of our own, a server of 127.0.0.1 that it vouches for, and a client. */
export interface Authority {
  readonly ca: KeyPair;
  readonly server: KeyPair;
  readonly client: KeyPair;
}

const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
const rsa = ["-newkey", "rsa:2048"];
/** A name that stands for this machine behind a proxy of `startConnectProxy`. */
export const proxiedName = "registry.test";

const loopbackWith = (names: readonly string[]): string[] => [
  "-addext",
  `subjectAltName=${["IP:127.0.0.1", ...names.map((name) => `DNS:${name}`)].join(",")}`,
];

/** A key and a certificate that it signed itself, for 127.0.0.1; `undefined`, with the test skipped, without openssl. */
export function selfSigned(t: TestContext, type: "ec" | "rsa" = "ec"): KeyPair | undefined {
  return withOpenssl(t, () =>
    certify("127.0.0.1", [...(type === "ec" ? curve : rsa), ...loopbackWith([proxiedName])]),
  );
}

/** A new authority, whose server has those names besides; `undefined`, with the test skipped, without openssl. */
export function authorityFor(
  t: TestContext,
  names: readonly string[] = [proxiedName],
): Authority | undefined {
  return withOpenssl(t, () => {
    const ca = certify("Lab authority", curve);
    const leaf = ["-addext", "basicConstraints=critical,CA:FALSE"];
    return {
      ca,
      server: certify("127.0.0.1", [...curve, ...loopbackWith(names), ...leaf], ca),
      client: certify("robot", [...curve, ...leaf], ca),
    };
  });
}

function withOpenssl<T>(t: TestContext, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (process.env["CI"] === "true") throw error;
    t.skip("SKIP no openssl 3: install it with the system's package manager");
    return undefined;
  }
}

function certify(name: string, options: readonly string[], issuer?: KeyPair): KeyPair {
  const directory = mkdtempSync(path.join(tmpdir(), "certificate-"));
  const place = (file: string) => path.join(directory, file);
  const signed: string[] = [];
  try {
    if (issuer !== undefined) {
      writeFileSync(place("ca.pem"), issuer.cert);
      writeFileSync(place("ca-key.pem"), issuer.key);
      signed.push("-CA", place("ca.pem"), "-CAkey", place("ca-key.pem"));
    }
    const files = ["-keyout", place("key.pem"), "-out", place("cert.pem"), "-subj", `/CN=${name}`];
    execFileSync("openssl", ["req", "-x509", "-nodes", "-days", "2", ...options, ...signed, ...files], {
      stdio: "ignore",
    });
    return { key: readFileSync(place("key.pem"), "utf8"), cert: readFileSync(place("cert.pem"), "utf8") };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
