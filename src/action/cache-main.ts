import { isFeatureAvailable, restoreCache, saveCache } from "@actions/cache";

// A process of its own, see runner-cache.ts: restore FOLDER KEY PREFIX, or save FOLDER KEY. The exit code is 0 where
// that very key was restored or saved.
const [verb, folder = "", key = "", prefix = ""] = process.argv.slice(2);

async function run(): Promise<boolean> {
  if (!isFeatureAvailable()) return false;
  if (verb === "restore") return (await restoreCache([folder], key, [prefix])) === key;
  return (await saveCache([folder], key)) >= 0;
}

// Its client leaves connections open, which would keep the process alive.
process.exit((await run()) ? 0 : 1);
