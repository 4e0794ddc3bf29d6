import { cancelOnSignals } from "../wire.ts";
import { runCommandLine } from "./run.ts";

process.exitCode = await runCommandLine(process.argv.slice(2), {
  variables: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: cancelOnSignals(),
});
