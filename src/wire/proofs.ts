import type { Proofs } from "../commands/proofs.ts";
import type { Options } from "../options/parse.ts";
import type { SigningSurroundings } from "./signing.ts";

/** Whether charts are to be signed or attested by Sigstore. */
export function wantsProofs({ sign, attest }: Options): boolean {
  return attest || sign.includes("cosign");
}

/** Proofs whose making is loaded on first use: runs that sign nothing pay nothing. */
export function laterProofs(options: Options, surroundings: SigningSurroundings): Proofs & AsyncDisposable {
  let made: Promise<Proofs & AsyncDisposable> | undefined;
  const load = async (): Promise<Proofs & AsyncDisposable> => {
    const { wireProofs } = await import("./signing.ts");
    return wireProofs(options, surroundings);
  };
  const loaded = (): Promise<Proofs & AsyncDisposable> => {
    made ??= load();
    return made;
  };
  return {
    beforeTag: options.tag === "after-signing",
    check: async () => (await loaded()).check(),
    prepare: async () => (await loaded()).prepare(),
    attach: async (repository, digest) => (await loaded()).attach(repository, digest),
    async [Symbol.asyncDispose]() {
      await (await made)?.[Symbol.asyncDispose]();
    },
  };
}
