import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { type Reply, type ScriptedServer, startServer } from "../scripted-server.ts";

/** A TUF repository on loopback that publishes files, and the `root.json` that it is known by. */
export interface FakeTrustRepository extends AsyncDisposable {
  readonly server: ScriptedServer;
  readonly rootFile: string;
}

/** What can be wrong with it. */
export interface TrustRepositoryFaults {
  /** Serves this instead of the file that was signed. */
  readonly served?: string;
  /** When its metadata ends; in 2099 where left out. */
  readonly expires?: string;
  /** Signs by a key that the root does not know. */
  readonly stranger?: boolean;
}

/** Starts one over `files`, by name; its root goes to `directory`. One key signs every role. */
export async function startTrustRepository(
  files: Readonly<Record<string, string>>,
  directory: string,
  { served, expires = "2099-01-01T00:00:00Z", stranger = false }: TrustRepositoryFaults = {},
): Promise<FakeTrustRepository> {
  const known = generateKeyPairSync("ed25519");
  const signer = stranger ? generateKeyPairSync("ed25519") : known;
  const keyid = createHash("sha256")
    .update(known.publicKey.export({ format: "der", type: "spki" }))
    .digest("hex");
  const signed = (signed: object, { privateKey } = signer): string => {
    const signature = sign(null, Buffer.from(canonical(signed)), privateKey).toString("hex");
    return JSON.stringify({ signed, signatures: [{ keyid, sig: signature }] });
  };
  const common = { spec_version: "1.0.31", version: 1, expires };
  const role = { keyids: [keyid], threshold: 1 };
  const publicKey = Buffer.from(known.publicKey.export({ format: "jwk" }).x ?? "", "base64url").toString(
    "hex",
  );
  const root = {
    ...{ ...common, _type: "root", consistent_snapshot: false },
    keys: { [keyid]: { keytype: "ed25519", scheme: "ed25519", keyval: { public: publicKey } } },
    roles: { root: role, timestamp: role, snapshot: role, targets: role },
  };
  const targets = Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      name,
      {
        length: Buffer.byteLength(text),
        hashes: { sha256: createHash("sha256").update(text).digest("hex") },
      },
    ]),
  );
  const metadata: Readonly<Record<string, string>> = {
    "/timestamp.json": signed({ ...common, _type: "timestamp", meta: { "snapshot.json": { version: 1 } } }),
    "/snapshot.json": signed({ ...common, _type: "snapshot", meta: { "targets.json": { version: 1 } } }),
    "/targets.json": signed({ ...common, _type: "targets", targets }),
  };
  const rootFile = path.join(directory, "first-root.json");
  await writeFile(rootFile, signed(root, known));
  const server = await startServer({
    fallback({ path: asked }): Reply {
      const name = /^\/targets\/(.+)$/.exec(asked)?.[1];
      const body = name === undefined ? metadata[asked] : (served ?? files[name]);
      return body === undefined ? { status: 404 } : { body };
    },
  });
  return { server, rootFile, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

/** OLPC's canonical JSON, for values without characters that need escaping. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(",")}}`;
}
