import { appendFile } from "node:fs/promises";
import path from "node:path";
import { Secret } from "../../../src/secret.ts";
import { selfSigned } from "../../support/certificate.ts";
import { publishOne } from "../../support/published.ts";
import { registryFor } from "../../support/registry.ts";
import type { Reply } from "../../support/scripted-server.ts";
import type { BadInput, Scene } from "./scene.ts";

const html = { "content-type": "text/html; charset=utf-8" };
const page: Reply = { headers: html, body: "<html><title>Sign in · Example</title>" };

/** Everything is answered with this reply. */
const answering =
  (reply: Reply): NonNullable<BadInput["arrange"]> =>
  async ({ serve }: Scene) => ({ registry: `oci://${(await serve({ fallback: () => reply })).host}/charts` });

const credentials = { username: "ci", password: new Secret("right") };
const doing = /Could not .*charts\/web:1\.0\.0: HEAD https?:\/\/.*\/v2\/charts\/web\/manifests\/1\.0\.0/;
/** An address of this machine that does not count as one: nothing but HTTPS is spoken with it. */
const outward = (host: string): string => host.replace("127.0.0.1", "0.0.0.0");
const onWindows = (): string | false => process.platform === "win32" && "Windows does not connect to 0.0.0.0";

/** Registries that refuse, are none, or are not there. */
export const registryCases: readonly BadInput[] = [
  {
    name: "a registry that is a website",
    code: 1,
    arrange: answering(page),
    says: [doing, /web page/, /Fix: /],
  },
  {
    name: "a registry that redirects to a login page",
    code: 1,
    arrange: async ({ serve }) => {
      const server = await serve({
        rules: [{ path: /^\/login/, reply: page }],
        fallback: () => ({ status: 302, headers: { location: "/login?next=%2Fv2" } }),
      });
      return { registry: `oci://${server.host}/charts` };
    },
    says: [/Could not .*charts\/web:1\.0\.0/, /web page/, /Fix: /],
  },
  {
    name: "wrong credentials",
    code: 1,
    options: { username: "ci", password: "wrong-password" },
    arrange: async ({ t }) => {
      const registry = await registryFor(t, { credentials });
      return { registry: `oci://${registry.host}/charts` };
    },
    says: [/Could not .*charts\/web/, /401/, /Fix: .*credentials used: the username and password inputs/i],
  },
  {
    name: "no credentials",
    code: 1,
    arrange: async ({ t }) => {
      const registry = await registryFor(t, { credentials });
      return { registry: `oci://${registry.host}/charts` };
    },
    says: [/Could not .*charts\/web/, /401/, /Fix: set username and password/i],
  },
  {
    name: "an account that may not push",
    code: 1,
    arrange: answering({ status: 403, body: { errors: [{ code: "DENIED", message: "not for you" }] } }),
    says: [/Could not .*charts\/web/, /403 DENIED \(“not for you”\)/, /Fix: /],
  },
  {
    name: "a registry that fails",
    code: 1,
    arrange: answering({ status: 500, body: { errors: [{ code: "UNKNOWN", message: "disk full" }] } }),
    says: [doing, /500/, /Fix: /],
  },
  {
    name: "a registry that wants us to wait",
    code: 1,
    arrange: answering({ status: 429, headers: { "retry-after": "3600" }, body: "slow down" }),
    says: [doing, /429/, /Fix: .*Retry-After: 3600/i],
  },
  {
    name: "a connection that is refused",
    code: 1,
    options: { registry: "oci://127.0.0.1:9/charts" },
    says: [doing, /connection was refused/, /Fix: is anything listening on 127\.0\.0\.1:9\?/i],
  },
  {
    name: "a connection that is cut",
    code: 1,
    arrange: answering({ reset: true }),
    says: [doing, /cut the connection/, /Fix: /],
  },
  {
    name: "a registry that does not answer",
    code: 1,
    options: { timeout: "1s" },
    arrange: answering({ hang: true }),
    says: [doing, /no answer within the time limit/, /Fix: raise (the )?timeout/i],
  },
  {
    name: "HTTPS to a registry without TLS",
    code: 1,
    skip: onWindows,
    arrange: async ({ registry }) => ({ registry: `oci://${outward(registry.host)}/charts` }),
    says: [doing, /speaks plain HTTP, not HTTPS/, /Fix: set plain-http/i],
  },
  {
    name: "plain HTTP to a registry with TLS",
    code: 1,
    arrange: async ({ t, serve }) => {
      const tls = selfSigned(t);
      return tls === undefined
        ? "skipped"
        : { registry: `oci://${(await serve({ tls })).host}/charts`, "plain-http": "true" };
    },
    says: [doing, /Fix: .*leave out plain-http/i],
  },
  {
    name: "a certificate that nobody vouches for",
    code: 1,
    skip: onWindows,
    arrange: async ({ t, serve }) => {
      const tls = selfSigned(t);
      return tls === undefined
        ? "skipped"
        : { registry: `oci://${outward((await serve({ tls, address: "0.0.0.0" })).host)}/charts` };
    },
    says: [doing, /certificate is not trusted/, /Fix: .*in ca-file/i],
  },
  {
    name: "other content under a published version",
    code: 1,
    arrange: async ({ directory, registry }) => {
      const chart = path.join(directory, "charts/web");
      await publishOne([chart, "--registry", `oci://${registry.host}/charts`]);
      await appendFile(path.join(chart, "values.yaml"), "more: true\n");
      return undefined;
    },
    says: [
      /charts\/web\/Chart\.yaml:3: /,
      /values\.yaml differs/,
      /Fix: Bump version in charts\/web\/Chart\.yaml/,
    ],
  },
];
