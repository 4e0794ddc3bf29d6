import { readFile } from "node:fs/promises";
import path from "node:path";
import { openPackage } from "../archive/open.ts";
import type { Metadata } from "../chart/metadata.ts";
import { parseMetadata } from "../chart/read-metadata.ts";
import { PublishError } from "../errors.ts";
import type { ChartSource } from "./find-charts.ts";

/** What a chart says of itself, before it is loaded; `undefined` where that is faulty, which whoever loads it will say. */
export async function readSourceMetadata(
  { kind, shownPath }: ChartSource,
  signal: AbortSignal,
): Promise<Metadata | undefined> {
  try {
    if (kind === "archive") return (await openPackage(shownPath, { signal })).packaged.metadata;
    const file = path.join(shownPath, "Chart.yaml");
    return parseMetadata(await readFile(file), file);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof PublishError || (error instanceof Error && "code" in error)) return undefined;
    throw error;
  }
}
