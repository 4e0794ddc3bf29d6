import assert from "node:assert/strict";
import test from "node:test";
import { parseImageReference } from "../../src/oci/image-reference.ts";
import { formatReference } from "../../src/oci/reference.ts";

const digest = `sha256:${"a".repeat(64)}`;

const cases: readonly (readonly [text: string, reference: string | undefined])[] = [
  ["nginx", "docker.io/library/nginx:latest"],
  ["nginx:1.27", "docker.io/library/nginx:1.27"],
  ["acme/web:1.4.0", "docker.io/acme/web:1.4.0"],
  ["docker.io/nginx:1", "docker.io/library/nginx:1"],
  ["ghcr.io/acme/web", "ghcr.io/acme/web:latest"],
  ["GHCR.io/acme/web", "ghcr.io/acme/web:latest"],
  ["localhost/web:1", "localhost/web:1"],
  ["localhost:5000/web:1", "localhost:5000/web:1"],
  ["host:5000/a/b/c", "host:5000/a/b/c:latest"],
  ["[::1]:5000/web:1", "[::1]:5000/web:1"],
  [`quay.io/acme/web:1.4.0@${digest}`, `quay.io/acme/web@${digest}`],
  [`nginx@${digest}`, `docker.io/library/nginx@${digest}`],
  ["", undefined],
  ["ghcr.io/Acme/web", undefined],
  ["Nginx", undefined],
  ["nginx:", undefined],
  ["nginx:a b", undefined],
  ["nginx@sha256:abc", undefined],
  [`nginx@${digest}@${digest}`, undefined],
  ["https://ghcr.io/acme/web", undefined],
  ["ghcr.io/", undefined],
  ["{{ .Values.image }}", undefined],
];
for (const [text, reference] of cases) {
  test(`${JSON.stringify(text)} is ${reference ?? "no image"}`, () => {
    const parsed = parseImageReference(text);
    assert.equal(parsed && formatReference(parsed), reference);
  });
}
