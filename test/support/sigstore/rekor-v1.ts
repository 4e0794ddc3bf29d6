import type { Reply, Request, ScriptedServer } from "../scripted-server.ts";
import { startServer } from "../scripted-server.ts";
import { createMerkleLog, leafHash, type MerkleLog } from "./merkle-log.ts";
import { canonicalEntry, indexKeys, type ProposedEntry } from "./rekor-entries.ts";
import type { Switches } from "./switches.ts";

/** A transparency log and its server. */
export interface FakeLog {
  readonly server: ScriptedServer;
  readonly log: MerkleLog;
}

/** The first Rekor: takes dsse, hashedrekord and helm entries, and finds them again. */
export async function startRekorV1(switches: Switches): Promise<FakeLog> {
  let answer: (request: Request) => Reply = () => ({ status: 503 });
  const server = await startServer({ fallback: (request) => answer(request) });
  const log = createMerkleLog(`${server.host} - ${TREE_ID}`, server.host);
  answer = handlerOf(log, switches);
  return { server, log };
}

const TREE_ID = "1193050959916656506";
const treePrefix = BigInt(TREE_ID).toString(16).padStart(16, "0");
const ENTRIES = "/api/v1/log/entries";

function handlerOf(log: MerkleLog, switches: Switches): (request: Request) => Reply {
  const times: number[] = [];
  const entry = (index: number): Record<string, unknown> => {
    const body = log.bodies[index] as Buffer;
    return { [uuidOf(body)]: storedEntry(log, index, times[index] ?? 0, switches) };
  };
  const find = (uuid: string) => log.bodies.findIndex((body) => uuidOf(body).endsWith(uuid.slice(-64)));
  const add = (proposed: ProposedEntry): Reply => {
    const body = canonicalEntry(proposed);
    const known = log.bodies.findIndex((other) => other.equals(body));
    if (known >= 0) return conflict(uuidOf(body));
    const index = log.append(body);
    times[index] = Math.floor((Date.now() + switches.rekorSkewMs) / 1000);
    const uuid = uuidOf(body);
    return { status: 201, headers: { location: `${ENTRIES}/${uuid}`, etag: uuid }, body: entry(index) };
  };
  return ({ method, path, body }) => {
    try {
      if (method === "POST" && path === ENTRIES) return add(JSON.parse(body.toString()) as ProposedEntry);
      if (method === "POST" && path === "/api/v1/index/retrieve") {
        const { hash } = JSON.parse(body.toString()) as { hash: string };
        return { body: log.bodies.filter((one) => indexKeys(one).includes(hash)).map(uuidOf) };
      }
      if (method === "GET" && path.startsWith(`${ENTRIES}/`)) {
        const index = find(path.slice(ENTRIES.length + 1));
        return index < 0 ? problem(404, "entry not found") : { body: entry(index) };
      }
      return problem(404, `path ${path} was not found`);
    } catch (error) {
      return problem(400, error instanceof Error ? error.message : String(error));
    }
  };
}

function uuidOf(body: Buffer): string {
  return `${treePrefix}${leafHash(body).toString("hex")}`;
}

function conflict(uuid: string): Reply {
  const message = `an equivalent entry already exists in the transparency log with UUID ${uuid}`;
  return { ...problem(409, message), headers: { location: `${ENTRIES}/${uuid}` } };
}

function problem(status: number, message: string): Reply {
  return { status, body: { code: status, message } };
}

function storedEntry(
  log: MerkleLog,
  index: number,
  integratedTime: number,
  { rekorGives }: Switches,
): object {
  const { root, size, hashes, checkpoint } = log.prove(index);
  const logID = log.id.toString("hex");
  const body = (log.bodies[index] as Buffer).toString("base64");
  // In the order of their names, which is what the promise signs.
  const promised = JSON.stringify({ body, integratedTime, logID, logIndex: index });
  const signedEntryTimestamp = log.sign(promised).toString("base64");
  const inclusionProof = {
    logIndex: index,
    treeSize: size,
    rootHash: root.toString("hex"),
    hashes: hashes.map((hash) => hash.toString("hex")),
    checkpoint,
  };
  const verification = {
    ...(rekorGives.includes("promise") ? { signedEntryTimestamp } : {}),
    ...(rekorGives.includes("proof") ? { inclusionProof } : {}),
  };
  return { body, integratedTime, logID, logIndex: index, verification };
}
