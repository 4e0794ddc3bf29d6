import type { CommandName } from "../options/spec.ts";
import { runExport, runList, runPull, runPush, runRemove } from "./cache-commands.ts";
import type { Runner } from "./command-run.ts";
import { runCopy } from "./copy-command.ts";
import { runDelete } from "./delete-command.ts";
import { runLogin, runLogout } from "./login-commands.ts";
import { runPlan, runPublish, runSave } from "./publish-commands.ts";
import { runServe } from "./serve-command.ts";

/** What runs for each command. */
export const runners: Readonly<Record<CommandName, Runner>> = {
  publish: runPublish,
  plan: runPlan,
  serve: runServe,
  save: runSave,
  list: runList,
  export: runExport,
  push: runPush,
  pull: runPull,
  remove: runRemove,
  copy: runCopy,
  delete: runDelete,
  // Not before it is asked for: signatures need more code than all the rest.
  verify: async (run) => (await import("./verify-command.ts")).runVerify(run),
  // With what it takes to verify, which nothing else needs.
  rekor: async (run) => (await import("./rekor-command.ts")).runRekor(run),
  login: runLogin,
  logout: runLogout,
};
