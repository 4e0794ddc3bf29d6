import assert from "node:assert/strict";
import { type Digest, digestOf } from "../../src/digest.ts";
import { MediaType } from "../../src/oci/descriptor.ts";

/**
 * The digest of the manifest that a tag of an anonymous registry holds; `undefined` where there is no such tag. Fails
 * where the manifest, or anything it names, is absent or is not what its digest says.
 */
export async function completeAt(host: string, repository: string, tag: string): Promise<Digest | undefined> {
  const base = `http://${host}/v2/${repository}`;
  const headers = { accept: MediaType.imageManifest };
  const answer = await fetch(`${base}/manifests/${tag}`, { headers });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (answer.status === 404) return undefined;
  assert.equal(answer.status, 200);
  const { config, layers } = JSON.parse(new TextDecoder().decode(bytes));
  for (const { digest, size } of [config, ...layers]) {
    const blob = await fetch(`${base}/blobs/${digest}`);
    assert.equal(blob.status, 200, `blob ${digest} is not there`);
    const content = new Uint8Array(await blob.arrayBuffer());
    assert.deepEqual([digestOf(content), content.length], [digest, size]);
  }
  return digestOf(bytes);
}
