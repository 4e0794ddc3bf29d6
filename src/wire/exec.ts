import type { Exec } from "../io.ts";
import type { Variables } from "../options/context.ts";

/** What git needs to be found, to start, and to find its configuration and the repository. */
const childVariable =
  /^(PATH|PATHEXT|SystemRoot|ComSpec|HOME|HOMEDRIVE|HOMEPATH|USERPROFILE|APPDATA|PROGRAMDATA|TEMP|TMP|TMPDIR|XDG_CONFIG_HOME|LANG|LC_[A-Z]+|LD_LIBRARY_PATH|DEVELOPER_DIR|GIT_(DIR|WORK_TREE|CEILING_DIRECTORIES|CONFIG_[A-Z0-9_]+))$/i;

/** What one program needs besides: its own credentials, and how to reach its service. */
const ownVariable: Readonly<Record<string, RegExp>> = {
  aws: /^(AWS_[A-Z0-9_]+|(HTTPS?|NO)_PROXY|SSL_CERT_FILE)$/i,
};

/**
 * Runs programs with no variables but those they need: any other may hold a secret, whatever its name. The toolkit is
 * loaded on first use.
 */
export function createExec(variables: Variables): Exec {
  return async (program, args, options = {}) => {
    const own = ownVariable[program];
    const env = Object.fromEntries(
      Object.entries(variables).filter((entry): entry is [string, string] => {
        const [name, value] = entry;
        return value !== undefined && (childVariable.test(name) || own?.test(name) === true);
      }),
    );
    const { getExecOutput } = await import("@actions/exec");
    try {
      return await getExecOutput(program, [...args], {
        env,
        ...(options.directory !== undefined && { cwd: options.directory }),
        silent: true,
        ignoreReturnCode: true,
      });
    } catch (cause) {
      return { exitCode: 127, stdout: "", stderr: cause instanceof Error ? cause.message : String(cause) };
    }
  };
}
