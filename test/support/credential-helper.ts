import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { TestContext } from "node:test";
import { temporaryDirectory } from "./chart.ts";
import { requirePeer } from "./peer.ts";

/** Credential helpers in a directory of their own, and what they were told. */
export interface FakeHelpers {
  /** PATH with them in front. */
  readonly searchPath: string;
  /** Adds `docker-credential-<name>`, a shell script that finds verb, input and key in `$1`, `$input` and `$file`. */
  add(name: string, script: string): Promise<void>;
  /** `keeper get 127.0.0.1:5000` of every call so far, the input on one line. */
  calls(): Promise<string[]>;
  /** Everything the helpers were given besides their input: arguments and environment. */
  surroundings(): Promise<string>;
  /** What the helper of that name keeps: one JSON document a login. */
  kept(name: string): Promise<string[]>;
}

/** Keeps logins in files, as the protocol of docker-credential-helpers has it. */
export const keeper = `case $1 in
  get) cat "$file" 2>/dev/null || { echo "credentials not found in native keychain"; exit 1; };;
  store) printf %s "$input" > "$file";;
  erase) rm -f "$file";;
esac`;

/** `undefined` after skipping where there is no shell to write them in. */
export async function fakeHelpers(t: TestContext): Promise<FakeHelpers | undefined> {
  const shell = process.platform === "win32" ? { missing: "a POSIX shell" } : { value: "/bin/sh" };
  if (requirePeer(t, shell) === undefined) return undefined;
  const directory = await temporaryDirectory(t);
  const [calls, given] = [path.join(directory, "calls.txt"), path.join(directory, "given.txt")];
  const read = (file: string): Promise<string> => readFile(file, "utf8").catch(() => "");
  return {
    searchPath: `${directory}${path.delimiter}${process.env["PATH"]}`,
    async add(name, script) {
      const kept = path.join(directory, "kept", name);
      await mkdir(kept, { recursive: true });
      const file = path.join(directory, `docker-credential-${name}`);
      const head = `#!/bin/sh
input=$(cat)
key=\${input#*'"ServerURL":"'}
key=$(printf %s "\${key%%'"'*}" | tr '/:' '__')
file='${kept}'/$key
{ printf '%s ' '${name}' "$1"; printf %s "$input" | tr '\\n' ' '; echo; } >> '${calls}'
{ printf '%s\\n' "$0" "$@"; env; } >> '${given}'
`;
      await writeFile(file, `${head}${script}\n`);
      await chmod(file, 0o755);
    },
    calls: async () => (await read(calls)).split("\n").filter((line) => line !== ""),
    surroundings: () => read(given),
    async kept(name) {
      const kept = path.join(directory, "kept", name);
      const files = await readdir(kept);
      return await Promise.all(files.sort().map((file) => readFile(path.join(kept, file), "utf8")));
    },
  };
}
