import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { TestContext } from "node:test";
import type { RunHelper } from "../../../src/oci/login/credential-helper.ts";
import type { Credential, CredentialSource } from "../../../src/oci/login/credentials.ts";
import { dockerConfig } from "../../../src/oci/login/docker-config.ts";
import { temporaryDirectory } from "../../support/chart.ts";

/** For files that name no helper. */
export const noHelper: RunHelper = (program) => assert.fail(`${program} is run`);

/** A file in Docker's format; text is written as it is. */
export async function configFile(t: TestContext, content: unknown): Promise<string> {
  const file = path.join(await temporaryDirectory(t), "config.json");
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

/** What such a file knows. */
export async function configured(
  t: TestContext,
  content: unknown,
  run = noHelper,
  name = "Docker's config",
): Promise<CredentialSource> {
  return dockerConfig({ file: await configFile(t, content), name }, run);
}

/** `user:password` for Basic, `kind:token` for tokens, nothing for none. */
export function plain(credential: Credential): string {
  if (credential.kind === "none") return "";
  if (credential.kind === "basic") return `${credential.username}:${credential.password.reveal()}`;
  return `${credential.kind}:${credential.token.reveal()}`;
}

export const base64 = (text: string): string => Buffer.from(text).toString("base64");
