import { readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { Artifact } from "../artifact/artifact.ts";
import { artifactHubArtifact } from "../artifact/artifacthub.ts";
import { checkArtifactHubFile } from "../artifact/artifacthub-file.ts";
import { codeOf, isWithin } from "../chart/walk.ts";
import { messageOf, PublishError } from "../errors.ts";
import type { Options } from "../options/parse.ts";
import type { ChartSource } from "./find-charts.ts";
import type { History } from "./history.ts";

/** Larger than any: the file names owners and packages to leave out. */
const maxBytes = 1024 * 1024;

const ownNames = ["artifacthub-repo.yml", "artifacthub-repo.yaml"];

/**
 * The artifact of a chart's artifacthub-repo.yml: its own, else the one that the option names. Throws USAGE where the
 * option's is not there, CHART_INVALID where a file is of no use.
 */
export async function readArtifactHubFile(
  source: ChartSource,
  { artifactHub, workingDirectory }: Pick<Options, "artifactHub" | "workingDirectory">,
  history: History | undefined,
): Promise<Artifact | undefined> {
  if (artifactHub.kind === "off") return undefined;
  for (const name of source.kind === "directory" ? ownNames : []) {
    const bytes = await read(path.join(source.shownPath, name), history?.root);
    if (bytes !== undefined) return bytes;
  }
  if (artifactHub.kind === "own") return undefined;
  const file = path.resolve(workingDirectory, artifactHub.file);
  const bytes = await read(file, history?.root);
  if (bytes !== undefined) return bytes;
  throw new PublishError("USAGE", `Could not read artifacthub-repo: ${file} does not exist.`, {
    hint: "Name the file relative to working-directory, or set artifacthub-repo: off.",
  });
}

/** `undefined` where there is no such file. A link may lead elsewhere in the checkout, and no further. */
async function read(file: string, root: string | undefined): Promise<Artifact | undefined> {
  try {
    const real = await realpath(file);
    const around = await realpath(path.dirname(file));
    if (!isWithin(around, real) && !(root !== undefined && isWithin(root, real))) throw leadsOut(file, real);
    const { size } = await stat(real);
    if (size > maxBytes) throw tooLarge(file, size);
    const bytes = await readFile(real);
    checkArtifactHubFile(bytes, file);
    return artifactHubArtifact(bytes);
  } catch (cause) {
    if (cause instanceof PublishError) throw cause;
    if (codeOf(cause) === "ENOENT") return undefined;
    throw new PublishError("IO", `Could not read ${file}: ${messageOf(cause)}`, {
      cause,
      location: { file },
    });
  }
}

function leadsOut(file: string, real: string): PublishError {
  return new PublishError(
    "CHART_INVALID",
    `Could not use ${file}: the link leads out of the checkout, to ${real}.`,
    {
      location: { file },
      hint: "Copy the file to where the link is.",
    },
  );
}

function tooLarge(file: string, size: number): PublishError {
  return new PublishError(
    "CHART_INVALID",
    `Could not use ${file}: it has ${size} bytes, more than ${maxBytes}.`,
    {
      location: { file },
      hint: "It is to hold repositoryID, owners and ignore, no more.",
    },
  );
}
