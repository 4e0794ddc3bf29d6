import assert from "node:assert/strict";
import test from "node:test";
import { RegistryError } from "../../../src/errors.ts";
import { refusalOf } from "../../../src/oci/client/refusal.ts";
import { createTestClient, failureOf, repositoryAt, sampleBlob } from "../../support/registry-client.ts";
import { type Reply, startServer } from "../../support/scripted-server.ts";

const html = { "content-type": "text/html; charset=utf-8" };
const page = "<!doctype html><html><head><title>\n Sign in · Corp \n</title></head></html>";

/** How the push of a blob fails when everything is answered like this. */
async function push(reply: Reply): Promise<RegistryError> {
  await using server = await startServer({ fallback: () => reply });
  const { client, signal } = createTestClient();
  await using _ = client;
  const { descriptor, bytes } = sampleBlob("b");
  const error = await failureOf(client.pushBlob(repositoryAt(server.host), descriptor, bytes, signal));
  assert.ok(error instanceof RegistryError);
  return error;
}

test("text-404: an answer no registry gives is not taken for one", async () => {
  const error = await push({
    status: 404,
    headers: { "content-type": "text/plain" },
    body: "404 page not found\n",
  });
  assert.equal(error.code, "NOT_A_REGISTRY");
  assert.match(error.message, /was answered 404 \(“404 page not found”\)$/);
});

for (const [name, reply] of [
  ["html-200", { headers: html, body: page }],
  ["html-404", { status: 404, headers: html, body: page }],
  ["html-405 (a Nexus repository of another kind)", { status: 405, headers: html, body: page }],
] as const) {
  test(`${name}: the error tells the page's title and that this is no registry`, async () => {
    const error = await push(reply);
    assert.equal(error.code, "NOT_A_REGISTRY");
    assert.match(error.message, /a web page titled Sign in · Corp/);
    assert.match(error.hint ?? "", /check the host and the path/);
  });
}

test("a redirect to a login page is no success, whether followed or not", async () => {
  const login: Reply = { status: 302, headers: { location: "/login?next=secret" } };
  const error = await push(login);
  assert.equal(error.code, "NOT_A_REGISTRY");
  assert.ok(!error.message.includes("secret"));
  await using server = await startServer({
    rules: [{ path: "/login", reply: { headers: html, body: page } }],
    fallback: () => login,
  });
  const { client, signal } = createTestClient();
  await using _ = client;
  for (const work of [
    client.resolve(repositoryAt(server.host), "1.0.0", signal),
    client.listTags(repositoryAt(server.host), signal),
  ]) {
    assert.equal((await failureOf(work)).code, "NOT_A_REGISTRY");
  }
});

test("redirects that go in circles end", async () => {
  await using server = await startServer({
    fallback: () => ({ status: 307, headers: { location: "/again" } }),
  });
  const { client, signal } = createTestClient();
  await using _ = client;
  const error = await failureOf(client.resolve(repositoryAt(server.host), "1.0.0", signal));
  assert.match(error.message, /more than 5 redirects$/);
  assert.equal(server.requests.length, 6);
});

test("log-injection: a server's words stay on one line, without control characters, and short", async () => {
  const message = `no\n::error::x\r\u001b[31m\u0000\u202Ered\u2028${"y".repeat(1000)}`;
  const error = await push({ status: 400, body: { errors: [{ code: "X\n::set-output", message }] } });
  assert.match(error.message, /400 X ::SET-OUTPUT \(“no ::error::x \[31m red y+…”\)$/);
  assert.ok(error.message.length < 900);
  assert.ok(!/[\p{Cc}\u202E\u2028]/u.test(error.message + error.codes.join()));
});

const cases = [
  {
    status: 403,
    body: { errors: [{ code: "DENIED", message: "no" }] },
    code: "DENIED",
    said: "403 DENIED (“no”)",
  },
  {
    status: 404,
    body: { errors: [{ code: "NAME_UNKNOWN" }] },
    code: "NOT_FOUND",
    said: "404 NAME_UNKNOWN",
    hint: /create the repo/,
  },
  { status: 409, body: {}, code: "CONFLICT", said: "409 Conflict" },
  { status: 412, body: { errors: [{ code: "PRECONDITION" }] }, code: "CONFLICT", said: "412 PRECONDITION" },
  {
    status: 405,
    body: { errors: [{ code: "UNSUPPORTED" }] },
    code: "REGISTRY_ERROR",
    said: "405 UNSUPPORTED",
    hint: /read-only/,
  },
  { status: 413, body: "", code: "REGISTRY_ERROR", said: "413 Payload Too Large", hint: /limits the size/ },
  { status: 400, body: { message: "m" }, code: "REGISTRY_ERROR", said: "400 (“m”)" },
  {
    status: 401,
    body: { details: "incorrect username" },
    code: "UNAUTHORIZED",
    said: "401 (“incorrect username”)",
    hint: /username/,
  },
  { status: 400, body: "plain words", code: "REGISTRY_ERROR", said: "400 (“plain words”)" },
] as const;

for (const { status, body, code, said, ...rest } of cases) {
  test(`${said} is ${code}`, async () => {
    const error = await push({ status, body });
    assert.equal(error.code, code);
    assert.ok(error.message.endsWith(`was answered ${said}`), error.message);
    assert.deepEqual([error.status, error.method], [status, "POST"]);
    if ("hint" in rest) assert.match(error.hint ?? "", rest.hint);
  });
}

for (const [words, hint] of [
  ["permission_denied: write_package", /packages: write.*Manage Actions access/],
  ["installation not allowed to Create organization package", /settings of the organization/],
  ["denied", /packages: write/],
] as const) {
  test(`GHCR's "${words}" is explained`, () => {
    const url = new URL("https://ghcr.io/v2/acme/web/blobs/uploads/");
    const body = Buffer.from(JSON.stringify({ errors: [{ code: "DENIED", message: words }] }));
    const error = refusalOf(
      { method: "POST", url, status: 403, headers: {}, body },
      {
        doing: "push",
        host: "ghcr.io",
        kind: "ghcr",
        account: "credentials used: x",
        hasCredentials: true,
        clean: (text) => text,
      },
    );
    assert.match(error.hint ?? "", hint);
  });
}

test("log-injection: what a server says in a reason, a title, a code or a header is neutralised as well", () => {
  const evil = "x\n::error::pwned\r\u001b[31m\u202e";
  const url = new URL("https://registry.example.com/v2/acme/web/blobs/uploads/");
  const context = {
    doing: "push",
    host: "registry.example.com",
    kind: "generic",
    account: "credentials used: x",
    hasCredentials: true,
    clean: (text: string) => text,
  } as const;
  const json = { errors: [{ code: evil, message: evil, detail: { reason: evil } }] };
  for (const [status, type, body] of [
    [429, "application/json", JSON.stringify(json)],
    [403, "application/json", JSON.stringify({ message: evil })],
    [404, "text/html", `<title>${evil}</title>`],
    [500, "text/plain", evil],
  ] as const) {
    const headers = { "content-type": type, "retry-after": evil };
    const error = refusalOf({ method: "POST", url, status, headers, body: Buffer.from(body) }, context);
    const told = error.message + error.hint + error.codes.join();
    assert.doesNotMatch(told, /[\p{Cc}\p{Cf}]/u);
    assert.match(error.hint ?? "", /^[a-z]/);
  }
});
