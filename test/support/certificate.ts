import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { isIP } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";

/** A key and a certificate that it signed itself, for a host name or an address; `undefined`, with the test skipped, without openssl. */
export function selfSigned(
  t: TestContext,
  name = "127.0.0.1",
): { readonly key: string; readonly cert: string } | undefined {
  const directory = mkdtempSync(path.join(tmpdir(), "certificate-"));
  const [key, cert] = [path.join(directory, "key.pem"), path.join(directory, "cert.pem")];
  const subject = [
    "-subj",
    `/CN=${name}`,
    "-addext",
    `subjectAltName=${isIP(name) === 0 ? "DNS" : "IP"}:${name}`,
  ];
  const type = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  try {
    execFileSync("openssl", ["req", "-x509", ...type, "-keyout", key, "-out", cert, ...subject], {
      stdio: "ignore",
    });
    return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  } catch (error) {
    if (process.env["CI"] === "true") throw error;
    t.skip("SKIP no openssl: install it with the system's package manager");
    return undefined;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
