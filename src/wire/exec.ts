import type { Exec } from "../io.ts";
import type { Variables } from "../options/context.ts";
import { streamOutput } from "./stream-output.ts";

/** What git needs to be found, to start, and to find its configuration and the repository. */
const childVariable =
  /^(PATH|PATHEXT|SystemRoot|ComSpec|HOME|HOMEDRIVE|HOMEPATH|USERPROFILE|APPDATA|PROGRAMDATA|TEMP|TMP|TMPDIR|XDG_CONFIG_HOME|LANG|LC_[A-Z]+|LD_LIBRARY_PATH|DEVELOPER_DIR|GIT_CONFIG_[A-Z0-9_]+)$/i;

/** What one program needs besides: its own credentials, and how to reach its service. */
const ownVariable: Readonly<Record<string, RegExp>> = {
  aws: /^(AWS_[A-Z0-9_]+|(HTTPS?|NO)_PROXY|SSL_CERT_FILE)$/i,
};

/**
 * Runs programs with no variables but those they need: any other may hold a secret, whatever its name. The toolkit is
 * loaded on first use; it cannot end a program, so that one whose output is streamed is run without it: that one `signal`
 * ends, too.
 */
export function createExec(variables: Variables, signal?: AbortSignal): Exec {
  return async (program, args, { directory, onOutput } = {}) => {
    const settings = {
      env: variablesFor(program, variables),
      ...(directory !== undefined && { cwd: directory }),
    };
    try {
      // The toolkit would throw where nobody catches it.
      if (args.some((arg) => arg.includes("\0")))
        throw new Error(`an argument for ${program} has a null byte`);
      if (onOutput !== undefined)
        return await streamOutput(program, args, { ...settings, ...(signal && { signal }) }, onOutput);
      const { getExecOutput } = await import("@actions/exec");
      return await getExecOutput(program, [...args], { ...settings, silent: true, ignoreReturnCode: true });
    } catch (cause) {
      return { exitCode: 127, stdout: "", stderr: cause instanceof Error ? cause.message : String(cause) };
    }
  };
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
