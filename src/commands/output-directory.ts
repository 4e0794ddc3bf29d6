import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { messageOf, PublishError } from "../errors.ts";
import { reportJson } from "../report/json.ts";
import type { ChartFacts, Report } from "../report/report.ts";
import type { Built, Prepared } from "./prepare.ts";

/** The directory that `output-dir` names. */
export interface OutputDirectory {
  /** Writes the archive and, where there is one, the provenance file; says where. */
  keep(prepared: Prepared, built: Built): Promise<Pick<ChartFacts, "package" | "provenance">>;
  /** Writes plan.json; says where. */
  writePlan(report: Report): Promise<string>;
}

/** Opens the directory, made if it is not there. Throws IO where it cannot be written. */
export async function openOutputDirectory(directory: string): Promise<OutputDirectory> {
  const write = async (name: string, content: Uint8Array | string): Promise<string> => {
    const file = path.join(directory, name);
    try {
      await mkdir(directory, { recursive: true });
      await writeFile(file, content);
      return file;
    } catch (cause) {
      throw new PublishError("IO", `Could not write ${file}: ${messageOf(cause)}.`, {
        cause,
        hint: "Set output-dir to a directory that this job may write to.",
      });
    }
  };
  return {
    async keep(_, { packaged, provenance }) {
      const written = await write(packaged.fileName, packaged.bytes);
      if (provenance === undefined) return { package: written };
      return { package: written, provenance: await write(`${packaged.fileName}.prov`, provenance) };
    },
    writePlan: (report) => write("plan.json", reportJson(report)),
  };
}
