import { PublishError } from "../errors.ts";
import { originOf } from "../oci/login/docker-config-file.ts";
import { removeLogin, storeLogin } from "../oci/login/login-store.ts";
import { hostProblem } from "../oci/name.ts";
import { userLoginFiles } from "../wire/logins.ts";
import { createHelperRun } from "../wire/run-helper.ts";
import { type CommandRun, clientsFor } from "./command-run.ts";

/** Keeps a login where Helm keeps them, once the registry has taken it. */
export async function runLogin(run: CommandRun): Promise<number> {
  const { options, terminal, reporter } = run;
  const host = hostOf(run, "login");
  const { username, password } = options;
  if (username === undefined || password === undefined) {
    throw new PublishError("USAGE", `Could not log in to ${host}: there is no user name and no password.`, {
      hint: "Give --username, and the password with --password-stdin, --password-file FILE or HELM_OCI_PUBLISH_PASSWORD.",
    });
  }
  await using clients = clientsFor(run, host, "pull");
  const wasAsked = await clients.registry.checkLogin(host, terminal.signal);
  const { helm } = userLoginFiles(terminal.variables);
  const runHelper = createHelperRun(terminal.variables, terminal.signal);
  await storeLogin(helm, { host, username, password }, runHelper);
  if (!wasAsked) reporter.warn(`${host} asked for no credentials, so that they could not be checked`);
  reporter.info("Login Succeeded");
  reporter.info(`The login is kept in ${originOf(helm)}.`);
  return 0;
}

/** Forgets it. Where there is none, that is what was wanted. */
export async function runLogout(run: CommandRun): Promise<number> {
  const { terminal, reporter } = run;
  const host = hostOf(run, "logout");
  const { helm } = userLoginFiles(terminal.variables);
  const wasKept = await removeLogin(helm, host, createHelperRun(terminal.variables, terminal.signal));
  reporter.info(
    wasKept
      ? `Removed the login credentials for ${host}`
      : `Not logged in to ${host}: there is no login for it in ${originOf(helm)}`,
  );
  return 0;
}

function hostOf({ operands }: CommandRun, command: string): string {
  const [text, ...others] = operands;
  const host = text?.replace(/^(oci|https):\/\//, "").replace(/\/$/, "");
  const hint = `Write it as in: ${command} ghcr.io`;
  if (host === undefined || others.length > 0) {
    const what = host === undefined ? "names no registry" : "names more than one registry";
    throw new PublishError("USAGE", `Could not read the command line: ${command} ${what}.`, { hint });
  }
  const problem = host.includes("/") ? "a login is for a whole registry, without a path" : hostProblem(host);
  if (problem === undefined) return host.toLowerCase();
  throw new PublishError("USAGE", `Could not ${command}.`, { problems: [{ message: problem, hint }] });
}
