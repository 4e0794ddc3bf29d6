import { publish } from "../../../src/commands/publish.ts";
import type { Exec, Reporter } from "../../../src/io.ts";
import type { RegistryClient, RegistryClientOptions } from "../../../src/oci/client/registry-client.ts";
import { givenCredentials } from "../../../src/oci/login/credentials.ts";
import { readContext } from "../../../src/options/context.ts";
import { parseOptions } from "../../../src/options/parse.ts";
import type { Outcome } from "../../../src/report/report.ts";
import { Secret } from "../../../src/secret.ts";
import type { Account } from "../../support/docker-registry.ts";
import { noDependencies } from "../../support/no-dependencies.ts";
import { runProgram } from "../../support/program.ts";
import { createTestClient, type TestClient } from "../../support/registry-client.ts";

/** What has to be known of a registry to use it. */
export interface Access {
  /** `127.0.0.1:<port>`. */
  readonly host: string;
  /** Of a registry that speaks TLS: whom to trust, and who we are where it wants to know; PEM texts. */
  readonly tls?: { readonly ca: string; readonly cert?: string; readonly key?: string };
  /** Of one who may push; none where everybody may. */
  readonly account?: Account;
}

/** A registry that runs. */
export interface Peer extends Access, AsyncDisposable {
  /** Of one who may only pull. */
  readonly reader?: Account;
}

/** A client as a registry wants it; `options` may change what it wants. */
export function connect(access: Access, options: Partial<RegistryClientOptions> = {}): TestClient {
  const { host, tls, account } = access;
  const logins = account === undefined ? [] : [loginAt(host, account)];
  return createTestClient({
    credentials: givenCredentials(logins, "the username and password inputs"),
    ...(tls !== undefined && { tls, plainHttp: false }),
    ...options,
  });
}

function loginAt(host: string, { username, password }: Account) {
  return { host, username, password: new Secret(password) };
}

const exec: Exec = async (program, args, options = {}) => {
  const { code, stdout, stderr } = await runProgram(program, args, options);
  return { exitCode: code, stdout, stderr };
};

const silent: Reporter = {
  info: () => {},
  debug: () => {},
  warn: () => {},
  error: () => {},
  group: (_, body) => body(),
  progress: () => {},
  mask: () => {},
};

/** Publishes chart directories with the real use case to `oci://<place>`; gives what became of each. */
export async function publishTo(
  registry: RegistryClient,
  place: string,
  charts: readonly string[],
): Promise<readonly Outcome[]> {
  const raw = new Map([["registry", { text: `oci://${place}`, source: "--registry" }]]);
  const options = { ...parseOptions("publish", raw), charts };
  const { signal } = new AbortController();
  const clients = { registry, dependencies: noDependencies, exec, reporter: silent, signal };
  return (await publish(options, readContext({}), clients)).report.outcomes;
}
