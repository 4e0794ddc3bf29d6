import { realpath, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import { messageOf, type Problem, PublishError } from "../errors.ts";
import { credentialHelper, type RunHelper } from "../oci/login/credential-helper.ts";
import { authsOf, originOf, parseDockerConfig } from "../oci/login/docker-config-file.ts";
import { loginKey } from "../oci/login/docker-config-keys.ts";
import { editDockerConfig, withoutKeys } from "../oci/login/login-store.ts";
import { replaceFile } from "../oci/login/replace-file.ts";
import { Secret } from "../secret.ts";
import { bytesOf, fingerprint, readRecord, type SavedFile, type SavedLogin } from "./saved-logins.ts";

/**
 * Undoes what leaveLogins did. A file that is still as we left it becomes what it was, byte for
 * byte; from one that somebody else has changed since only our logins go. The record goes in any case. Throws IO with
 * every place that could not be undone.
 */
export async function restoreLogins(record: string, run: RunHelper): Promise<void> {
  const problems: Problem[] = [];
  try {
    for (const file of await readRecord(record)) {
      await restoreFile(file, run).catch((error: unknown) => {
        problems.push({
          message: messageOf(error),
          hint: `look for a login of this job in ${file.place.file}, and remove it`,
        });
      });
    }
  } finally {
    await rm(path.dirname(record), { recursive: true, force: true });
  }
  if (problems.length > 0)
    throw new PublishError("IO", "Could not undo the logins of this job.", { problems });
}

async function restoreFile(file: SavedFile, run: RunHelper): Promise<void> {
  const { place, original, written, missingDirectories } = file;
  for (const login of file.logins) await restoreHelper(file, login, run);
  const now = await bytesOf(place.file);
  if (now !== undefined) {
    const isOurs = written === undefined || written === fingerprint(now);
    if (!isOurs) await withdraw(file);
    else if (original === undefined) await rm(await realpath(place.file));
    else await replaceFile(place.file, Buffer.from(original.base64, "base64"), original.mode);
  }
  // Fails where somebody has put something into one of them: then it stays, and so do those above.
  for (const directory of missingDirectories) if (!(await removeEmpty(directory))) break;
}

/** Takes our logins out of the file, but for those that were replaced; what was there before comes back. */
async function withdraw({ place, original, logins }: SavedFile): Promise<void> {
  const text = Buffer.from(original?.base64 ?? "", "base64").toString();
  const before = authsOf(parseDockerConfig(place, text));
  await editDockerConfig(place, async (config) => {
    const auths = authsOf(config);
    const keys = logins
      .filter(({ host, entry }) => fingerprint(JSON.stringify(auths[loginKey(host)]) ?? "") === entry)
      .map(({ host }) => loginKey(host));
    if (keys.length === 0) return config;
    const back = Object.fromEntries(keys.flatMap((key) => (key in before ? [[key, before[key]]] : [])));
    return { ...config, auths: { ...withoutKeys(auths, keys), ...back } };
  });
}

async function restoreHelper(
  { place }: SavedFile,
  { host, helper }: SavedLogin,
  run: RunHelper,
): Promise<void> {
  if (helper === undefined) return;
  const keeper = credentialHelper(helper.name, originOf(place), run);
  const now = await keeper.get(host);
  const isOurs =
    now?.kind === "basic" && fingerprint(`${now.username}:${now.password.reveal()}`) === helper.left;
  if (!isOurs) return;
  if (helper.before === undefined) await keeper.erase(host);
  else {
    const { username, password } = helper.before;
    await keeper.store({ host, username, password: new Secret(password) });
  }
}

async function removeEmpty(directory: string): Promise<boolean> {
  return await rmdir(directory).then(
    () => true,
    () => false,
  );
}
