import type { Lock } from "../chart/lock.ts";
import { resolvePlain } from "../chart/scalar.ts";

/** Where the lock of a chart lies (Helm v4.1.4 `pkg/downloader/manager.go` writeLock). */
export function lockFileName(apiVersion: string): "Chart.lock" | "requirements.lock" {
  return apiVersion === "v1" ? "requirements.lock" : "Chart.lock";
}

/** The text of a lock file, as sigs.k8s.io/yaml v1.6 writes it: keys sorted, lists not indented. */
export function formatLock({ dependencies, digest = "", generated = "" }: Lock): Uint8Array {
  const entries = dependencies.map(({ name, repository, version }) =>
    [
      `- name: ${scalar(name)}`,
      `  repository: ${scalar(repository)}`,
      ...(version === undefined ? [] : [`  version: ${scalar(version)}`]),
    ].join("\n"),
  );
  const lines = ["dependencies:", ...entries, `digest: ${digest}`, `generated: ${JSON.stringify(generated)}`];
  return Buffer.from(`${lines.join("\n")}\n`);
}

/** Text that reads as text; single quotes where only its form needs them, double ones where another type would be read. */
function scalar(text: string): string {
  if (resolvePlain(text) !== text) return JSON.stringify(text);
  const isPlain = /^[^\s\p{Cc}#,[\]{}&*!|>'"%@`?:-][^\p{Cc}]*$/u.test(text) && !/: |:$| #| $/.test(text);
  return isPlain ? text : `'${text.replaceAll("'", "''")}'`;
}
