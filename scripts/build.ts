import { chmod, copyFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type OutputChunk, type PreRenderedChunk, rolldown } from "rolldown";
import { licenseTexts } from "./licenses.ts";

const root = path.join(import.meta.dirname, "..");

/** What is committed and what users run. */
export const distDirectory = path.join(root, "dist");

/** The files that start something, and the modules they start from. */
const entries = {
  action: "src/action/main.ts",
  post: "src/action/post.ts",
  plan: "src/action/plan-main.ts",
  verify: "src/action/verify-main.ts",
  cache: "src/action/cache-main.ts",
  cli: "src/cli/main.ts",
};

/**
 * Packages whose modules do nothing when imported, though they don't say so: what nobody calls is left out, and with
 * it the second undici that the toolkit's HTTP client brings.
 */
const free = /[\\/]node_modules[\\/](@actions|undici|tunnel)[\\/]/;

/**
 * What is not bundled but copied as its authors publish it. OpenPGP.js is under the LGPL: whoever wants another version
 * puts its `openpgp.mjs` in this file's place. Only chunks import it, never an entry, so that the path is one.
 */
const copied = { openpgp: "./openpgp.js" };

/**
 * Bundles the entries into `directory`, replacing what was there. The bytes depend on the sources, the lockfile and
 * the bundler alone: names carry no hashes, comments no absolute paths.
 */
export async function build(directory: string): Promise<void> {
  const bundle = await rolldown({
    cwd: root,
    input: entries,
    platform: "node",
    external: Object.keys(copied),
    transform: { target: "node22" },
    treeshake: { moduleSideEffects: (id) => !free.test(id) },
    onLog(level, log) {
      if (level === "warn") throw new Error(`The bundler warns: ${log.message}`);
    },
  });
  await rm(directory, { recursive: true, force: true });
  const { output } = await bundle.write({
    dir: directory,
    format: "esm",
    minify: false,
    paths: copied,
    entryFileNames: "[name].js",
    // What entries share would be named after any one of its modules.
    chunkFileNames: (chunk) => (namesItself(chunk) ? "chunks/[name].js" : "chunks/shared.js"),
    postBanner: (chunk) => (chunk.isEntry && chunk.name === "cli" ? "#!/usr/bin/env node" : ""),
  });
  await bundle.close();
  await chmod(path.join(directory, "cli.js"), 0o755);
  const copies = Object.entries(copied).map(
    ([name, file]) => [fileURLToPath(import.meta.resolve(name)), file] as const,
  );
  for (const [module, file] of copies) await copyFile(module, path.join(directory, "chunks", file));
  const chunks = output.filter((file): file is OutputChunk => file.type === "chunk");
  const modules = [...chunks.flatMap((chunk) => chunk.moduleIds), ...copies.map(([module]) => module)];
  await writeFile(path.join(directory, "licenses.txt"), await licenseTexts(modules));
}

/** Whether a chunk holds what its name says: a module loaded on first use, or the bundler's own runtime. */
function namesItself(chunk: PreRenderedChunk): boolean {
  return chunk.isDynamicEntry || chunk.name === "rolldown-runtime";
}

if (import.meta.main) await build(distDirectory);
