import assert from "node:assert/strict";
import test from "node:test";
import { createMemoryRegistry } from "../../support/memory-registry.ts";
import { createTestClient, failureOf, repositoryAt, sampleBlob } from "../../support/registry-client.ts";
import { type Reply, type ScriptedServer, startServer } from "../../support/scripted-server.ts";

const date = "Sat, 21 Nov 2026 12:00:00 GMT";
const message = (text: string): unknown => ({ errors: [{ code: "TOOMANYREQUESTS", message: text }] });

const cases: { readonly fault: string; readonly reply: Reply; readonly slept: number }[] = [
  { fault: "429-seconds", reply: { status: 429, headers: { "retry-after": "30" } }, slept: 33_000 },
  {
    fault: "429-date",
    reply: { status: 429, headers: { date, "retry-after": "Sat, 21 Nov 2026 12:00:10 GMT" } },
    slept: 11_000,
  },
  {
    fault: "429 with a date gone by",
    reply: { status: 429, headers: { date, "retry-after": "Sat, 21 Nov 2026 11:00:00 GMT" } },
    slept: 0,
  },
  { fault: "503-retry-after", reply: { status: 503, headers: { "retry-after": "2" } }, slept: 2200 },
  { fault: "429-none", reply: { status: 429 }, slept: 500 },
  { fault: "429 with nonsense", reply: { status: 429, headers: { "retry-after": "soon" } }, slept: 500 },
  {
    fault: "ghcr-message",
    reply: { status: 429, body: message("retry-after: 880.092µs, allowed: 44000/minute") },
    slept: 1,
  },
];

function listing(reply: Reply, times: number): Promise<ScriptedServer> {
  return startServer({
    rules: [{ times, reply }],
    fallback: () => ({ body: { name: "c/x", tags: ["1.0.0"] } }),
  });
}

for (const { fault, reply, slept } of cases) {
  test(`${fault}: the registry gets the time it asks for`, async () => {
    await using server = await listing(reply, 1);
    const t = createTestClient();
    await using _ = t.client;
    assert.deepEqual(await t.client.listTags(repositoryAt(server.host), t.signal), ["1.0.0"]);
    assert.deepEqual(t.slept, [slept]);
  });
}

test("429-seconds: every other request to that registry waits too, and none to another registry", async () => {
  await using throttling = await startServer({
    rules: [
      { path: "/v2/c/x/tags/list", times: 1, reply: { status: 429, headers: { "retry-after": "30" } } },
    ],
    fallback: () => ({ body: { name: "c/x", tags: ["1.0.0"] } }),
  });
  await using other = await listing({}, 0);
  const asked: string[] = [];
  let release = (): void => {};
  const t = createTestClient({
    now: () => 0,
    async sleep(ms) {
      asked.push(`${ms} ms after ${throttling.log.length} requests`);
      await new Promise<void>((resolve) => {
        const before = release;
        release = () => [before(), resolve()];
      });
    },
  });
  await using _ = t.client;
  const list = (host: string, name: string): Promise<string[]> =>
    t.client.listTags(repositoryAt(host, name), t.signal);
  const first = list(throttling.host, "c/x");
  while (asked.length === 0) await list(other.host, "c/x");
  const second = list(throttling.host, "c/y");
  await list(other.host, "c/x");
  while (asked.length === 1) await list(other.host, "c/x");
  assert.deepEqual(asked, ["33000 ms after 1 requests", "33000 ms after 1 requests"]);
  release();
  await second;
  while (asked.length === 2) await list(other.host, "c/x");
  release();
  await first;
  assert.deepEqual(throttling.log.length, 3);
});

test("429-forever: the attempts are bounded, their pauses double, and the error says what happened", async () => {
  await using server = await listing({ status: 429, body: message("slow down") }, 1000);
  const t = createTestClient();
  await using _ = t.client;
  const error = await failureOf(t.client.listTags(repositoryAt(server.host), t.signal));
  assert.equal(error.code, "THROTTLED");
  assert.match(error.message, /429 TOOMANYREQUESTS \(“slow down”\)$/);
  assert.deepEqual(t.slept, [500, 1000, 2000, 4000, 8000]);
});

test("429-forever: what a request may wait in all is bounded", async () => {
  await using server = await listing({ status: 429, headers: { "retry-after": "110" } }, 1000);
  const t = createTestClient();
  await using _ = t.client;
  await failureOf(t.client.listTags(repositoryAt(server.host), t.signal));
  assert.deepEqual(t.slept, [121_000, 121_000, 121_000]);
});

test("a registry that asks for an hour is not waited for", async () => {
  await using server = await listing({ status: 429, headers: { "retry-after": "3600" } }, 1000);
  const t = createTestClient();
  await using _ = t.client;
  const error = await failureOf(t.client.listTags(repositoryAt(server.host), t.signal));
  assert.match(error.hint ?? "", /asks to wait, Retry-After: 3600/);
  assert.deepEqual(t.slept, []);
});

for (const status of [408, 425, 500, 502, 504, 522]) {
  test(`a POST answered ${status} is repeated five times, the default of retries`, async () => {
    await using server = await listing({ status }, 1000);
    const t = createTestClient();
    await using _ = t.client;
    const { descriptor, bytes } = sampleBlob("b");
    await failureOf(t.client.pushBlob(repositoryAt(server.host), descriptor, bytes, t.signal));
    assert.equal(server.requests.length, 6);
  });
}

for (const status of [400, 403, 404, 405, 409, 413, 501]) {
  test(`a POST answered ${status} is not repeated`, async () => {
    await using server = await listing({ status }, 1000);
    const t = createTestClient();
    await using _ = t.client;
    const { descriptor, bytes } = sampleBlob("b");
    await failureOf(t.client.pushBlob(repositoryAt(server.host), descriptor, bytes, t.signal));
    assert.equal(server.requests.length, 1);
  });
}

test("with no retries allowed nothing is repeated", async () => {
  await using server = await listing({ status: 500 }, 1000);
  const { client, signal } = createTestClient({ retries: 0 });
  await using _ = client;
  await failureOf(client.listTags(repositoryAt(server.host), signal));
  assert.equal(server.requests.length, 1);
});

test("a cancelled run stops in the middle of a pause, and of a request", async () => {
  const abort = new AbortController();
  await using server = await startServer({
    rules: [{ method: "HEAD", reply: { hang: true } }],
    fallback: (request) =>
      request.method === "GET" ? { status: 500 } : createMemoryRegistry().handle(request),
  });
  const { client } = createTestClient({
    sleep: (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        abort.abort();
      }),
  });
  await using _ = client;
  const hanging = client.resolve(repositoryAt(server.host), "1.0.0", abort.signal);
  const waiting = client.listTags(repositoryAt(server.host), abort.signal);
  assert.deepEqual(
    [(await failureOf(hanging)).code, (await failureOf(waiting)).code],
    ["CANCELLED", "CANCELLED"],
  );
});
