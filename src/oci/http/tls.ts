import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import tls from "node:tls";
import { messageOf, type Problem, PublishError } from "../../errors.ts";

/** Whom to trust, and who we are; PEM text. */
export interface TlsOptions {
  /** Authorities that are trusted besides those of the system. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** Takes any certificate: no protection against whoever stands in between. */
  readonly insecureSkipVerify?: boolean;
  /** The host, without port, that `cert`, `key` and `insecureSkipVerify` are for; every host where left out. */
  readonly hostname?: string;
}

/** The files of Helm's `--ca-file`, `--cert-file` and `--key-file`. */
export interface TlsFiles {
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
}

/** Reads PEM files, relative to `directory`; throws IO with the fault of every one. */
export function readTlsFiles(files: TlsFiles, directory: string): Pick<TlsOptions, "ca" | "cert" | "key"> {
  const problems: Problem[] = [];
  const read = (name: string, file: string | undefined, check: (pem: string) => void): string | undefined => {
    if (file === undefined) return undefined;
    try {
      const pem = readFileSync(path.resolve(directory, file), "utf8");
      check(pem);
      return pem;
    } catch (cause) {
      problems.push({
        message: `${name}, ${file}: ${reasonOf(cause)}`,
        location: { file },
        hint: HINTS[name] ?? "",
      });
      return undefined;
    }
  };
  const ca = read("ca-file", files.caFile, checkCertificates);
  const cert = read("cert-file", files.certFile, checkCertificates);
  const key = read("key-file", files.keyFile, (pem) => void createPrivateKey(pem));
  if (problems.length === 0 && cert !== undefined && key !== undefined) {
    if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)))
      problems.push({
        message: `key-file, ${files.keyFile}, is not the key of cert-file, ${files.certFile}`,
        hint: "Name the key that the certificate was made for; of several certificates in cert-file the first counts.",
      });
  }
  if (problems.length > 0) throw new PublishError("IO", "Could not read the TLS files.", { problems });
  return {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  };
}

const HINTS: Readonly<Record<string, string>> = {
  "ca-file": "Name a PEM file with the authority's certificate (-----BEGIN CERTIFICATE-----).",
  "cert-file": "Name a PEM file with the client's certificate (-----BEGIN CERTIFICATE-----).",
  "key-file":
    "Name a PEM file with the client's private key, without a passphrase (-----BEGIN PRIVATE KEY-----).",
};

function checkCertificates(pem: string): void {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g);
  if (blocks === null) throw new Error("it holds no certificate in PEM form");
  for (const block of blocks) new X509Certificate(block);
}

/** OpenSSL's words for a key with a passphrase, and for one that is none, help nobody. */
function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "ERR_MISSING_PASSPHRASE" || code === "ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED")
    return "the key has a passphrase";
  return String(code).startsWith("ERR_OSSL") ? "it is not what it should be" : messageOf(cause);
}

/** The authorities to trust: given ones do not replace the system's, for token servers are often public. */
export function authoritiesWith(ca: string): string[] {
  // Node 20 knows only its own list.
  const known =
    typeof tls.getCACertificates === "function" ? tls.getCACertificates("default") : tls.rootCertificates;
  return [...known, ca];
}
