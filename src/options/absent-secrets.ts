import type { Context } from "./context.ts";
import type { RawOptions } from "./parse.ts";
import { withoutEmptyPasswords } from "./registry-auth.ts";
import type { CommandName } from "./spec.ts";
import { splitList } from "./values.ts";

/** Options without what lacks its secret, and what is told of that. */
export interface LeftOut {
  readonly raw: RawOptions;
  readonly notes: readonly string[];
}

/**
 * Pull requests from forks see no secrets: what a step says beside one (`username`, `sign: pgp`) is left out where a
 * pull request is planned, so that one step serves both. Whoever publishes is told of the missing secret instead.
 */
export function leaveOutAbsentSecrets(
  command: CommandName,
  raw: RawOptions,
  { isProposal }: Pick<Context, "isProposal">,
): LeftOut {
  const text = (name: string): string => raw.get(name)?.text.trim() ?? "";
  const isPlan = command === "plan" || (command === "publish" && text("push") !== "true");
  if (!isProposal || !isPlan) return { raw, notes: [] };
  const rest = new Map(raw);
  const notes: string[] = [];
  const drop = (names: readonly string[], secret: string): void => {
    const given = names.filter((name) => text(name) !== "");
    if (given.length > 0)
      notes.push(`Without ${secret}, as in pull requests from forks, ${given[0]} is left out`);
    for (const name of given) rest.delete(name);
  };
  const set = (name: string, value: string): void => {
    const option = raw.get(name);
    if (option !== undefined && option.text !== value) rest.set(name, { ...option, text: value });
  };
  if (text("password") === "") drop(["username"], "password");
  if (text("registry-auth") !== "") set("registry-auth", withoutEmptyPasswords(text("registry-auth")));
  if (text("pgp-key") === "") {
    drop(["pgp-key-id", "pgp-passphrase"], "pgp-key");
    const kinds = splitList(text("sign"));
    if (kinds.includes("pgp")) {
      notes.push(
        "Without pgp-key no chart is signed by PGP: published as planned here, each would have another digest",
      );
      set("sign", kinds.filter((kind) => kind !== "pgp").join(","));
    }
  }
  if (text("cosign-key") === "") drop(["cosign-password"], "cosign-key");
  rest.delete("tag"); // which of two writes comes last: there is none, and nothing to wait for where a key is missing
  return { raw: rest, notes };
}
