import { tmpdir } from "node:os";
import * as core from "@actions/core";
import type { Reporter } from "../io.ts";
import type { Options } from "../options/parse.ts";
import { type LoginSurroundings, loginsToLeave, userLoginFiles } from "../wire/logins.ts";
import { createHelperRun } from "../wire/run-helper.ts";
import { leaveLogins } from "./leave-logins.ts";
import { recordState } from "./saved-logins.ts";

/** What the `login` input asks for: logins for later Helm and Docker steps, until the job ends. */
export async function loginForLaterSteps(
  options: Options,
  surroundings: LoginSurroundings,
  reporter: Reporter,
): Promise<void> {
  const { variables, signal } = surroundings;
  const logins = await loginsToLeave(options, surroundings);
  if (logins.length === 0) {
    reporter.warn(
      "login: there is nothing to leave for later steps; set username and password, or registry-auth",
    );
    return;
  }
  const { helm, docker } = userLoginFiles(variables);
  await leaveLogins(logins, {
    places: [helm, docker],
    run: createHelperRun(variables, signal),
    temp: variables["RUNNER_TEMP"] ?? tmpdir(),
    onRecord: (record) => core.saveState(recordState, record),
  });
  const hosts = logins.map(({ host }) => host).join(", ");
  reporter.info(`Logged in to ${hosts} for later Helm and Docker steps, until the job ends`);
}
