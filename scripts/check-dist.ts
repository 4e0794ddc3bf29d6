import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { build, distDirectory } from "./build.ts";

/** Every file below `directory` with its bytes. */
async function contents(directory: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const read = files.map(async (file) => [path.relative(directory, file), await readFile(file)] as const);
  return new Map(await Promise.all(read));
}

function differences(committed: Map<string, Buffer>, built: Map<string, Buffer>): string[] {
  return [...new Set([...committed.keys(), ...built.keys()])].sort().flatMap((file) => {
    const [before, after] = [committed.get(file), built.get(file)];
    if (before === undefined) return [`dist/${file} is missing`];
    if (after === undefined) return [`dist/${file} is left over`];
    return before.equals(after) ? [] : [`dist/${file} differs`];
  });
}

const scratch = await mkdtemp(path.join(os.tmpdir(), "check-dist-"));
try {
  await build(scratch);
  const found = differences(await contents(distDirectory), await contents(scratch));
  for (const line of found) console.error(line);
  if (found.length > 0) {
    console.error("dist/ is not what the sources give. Run `npm run build` and commit dist/.");
    process.exitCode = 1;
  } else console.log("dist/ is what the sources give");
} finally {
  await rm(scratch, { recursive: true, force: true });
}
