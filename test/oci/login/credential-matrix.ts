import { chmod, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { FakeHelpers } from "../../support/credential-helper.ts";
import { base64 } from "./login-files.ts";

/** How logins are kept, with one account that the registry takes: `u`, `p:q`. */
export interface MatrixRow {
  /** As the record calls it, with the host at `127.0.0.1:5101`. */
  readonly name: string;
  readonly helm?: unknown;
  readonly docker?: unknown;
  readonly helpers?: Readonly<Record<string, string>>;
  /** Why we do otherwise than Helm v4.1.4 where we do. */
  readonly difference?: string;
}

export const account = { username: "u", password: "p:q" };

const right = { auth: base64("u:p:q") };
const answer = (host: string): string =>
  JSON.stringify({ ServerURL: host, Username: account.username, Secret: account.password });
const notFound = 'echo "credentials not found in native keychain"; exit 1';

/** Every case of the record, for a registry at `host`. */
export function credentialMatrix(host: string): MatrixRow[] {
  const forms = [
    "H",
    "https://H",
    "http://H",
    "https://H/v2/",
    "https://H/v1/",
    "H/",
    "H/cr",
    "H/cr/libchart",
  ];
  const auths = { [host]: right };
  const good = { good: `echo '${answer(host)}'` };
  return [
    ...[...forms, "oci://H"].map((form) => ({
      name: `helm cfg auths key ${form.replace("H", "127.0.0.1:5101")}`,
      helm: { auths: { [form.replace("H", host)]: right } },
    })),
    { name: "username/password fields", helm: { auths: { [host]: account } } },
    { name: "~/.docker/config.json", docker: { auths } },
    { name: "DOCKER_CONFIG", docker: { auths } },
    {
      name: "helm cfg wrong, docker right",
      helm: { auths: { [host]: { auth: base64("u:wrong") } } },
      docker: { auths },
    },
    { name: "helm cfg other host, docker right", helm: { auths: { "other:1": right } }, docker: { auths } },
    { name: "docker credHelpers", docker: { credHelpers: { [host]: "good" } }, helpers: good },
    { name: "docker credsStore", docker: { credsStore: "good" }, helpers: good },
    {
      name: "docker credsStore none + auths plain",
      docker: { credsStore: "none", auths },
      helpers: { none: notFound },
      difference: "the file holds the password, and the helper has nothing better to say",
    },
    {
      name: "docker credsStore missing binary + auths plain",
      docker: { credsStore: "missing", auths },
    },
    { name: "helm cfg credHelpers", helm: { credHelpers: { [host]: "good" } }, helpers: good },
    { name: "none" },
    { name: "malformed helm config", helm: "{bad" },
    { name: "auths entry empty in docker (credsStore style) + no store", docker: { auths: { [host]: {} } } },
    {
      name: "password with colon / no pad",
      helm: { auths: { [host]: { auth: right.auth.replace(/=+$/, "") } } },
    },
  ];
}

/** Where the two files of a row were written. */
export interface RowFiles {
  readonly helm: string;
  readonly docker: string;
}

/** Writes what a row keeps below `directory`, and its helpers. */
export async function writeRow(row: MatrixRow, directory: string, helpers: FakeHelpers): Promise<RowFiles> {
  const files = {
    helm: path.join(directory, "helm.json"),
    docker: path.join(directory, "docker/config.json"),
  };
  await mkdir(path.dirname(files.docker), { recursive: true });
  for (const [place, content] of [
    [files.helm, row.helm],
    [files.docker, row.docker],
  ] as const) {
    if (content === undefined) continue;
    await writeFile(place, typeof content === "string" ? content : JSON.stringify(content));
    await chmod(place, 0o600);
  }
  for (const [name, script] of Object.entries(row.helpers ?? {})) await helpers.add(name, script);
  return files;
}
