/** An entry as version 1 of Rekor answers with it (`LogEntry` of rekor v1.4.2 openapi.yaml), checked for its form. */
export interface LogEntry {
  /** Where the log has it: tree id and leaf hash, or the latter alone; hexadecimal. */
  readonly uuid: string;
  /** The canonical entry, base64, exactly as it was signed. */
  readonly body: string;
  /** In seconds since 1970. */
  readonly integratedTime: number;
  /** Over all trees of the log. */
  readonly logIndex: number;
  /** Hexadecimal. */
  readonly logId: string;
  /** Base64; absent where the log gives none. */
  readonly signedEntryTimestamp?: string;
  readonly inclusionProof?: InclusionProof;
}

/** What proves that a tree of the log holds the entry. */
export interface InclusionProof {
  /** In this tree. */
  readonly logIndex: number;
  readonly treeSize: number;
  /** Hexadecimal, as the hashes are. */
  readonly rootHash: string;
  readonly hashes: readonly string[];
  readonly checkpoint: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Whether `text` is the name of an entry, and so may stand in an address. */
export function isUuid(text: unknown): text is string {
  return typeof text === "string" && /^([0-9a-f]{16})?[0-9a-f]{64}$/.test(text);
}

/** The one entry in an answer; `undefined` where the answer is something else. */
export function readLogEntry(answer: unknown): LogEntry | undefined {
  if (!isFields(answer)) return undefined;
  const [[uuid, value] = [], ...others] = Object.entries(answer);
  if (others.length > 0 || !isUuid(uuid) || !isFields(value)) return undefined;
  const { body, integratedTime, logIndex, logID: logId } = value;
  if (typeof body !== "string" || !isHex(logId) || !isCount(integratedTime) || !isCount(logIndex))
    return undefined;
  const verification = isFields(value["verification"]) ? value["verification"] : {};
  const { signedEntryTimestamp } = verification;
  const inclusionProof = readProof(verification["inclusionProof"]);
  return {
    uuid,
    body,
    integratedTime,
    logIndex,
    logId,
    ...(typeof signedEntryTimestamp === "string" && { signedEntryTimestamp }),
    ...(inclusionProof && { inclusionProof }),
  };
}

function readProof(value: unknown): InclusionProof | undefined {
  if (!isFields(value)) return undefined;
  const { logIndex, treeSize, rootHash, hashes, checkpoint } = value;
  if (!isCount(logIndex) || !isCount(treeSize) || !isHex(rootHash)) return undefined;
  if (!Array.isArray(hashes) || !hashes.every(isHex) || typeof checkpoint !== "string") return undefined;
  return { logIndex, treeSize, rootHash, hashes, checkpoint };
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isHex(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}
