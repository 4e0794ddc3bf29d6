import { PublishError } from "../../errors.ts";

/** The key that was given cannot be used, for this reason; nothing of the key is in the words. */
export function unusableKey(why: string, hint: string): PublishError {
  return new PublishError("USAGE", `Could not use cosign-key: ${why}.`, { hint });
}

/** The password does not open the key. */
export function wrongPassword(): PublishError {
  return unusableKey(
    "cosign-password does not open it",
    "Is the secret the password that the key was made with?",
  );
}
