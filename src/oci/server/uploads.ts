import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { PublishError } from "../../errors.ts";
import { nameProblem } from "../name.ts";
import type { Store, Upload } from "../store/store.ts";
import type { Blobs } from "./blobs.ts";
import { parseDigest } from "./conditions.ts";
import { type Answer, type Exchange, type Headers, Refusal } from "./refusal.ts";

/** Sessions kept at once; the oldest is dropped for a new one, so that abandoned uploads cannot pile up. */
const maxSessions = 256;

interface Session {
  readonly id: string;
  readonly repository: string;
  readonly upload: Upload;
  /** Whether a request is writing to it. */
  busy: boolean;
}

/** Upload sessions, distribution-spec v1.1.1 § Pushing blobs: in one piece, in chunks, in one POST, or mounted. */
export class Uploads {
  readonly #store: Store;
  readonly #blobs: Blobs;
  readonly #maxBlobBytes: number;
  readonly #sessions = new Map<string, Session>();

  constructor(store: Store, blobs: Blobs, maxBlobBytes: number) {
    this.#store = store;
    this.#blobs = blobs;
    this.#maxBlobBytes = maxBlobBytes;
  }

  /** POST: mounts a blob, takes a whole one, or opens a session. */
  async start(exchange: Exchange): Promise<Answer> {
    const { repository, query } = exchange;
    const mount = query.get("mount");
    const source = query.get("from") ?? undefined;
    if (mount !== null) {
      const digest = parseDigest(mount);
      const problem = source === undefined ? undefined : nameProblem(source, "");
      if (problem !== undefined)
        throw new Refusal(400, "NAME_INVALID", problem, { detail: { from: source } });
      if (await this.#blobs.canMount(digest, source)) {
        this.#blobs.link(repository, digest);
        return created(repository, digest);
      }
    }
    if (query.has("digest")) parseDigest(query.get("digest") ?? "");
    const session = await this.#open(repository);
    if (query.has("digest")) return this.#finish(session, exchange);
    return { status: 202, headers: { ...progress(session), "docker-upload-uuid": session.id } };
  }

  /** PATCH: one more chunk. */
  async append(exchange: Exchange): Promise<Answer> {
    const session = this.#find(exchange);
    await this.#write(session, exchange.request);
    return { status: 202, headers: { ...progress(session), "docker-upload-uuid": session.id } };
  }

  /** PUT: the last chunk or the whole blob, and the digest of it all. */
  async finish(exchange: Exchange): Promise<Answer> {
    const session = this.#find(exchange);
    // A digest that is no digest leaves the session open: the client may still send the right one.
    parseDigest(exchange.query.get("digest") ?? "");
    return this.#finish(session, exchange);
  }

  /** GET: how far the upload has come. */
  async status(exchange: Exchange): Promise<Answer> {
    const session = this.#find(exchange);
    return { status: 204, headers: { ...progress(session), "docker-upload-uuid": session.id } };
  }

  /** DELETE: gives the upload up. */
  async cancel(exchange: Exchange): Promise<Answer> {
    await this.#drop(this.#find(exchange));
    return { status: 204 };
  }

  /** Gives every upload up. */
  async close(): Promise<void> {
    for (const session of [...this.#sessions.values()]) await this.#drop(session);
  }

  async #open(repository: string): Promise<Session> {
    const [oldest] = this.#sessions.values();
    if (oldest !== undefined && this.#sessions.size >= maxSessions) await this.#drop(oldest);
    const session = { id: randomUUID(), repository, upload: await this.#store.startUpload(), busy: false };
    this.#sessions.set(session.id, session);
    return session;
  }

  #find({ repository, reference, query }: Exchange): Session {
    const session = this.#sessions.get(reference);
    if (session?.repository !== repository || query.get("_state") !== session.id) {
      throw new Refusal(404, "BLOB_UPLOAD_UNKNOWN", "there is no such upload, or its Location was changed");
    }
    if (session.busy) throw new Refusal(400, "BLOB_UPLOAD_INVALID", "another request writes to this upload");
    return session;
  }

  async #finish(session: Session, { request, query, repository }: Exchange): Promise<Answer> {
    const digest = parseDigest(query.get("digest") ?? "");
    await this.#write(session, request);
    this.#sessions.delete(session.id);
    try {
      await session.upload.commit(digest);
    } catch (error) {
      if (!(error instanceof PublishError) || error.code !== "INTEGRITY") throw error;
      throw new Refusal(400, "DIGEST_INVALID", "the uploaded bytes do not match the digest", {
        detail: { digest },
      });
    }
    this.#blobs.link(repository, digest);
    return created(repository, digest);
  }

  /** Appends a body. A body that breaks off, or is too long, ends the session: what arrived of it is not known to be right. */
  async #write(session: Session, request: IncomingMessage): Promise<void> {
    this.#checkRange(session, request);
    session.busy = true;
    try {
      for await (const piece of request.iterator({ destroyOnReturn: false })) {
        if (session.upload.size + piece.length > this.#maxBlobBytes) throw this.#tooLarge();
        await session.upload.write(piece);
      }
    } catch (error) {
      await this.#drop(session);
      throw error;
    } finally {
      session.busy = false;
    }
  }

  #checkRange(session: Session, { headers }: IncomingMessage): void {
    const { size } = session.upload;
    const length = headers["content-length"] === undefined ? undefined : Number(headers["content-length"]);
    if (size + (length ?? 0) > this.#maxBlobBytes) throw this.#tooLarge();
    const range = headers["content-range"];
    if (range === undefined) return;
    const [, first, last] = /^(\d+)-(\d+)$/.exec(range) ?? [];
    if (first === undefined || last === undefined) {
      throw new Refusal(400, "BLOB_UPLOAD_INVALID", "Content-Range is not <first>-<last>");
    }
    if (Number(first) !== size) {
      throw new Refusal(416, "BLOB_UPLOAD_INVALID", "the chunk does not start where the last one ended", {
        headers: progress(session),
      });
    }
    if (length !== Number(last) - Number(first) + 1) {
      throw new Refusal(400, "SIZE_INVALID", "Content-Length is not the length of Content-Range");
    }
  }

  #tooLarge(): Refusal {
    return new Refusal(413, "SIZE_INVALID", `blobs over ${this.#maxBlobBytes} bytes are not taken`);
  }

  async #drop(session: Session): Promise<void> {
    this.#sessions.delete(session.id);
    await session.upload.abort();
  }
}

/** The Location is worth something only with its query: clients must keep it (distribution-spec v1.1.1 § POST then PUT). */
function progress({ id, repository, upload }: Session): Headers {
  return {
    location: `/v2/${repository}/blobs/uploads/${id}?_state=${id}`,
    range: `0-${Math.max(upload.size - 1, 0)}`,
  };
}

function created(repository: string, digest: string): Answer {
  return {
    status: 201,
    headers: { location: `/v2/${repository}/blobs/${digest}`, "docker-content-digest": digest },
  };
}
