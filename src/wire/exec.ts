import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import type { Exec } from "../io.ts";
import type { Variables } from "../options/context.ts";

/** What git needs to be found, to start, and to find its configuration and the repository. */
const childVariable =
  /^(PATH|PATHEXT|SystemRoot|ComSpec|HOME|HOMEDRIVE|HOMEPATH|USERPROFILE|APPDATA|PROGRAMDATA|TEMP|TMP|TMPDIR|XDG_CONFIG_HOME|LANG|LC_[A-Z]+|LD_LIBRARY_PATH|DEVELOPER_DIR|GIT_CONFIG_[A-Z0-9_]+)$/i;

/** What one program needs besides: its own credentials, and how to reach its service. */
const ownVariable: Readonly<Record<string, RegExp>> = {
  aws: /^(AWS_[A-Z0-9_]+|(HTTPS?|NO)_PROXY|SSL_CERT_FILE)$/i,
};

/** Runs programs with no variables but those they need: any other may hold a secret, whatever its name. */
export function createExec(variables: Variables): Exec {
  const run: Exec = (program, args, { directory, onOutput } = {}) =>
    new Promise((resolve) => {
      const env = variablesFor(program, variables);
      const child = spawn(placeOf(program, env), args, {
        env,
        ...(directory !== undefined && { cwd: directory }),
        stdio: ["ignore", "pipe", "pipe"],
        windowsHide: true,
      });
      const said = { stdout: "", stderr: "" };
      let isEnough = false;
      child.stdout.setEncoding("utf8").on("data", (piece: string) => {
        if (onOutput === undefined) said.stdout += piece;
        else if (!isEnough && onOutput(piece)) {
          isEnough = true;
          child.kill();
        }
      });
      child.stderr.setEncoding("utf8").on("data", (piece: string) => {
        said.stderr += piece;
      });
      child.on("error", ({ message }) => resolve({ exitCode: 127, stdout: "", stderr: message }));
      child.on("close", (code) => resolve({ exitCode: isEnough ? 0 : (code ?? 128), ...said }));
    });
  // Most faults of starting a program are told by an event, some are thrown.
  return (...call) =>
    run(...call).catch((error: Error) => ({ exitCode: 127, stdout: "", stderr: error.message }));
}

function variablesFor(program: string, variables: Variables): Record<string, string> {
  const own = ownVariable[program];
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => {
      const [name, value] = entry;
      return value !== undefined && (childVariable.test(name) || own?.test(name) === true);
    }),
  );
}

/**
 * Windows would look for a program in the directory it is started in before PATH: a checkout that holds a `git.exe` is
 * not to be believed.
 */
function placeOf(program: string, env: Readonly<Record<string, string>>): string {
  if (process.platform !== "win32") return program;
  const [, directories = ""] = Object.entries(env).find(([name]) => /^path$/i.test(name)) ?? [];
  const places = directories.split(path.delimiter).filter(path.isAbsolute);
  return (
    places.map((directory) => path.join(directory, `${program}.exe`)).find((file) => existsSync(file)) ??
    path.join(path.parse(process.execPath).root, program)
  );
}
