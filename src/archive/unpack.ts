import { posix } from "node:path";
import type { ChartFile, ReadArchive } from "../chart/chart.ts";
import { type Problem, PublishError } from "../errors.ts";
import { gunzip } from "./gunzip.ts";
import { readTar, type TarFile } from "./untar.ts";

const mebibyte = 1024 * 1024;

/** Helm reads no more of a chart (Helm v4.1.4 pkg/chart/loader/archive/archive.go, MaxDecompressedChartSize). */
const maxChartSize = 100 * mebibyte;

/** The same, of one file (MaxDecompressedFileSize). */
const maxFileSize = 5 * mebibyte;

/** Far more than any chart holds; the largest tar we read could name a quarter of a million empty files. */
const maxFiles = 20_000;

/** In bytes: content, and for each file a header of 512 and up to 511 of padding; the rest is for long names. */
export const maxTarSize = 128 * mebibyte;

/** Of all archives within one chart: a few archives, each within its own limits, can hold many, and so on. */
const maxNestedSize = 1024 * mebibyte;

/** So many faults are told of one archive; the rest is counted. */
const maxProblems = 20;

/**
 * The files of a chart archive in its order, the top directory and byte order marks stripped, as Helm's loader would
 * have them. Throws ARCHIVE_INVALID with every fault found: paths that climb out or occur twice, too much of anything,
 * no `Chart.yaml`, damage.
 */
export function readArchive(bytes: Uint8Array, source: string): readonly ChartFile[] {
  const files = new Map<string, Uint8Array>();
  const problems: Problem[] = [];
  const names: string[] = [];
  const tar = gunzip(bytes, source, maxTarSize);
  try {
    for (const file of readTar(tar)) {
      names.push(file.name);
      if (names.length > maxFiles) {
        problems.push({
          message: `it has more than ${maxFiles} files`,
          hint: "Leave generated files out of the chart.",
        });
        break;
      }
      addFile(file, files, problems);
    }
    problems.push(...faultsOfWhole(files, names));
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    problems.push({ message: error.message, hint: "Make the archive again with `helm package`." });
  }
  if (problems.length > 0) throw unreadable(source, problems);
  return [...files].map(([path, content]) => ({ path, bytes: content }));
}

/**
 * A reader for the archives within one chart, and those within them: gives up, with ARCHIVE_INVALID, when all together
 * unpack to more than 1 GiB.
 */
export function nestedReader(read: ReadArchive): ReadArchive {
  let left = maxNestedSize;
  return (bytes, source) => {
    const files = left > 0 ? read(bytes, source) : [];
    left -= sizeOf(files.map((file) => file.bytes));
    if (left > 0) return files;
    throw unreadable(source, [
      {
        message: `the archives in this chart unpack to more than ${maxNestedSize / mebibyte} MiB`,
        hint: "Vendor fewer archives within archives.",
      },
    ]);
  };
}

function addFile({ name, bytes }: TarFile, files: Map<string, Uint8Array>, problems: Problem[]): void {
  const path = pathInChart(name);
  const fault = pathFault(path, name);
  if (fault !== undefined) problems.push(fault);
  if (bytes.length > maxFileSize) {
    const size = (bytes.length / mebibyte).toFixed(1);
    problems.push({
      message: `${quoted(name)} has ${size} MiB; Helm reads no file of more than 5 MiB`,
      hint: "Leave the file out of the chart.",
    });
  }
  if (files.has(path)) {
    problems.push({
      message: `${quoted(name)} is there twice, and Helm would take either`,
      hint: "Helm does so when it packages two versions of one dependency: let this tool package the directory.",
    });
  }
  files.set(path, withoutMark(bytes));
}

/** The rules of Helm v4.1.4 pkg/chart/loader/archive/archive.go: `\` is a delimiter too, the first part is dropped. */
function pathInChart(name: string): string {
  const delimiter = name.includes("\\") ? "\\" : "/";
  const path = name.split(delimiter).slice(1).join("/");
  return posix.normalize(path).replace(/(?<=.)\/$/, "");
}

function pathFault(path: string, name: string): Problem | undefined {
  const entry = quoted(name);
  if (path === "." || /^Chart\.yaml[\\/]/.test(name)) {
    return {
      message: `${entry} does not stand in a directory`,
      hint: "Put all files below one directory with the chart's name.",
    };
  }
  const hint = "Make the archive again with `helm package`; do not unpack this one.";
  if (path.startsWith("/")) return { message: `${entry} is an absolute path`, hint };
  if (path.startsWith("..")) return { message: `${entry} leads out of the chart`, hint };
  if (/^[a-zA-Z]:\//.test(path)) return { message: `${entry} names a drive`, hint };
  return undefined;
}

function faultsOfWhole(files: ReadonlyMap<string, Uint8Array>, names: readonly string[]): Problem[] {
  const problems: Problem[] = [];
  const size = sizeOf([...files.values()]);
  if (size >= maxChartSize) {
    problems.push({
      message: `its files have ${(size / mebibyte).toFixed(1)} MiB; Helm reads no chart of 100 MiB or more`,
      hint: "Leave large files out of the chart.",
    });
  }
  if (!files.has("Chart.yaml")) problems.push(noChartYaml(names));
  return problems;
}

const sizeOf = (contents: readonly Uint8Array[]): number =>
  contents.reduce((total, bytes) => total + bytes.length, 0);

function noChartYaml(names: readonly string[]): Problem {
  const nested = names.find((name) => /^\.\/[^/]+\/Chart\.yaml$/.test(name));
  if (nested !== undefined) {
    const directory = nested.split("/")[1];
    return {
      message: `it has no <name>/Chart.yaml but ${quoted(nested)}, where Helm does not look`,
      hint: `Name the directory without "./" when you make it: \`tar -czf FILE ${directory}\``,
    };
  }
  return {
    message: names.length === 0 ? "it is empty" : "it has no <name>/Chart.yaml, so it is no chart",
    hint: "A chart archive is what `helm package` makes of a directory with a Chart.yaml.",
  };
}

/** Names are the archive's maker's: shown with control characters escaped, and cut. */
const quoted = (name: string): string => JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name);

function withoutMark(bytes: Uint8Array): Uint8Array {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return hasMark ? bytes.subarray(3) : bytes;
}

function unreadable(source: string, problems: readonly Problem[]): PublishError {
  const told = problems.slice(0, maxProblems);
  const rest = problems.length - told.length;
  const more = rest > 0 ? [{ message: `and ${rest} more faults` }] : [];
  return new PublishError("ARCHIVE_INVALID", `Could not read ${source}`, { problems: [...told, ...more] });
}
