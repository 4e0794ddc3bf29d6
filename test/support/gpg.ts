import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { requirePeer } from "./peer.ts";
import { mustRun, type ProgramResult, runProgram } from "./program.ts";
import { findProgram } from "./program-path.ts";

/** GnuPG with a home of its own. */
export interface Gpg {
  /** Runs it; the passphrase of every key it makes or opens is `passphrase`. */
  run(args: readonly string[], options?: { readonly passphrase?: string }): Promise<string>;
  /** The same, without throwing where it fails. */
  tryRun(args: readonly string[]): Promise<ProgramResult>;
  /** Makes a key; `parts` are its subkeys, as `--quick-add-key` takes algorithm and usage. Gives its fingerprint. */
  makeKey(key: KeySpec): Promise<string>;
  /** Writes the key's public part into a file, binary, as Helm wants it; gives the path. */
  exportPublic(fingerprint: string): Promise<string>;
}

export interface KeySpec {
  readonly userId: string;
  /** As `--quick-generate-key` takes it: `rsa3072`, `nistp256`, `ed25519`. */
  readonly algorithm: string;
  /** `sign` where left out, which always includes `cert`. */
  readonly usage?: string;
  /** `0` for ever, where left out. */
  readonly expires?: string;
  readonly subkeys?: readonly (readonly [algorithm: string, usage: string])[];
  readonly passphrase?: string;
}

/** GnuPG for one test; its home and its agent go with the test. `undefined` after skipping. */
export async function gpgFor(t: TestContext): Promise<Gpg | undefined> {
  const program = requirePeer(t, findProgram("gpg", "gnupg"));
  if (program === undefined) return undefined;
  // Short, for the agent's socket lies in it.
  const home = await mkdtemp(path.join(os.tmpdir(), "g-"));
  const env = { PATH: process.env["PATH"], HOME: home, GNUPGHOME: home };
  t.after(async () => {
    await runProgram("gpgconf", ["--kill", "all"], { env });
    await rm(home, { recursive: true, force: true });
  });
  const words = (passphrase = ""): string[] => [
    ...["--batch", "--no-tty", "--yes", "--pinentry-mode", "loopback"],
    ...["--passphrase", passphrase],
  ];
  const run: Gpg["run"] = (args, { passphrase } = {}) =>
    mustRun(program, [...words(passphrase), ...args], { env });
  return {
    run,
    tryRun: (args) => runProgram(program, [...words(), ...args], { env }),
    async makeKey({ userId, algorithm, usage = "sign", expires = "0", subkeys = [], passphrase = "" }) {
      await run(["--quick-generate-key", userId, algorithm, usage, expires], { passphrase });
      const listed = await run(["--list-keys", "--with-colons", `=${userId}`]);
      const fingerprint = /^fpr:+([0-9A-F]+):/m.exec(listed)?.[1] ?? "";
      for (const [kind, purpose] of subkeys) {
        await run(["--quick-add-key", fingerprint, kind, purpose, expires], { passphrase });
      }
      return fingerprint;
    },
    async exportPublic(fingerprint) {
      const file = path.join(home, `${fingerprint}.pub.gpg`);
      await run(["--output", file, "--export", fingerprint]);
      return file;
    },
  };
}
