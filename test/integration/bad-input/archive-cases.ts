import { rm } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { writeTar } from "../../../src/archive/tar.ts";
import { digestOf } from "../../../src/digest.ts";
import type { BadInput, Scene } from "./scene.ts";

const chartYaml = "apiVersion: v2\nname: web\nversion: 1.0.0\n";
const file = (name: string, text: string | Uint8Array = "x") => ({ name, bytes: Buffer.from(text) });
const packed = (...files: ReturnType<typeof file>[]): Buffer => gzipSync(Buffer.concat(writeTar(files, 0)));
const zeros = Buffer.alloc(5 * 1024 * 1024);
const good = packed(file("web/Chart.yaml", chartYaml));

/** Puts an archive, and what stands beside it, where the charts were. */
const instead =
  (bytes: Uint8Array, beside: Readonly<Record<string, string>> = {}): NonNullable<BadInput["arrange"]> =>
  async ({ directory, write }: Scene) => {
    await rm(path.join(directory, "charts"), { recursive: true });
    await write({ "dist/web-1.0.0.tgz": bytes, ...beside });
    return { charts: "dist/web-1.0.0.tgz" };
  };

const where = /dist\/web-1\.0\.0\.tgz/;
const signed = (name: string, digest: string): string =>
  `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nname: web\n\n...\nfiles:\n  ${name}: ${digest}\n-----BEGIN PGP SIGNATURE-----\n\nabc=\n-----END PGP SIGNATURE-----\n`;
const beside = (text: string) => instead(good, { "dist/web-1.0.0.tgz.prov": text });

/** Packaged charts, and provenance, that are not what they should be. */
export const archiveCases: readonly BadInput[] = [
  {
    name: "a .tgz that is not there",
    code: 2,
    options: { charts: "dist/web-1.0.0.tgz" },
    says: [where, /does not exist/, /Fix: /],
  },
  {
    name: "a .tgz that is a web page",
    code: 1,
    arrange: instead(Buffer.from("<html>")),
    says: [where, /web page/, /Fix: /],
  },
  {
    name: "a .tgz that holds no chart",
    code: 1,
    arrange: instead(packed(file("web/README.md"))),
    says: [where, /so it is no chart/, /Fix: /],
  },
  {
    name: "a .tgz that is truncated",
    code: 1,
    arrange: instead(good.subarray(0, -20)),
    says: [where, /damaged/, /Fix: /],
  },
  {
    name: "a .tgz that is a bomb",
    code: 1,
    arrange: instead(
      packed(
        file("web/Chart.yaml", chartYaml),
        ...Array.from({ length: 25 }, (_, i) => file(`web/${i}`, zeros)),
      ),
    ),
    says: [where, /100 MiB/, /Fix: /],
  },
  {
    name: "a .tgz whose file is too large for Helm",
    code: 1,
    arrange: instead(
      packed(file("web/Chart.yaml", chartYaml), file("web/big", Buffer.alloc(5 * 1024 * 1024 + 1))),
    ),
    says: [where, /5 MiB/, /Fix: /],
  },
  {
    name: "a .tgz that climbs out",
    code: 1,
    arrange: instead(packed(file("web/Chart.yaml", chartYaml), file("web/../../etc/cron.d/x"))),
    says: [where, /leads out/, /Fix: /],
  },
  {
    name: "a .tgz of a broken chart",
    code: 1,
    arrange: instead(packed(file("web/Chart.yaml", "apiVersion: v2\nname: web\n"))),
    says: [where, /version is required/, /Fix: /],
  },
  {
    name: "a version for what is packaged already",
    code: 2,
    options: { version: "2.0.0" },
    arrange: instead(good),
    says: [where, /packaged already/, /Fix: Leave out version/],
  },
  {
    name: "a .prov for another archive",
    code: 1,
    arrange: beside(signed("web-0.9.0.tgz", digestOf(good))),
    says: [/dist\/web-1\.0\.0\.tgz\.prov/, /it is for "web-0\.9\.0\.tgz"/, /Fix: /],
  },
  {
    name: "a .prov with another hash",
    code: 1,
    arrange: beside(signed("web-1.0.0.tgz", digestOf("other"))),
    says: [/dist\/web-1\.0\.0\.tgz\.prov/, /this one has sha256:/, /Fix: The archive was packaged again/],
  },
  {
    name: "a .prov that is none",
    code: 1,
    arrange: beside("hello\n"),
    says: [/dist\/web-1\.0\.0\.tgz\.prov/, /no line -----BEGIN PGP SIGNED MESSAGE-----/, /Fix: /],
  },
];
