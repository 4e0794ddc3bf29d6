import * as core from "@actions/core";
import { tellFault } from "../report/tell.ts";
import { createHelperRun } from "../wire/run-helper.ts";
import { createActionReporter } from "./reporter.ts";
import { restoreLogins } from "./restore-logins.ts";
import { recordState } from "./saved-logins.ts";

const record = core.getState(recordState);
if (record !== "") {
  const reporter = createActionReporter();
  try {
    await restoreLogins(record, createHelperRun(process.env, new AbortController().signal));
    reporter.info("The logins of this job are undone.");
  } catch (error) {
    tellFault(error, reporter);
    process.exitCode = 1; // a login that stays behind on a machine of one's own is worth a red job
  }
}
