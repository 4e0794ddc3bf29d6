import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import test, { type TestContext } from "node:test";
import { digestOf } from "../../src/digest.ts";
import { requirePeer } from "../support/peer.ts";
import {
  accountAt,
  createTestClient,
  failureOf,
  PASSWORD,
  repositoryAt,
  sampleBlob,
  sampleChart,
} from "../support/registry-client.ts";

interface RealRegistry extends AsyncDisposable {
  readonly host: string;
}

/** docker-registry over a directory of its own, with Basic authentication where asked for. */
async function start(t: TestContext, hasPassword: boolean): Promise<RealRegistry | undefined> {
  let htpasswd: string;
  try {
    execFileSync("docker-registry", ["--version"], { stdio: "ignore" });
    htpasswd = execFileSync("htpasswd", ["-niB", "robot$ci"], { input: PASSWORD, encoding: "utf8" });
  } catch {
    return requirePeer(t, { missing: "no docker-registry: apt-get install docker-registry apache2-utils" });
  }
  const directory = await mkdtemp(path.join(tmpdir(), "real-registry-"));
  const file = path.join(directory, "htpasswd");
  await writeFile(file, htpasswd);
  const config = {
    version: "0.1",
    log: { level: "info" },
    http: { addr: "127.0.0.1:0" },
    storage: { filesystem: { rootdirectory: path.join(directory, "data") } },
    ...(hasPassword && { auth: { htpasswd: { realm: "Lab, Registry", path: file } } }),
  };
  await writeFile(path.join(directory, "config.yml"), JSON.stringify(config));
  const child = spawn("docker-registry", ["serve", path.join(directory, "config.yml")], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  for await (const line of createInterface({ input: child.stderr })) {
    const host = /listening on (127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (host === undefined) continue;
    child.stderr.resume();
    return {
      host,
      async [Symbol.asyncDispose]() {
        const ended = once(child, "exit");
        child.kill("SIGKILL");
        await ended;
        await rm(directory, { recursive: true, force: true });
      },
    };
  }
  throw new Error("docker-registry did not start");
}

for (const hasPassword of [false, true]) {
  test(`the real docker-registry ${hasPassword ? "with Basic" : "without"} authentication takes a chart and gives it back`, async (t) => {
    await using registry = await start(t, hasPassword);
    if (registry === undefined) return;
    const { client, signal, slept } = createTestClient({ credentials: accountAt(registry.host) });
    await using _ = client;
    const repository = repositoryAt(registry.host, "charts/demo");
    const { manifest, blobs } = sampleChart();
    const layer = blobs[1]?.descriptor ?? manifest.descriptor;

    assert.equal(await client.resolve(repository, "1.0.0", signal), undefined);
    assert.equal(await client.fetchManifest(repository, "1.0.0", signal), undefined);
    assert.deepEqual(await client.listTags(repository, signal), []);
    assert.equal(await client.hasBlob(repository, layer.digest, signal), false);

    await Promise.all(blobs.map((blob) => client.pushBlob(repository, blob.descriptor, blob.bytes, signal)));
    await client.pushManifest(repository, "1.0.0", manifest, signal);

    assert.deepEqual(await client.resolve(repository, "1.0.0", signal), manifest.descriptor);
    assert.equal(
      (await client.fetchManifest(repository, manifest.descriptor.digest, signal))?.descriptor.size,
      manifest.descriptor.size,
    );
    assert.equal(await client.hasBlob(repository, layer.digest, signal), true);
    assert.equal(digestOf(await client.fetchBlob(repository, layer, signal)), layer.digest);
    assert.deepEqual(await client.listTags(repository, signal), ["1.0.0"]);

    // Once more: what is there already is no error.
    await client.pushManifest(repository, "1.0.0", manifest, signal);
    assert.deepEqual(slept, []);
  });
}

test("the real docker-registry refuses a wrong password, a wrong digest and a manifest without blobs", async (t) => {
  await using registry = await start(t, true);
  if (registry === undefined) return;
  const repository = repositoryAt(registry.host, "charts/demo");
  const stranger = createTestClient();
  await using _stranger = stranger.client;
  const refused = await failureOf(stranger.client.resolve(repository, "1.0.0", stranger.signal));
  assert.equal(refused.code, "UNAUTHORIZED");
  assert.match(refused.hint ?? "", /set username and password/);

  const { client, signal } = createTestClient({ credentials: accountAt(registry.host) });
  await using _ = client;
  const { descriptor } = sampleBlob("one");
  const wrong = await failureOf(client.pushBlob(repository, descriptor, Buffer.from("two"), signal));
  assert.match(wrong.message, /400 DIGEST_INVALID/);
  const { manifest, blobs } = sampleChart("never pushed");
  const orphan = await failureOf(client.pushManifest(repository, "1.0.0", manifest, signal));
  assert.match(orphan.message, /400 MANIFEST_BLOB_UNKNOWN/);
  assert.ok(blobs.every((blob) => orphan.message.includes(blob.descriptor.digest)));
  assert.equal(await client.resolve(repository, "1.0.0", signal), undefined);
});
