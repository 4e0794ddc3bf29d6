import assert from "node:assert/strict";
import type { ChartJson } from "../../src/report/json.ts";
import { runCommand } from "./command.ts";

/** A chart as `publish --json` reports it. */
export type Published = { readonly [K in keyof ChartJson]: ChartJson[K] };

/** Publishes with the command line and gives what `--json` says of each chart; fails the test where that fails. */
export async function publishAll(words: readonly string[]): Promise<readonly Published[]> {
  const { code, stdout, stderr } = await runCommand(["publish", ...words, "--json"]);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout).charts;
}

/** The same for one chart. */
export async function publishOne(words: readonly string[]): Promise<Published> {
  const [chart, ...others] = await publishAll(words);
  assert.ok(chart !== undefined && others.length === 0);
  return chart;
}
