import { readFileSync, writeFileSync } from "node:fs";

/**
 * A module for Node's `--import`: at the end it writes the most memory that the process ever held, in bytes, to the file
 * that PEAK_MEMORY_FILE names. Linux counts a process's `maxRSS` from that of the process that started it, so there its
 * own high-water mark is read.
 */
function peakBytes(): number {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return Number(kibibytes) * 1024;
}

process.on("exit", () => writeFileSync(process.env["PEAK_MEMORY_FILE"] ?? "", String(peakBytes())));
