import { readFileSync } from "node:fs";
import packageJson from "../../package.json" with { type: "json" };
import { withToolConfigs } from "../commands/tool-configs.ts";
import { messageOf, PublishError } from "../errors.ts";
import { leaveOutAbsentSecrets } from "../options/absent-secrets.ts";
import { readContext } from "../options/context.ts";
import { refuseForeignHead } from "../options/foreign-head.ts";
import { parseOptions } from "../options/parse.ts";
import { secretsIn } from "../options/registry-auth.ts";
import { optionsOf } from "../options/table.ts";
import { exitCodeOf, tellFault } from "../report/tell.ts";
import { readArguments } from "./args.ts";
import type { Terminal } from "./command-run.ts";
import { runners } from "./commands.ts";
import { renderHelp } from "./help.ts";
import { createTextReporter } from "./reporter.ts";

/** Runs one command line; returns the exit code: 0 all well, 1 something failed or conflicts, 2 wrong use. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<number> {
  const reporter = createTextReporter(terminal.stderr, words.includes("--debug"));
  try {
    const invocation = readArguments(words, terminal.variables, readSecretFile);
    if (invocation.kind !== "run") {
      terminal.stdout.write(
        invocation.kind === "help" ? renderHelp(invocation.command) : `${packageJson.version}\n`,
      );
      return 0;
    }
    for (const spec of optionsOf(invocation.command)) {
      const text = invocation.raw.get(spec.name)?.text ?? "";
      if (spec.secret) for (const value of secretsIn(spec, text)) reporter.mask(value);
    }
    refuseForeignHead(invocation.command, invocation.raw, terminal.variables);
    const isNamed = invocation.operands.length > 0;
    const context = readContext(terminal.variables);
    const given = leaveOutAbsentSecrets(invocation.command, invocation.raw, context);
    given.notes.forEach(reporter.info);
    const raw = await withToolConfigs(invocation.command, { raw: given.raw, isNamed }, reporter);
    const options = parseOptions(invocation.command, raw);
    return await runners[invocation.command]({ ...invocation, options, context, terminal, reporter });
  } catch (error) {
    tellFault(error, reporter);
    return exitCodeOf(error);
  }
}

function readSecretFile(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (cause) {
    const what = file === "-" ? "standard input" : file;
    throw new PublishError("USAGE", `Could not read a secret from ${what}: ${messageOf(cause)}`, {
      cause,
      hint: "Name a file that this user may read, or “-” for standard input.",
    });
  }
}
