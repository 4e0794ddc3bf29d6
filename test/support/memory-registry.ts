import { digestOf } from "../../src/digest.ts";
import type { Handler, Reply, Request } from "./scripted-server.ts";

const OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

/** The part of the distribution specification that a push needs, over memory: what faults are added to. */
export interface MemoryRegistry {
  readonly handle: Handler;
  /** By `<repository>@<digest>`. */
  readonly blobs: Map<string, Buffer>;
  /** By `<repository>:<tag>` and `<repository>@<digest>`. */
  readonly manifests: Map<string, Buffer>;
}

export function createMemoryRegistry(): MemoryRegistry {
  const blobs = new Map<string, Buffer>();
  const manifests = new Map<string, Buffer>();
  /** By id: what has come, in how many requests. */
  const sessions = new Map<string, Buffer[]>();
  let count = 0;

  const refuse = (status: number, code: string): Reply => ({
    status,
    body: { errors: [{ code, message: `${code} here` }] },
  });

  const upload = (name: string, request: Request): Reply => {
    const url = new URL(request.path, "http://registry");
    const accepted = (id: string, parts: readonly Buffer[]): Reply => ({
      status: 202,
      headers: { location: `/v2/${name}/blobs/uploads/${id}?_state=a%3D%3D${parts.length}` },
    });
    if (request.method === "POST") {
      const id = `s${++count}`;
      sessions.set(id, []);
      return accepted(id, []);
    }
    const id = url.pathname.split("/").at(-1) ?? "";
    const parts = sessions.get(id);
    if (parts === undefined || url.searchParams.get("_state") !== `a==${parts.length}`)
      return refuse(404, "BLOB_UPLOAD_INVALID");
    const whole = Buffer.concat([...parts, request.body]);
    if (request.method === "PATCH") {
      parts.push(request.body);
      return accepted(id, parts);
    }
    sessions.delete(id);
    const digest = url.searchParams.get("digest") ?? "";
    if (digestOf(whole) !== digest) return refuse(400, "DIGEST_INVALID");
    blobs.set(`${name}@${digest}`, whole);
    return {
      status: 201,
      headers: { location: `/v2/${name}/blobs/${digest}`, "docker-content-digest": digest },
    };
  };

  const manifest = (name: string, reference: string, request: Request): Reply => {
    const key = reference.startsWith("sha256:") ? `${name}@${reference}` : `${name}:${reference}`;
    if (request.method === "PUT") {
      const digest = digestOf(request.body);
      manifests.set(key, request.body).set(`${name}@${digest}`, request.body);
      return { status: 201, headers: { "docker-content-digest": digest } };
    }
    const bytes = manifests.get(key);
    if (bytes === undefined || !request.headers.accept?.includes(OCI_MANIFEST))
      return refuse(404, "MANIFEST_UNKNOWN");
    const { mediaType = OCI_MANIFEST } = JSON.parse(bytes.toString()) as { mediaType?: string };
    return {
      body: bytes,
      headers: { "content-type": mediaType, "docker-content-digest": digestOf(bytes) },
    };
  };

  return {
    blobs,
    manifests,
    handle(request) {
      const path = request.path.split("?")[0] ?? "";
      const [, name = "", kind = "", rest = ""] =
        /^\/v2\/(.+)\/(blobs\/uploads|blobs|manifests)\/(.*)$/.exec(path) ?? [];
      if (kind === "blobs/uploads") return upload(name, request);
      if (kind === "manifests") return manifest(name, rest, request);
      const blob = blobs.get(`${name}@${rest}`);
      return blob === undefined ? refuse(404, "BLOB_UNKNOWN") : { body: blob };
    },
  };
}
