import assert from "node:assert/strict";
import test from "node:test";
import type { Repository } from "../../../src/oci/reference.ts";
import type { TestClient } from "../../support/registry-client.ts";
import { refusal, refusedBy } from "./wire.ts";

const lookUp = ({ client, signal }: TestClient, at: Repository) => client.resolve(at, "1.0.0", signal);

for (const [name, realm, service, status, body, hint] of [
  [
    "token-403-message (GAR)",
    "/v2/token",
    "europe-docker.pkg.dev",
    403,
    refusal(
      "DENIED",
      'Permission "artifactregistry.repositories.uploadArtifacts" denied on resource "projects/c" (or it may not exist)',
    ),
    /no repository x in the project c, .*--repository-format=docker .*roles\/artifactregistry\.writer.*https:\/\/cloud\.google\.com/,
  ],
  [
    "a token refused for a protection rule (GitLab)",
    "/jwt/auth",
    "container_registry",
    403,
    { message: "access forbidden" },
    /write_registry, and check the project's protection rules.*docs\.gitlab\.com/,
  ],
  [
    "a job token without rights (GitLab)",
    "/jwt/auth",
    "container_registry",
    500,
    "Internal Server Error",
    /may not push to c\/x, or a rule.*write_registry/,
  ],
  [
    "a stale login (GHCR)",
    "/token",
    "ghcr.io",
    403,
    refusal("DENIED", "denied"),
    /expired, were revoked.*renew them, or leave them out/,
  ],
  [
    "a wrong password (Docker Hub)",
    "/token",
    "registry.docker.io",
    401,
    { details: "incorrect username or password" },
    /does not know this user name.*access token as password/,
  ],
] as const) {
  test(`${name}: what the token server says is explained as the registry's own refusal would be`, async () => {
    const rules = [{ path: realm, reply: { status, body } }];
    const { error, log, slept } = await refusedBy({ realm, service, rules }, lookUp);
    assert.match(error.message, /^Could not get a token for repository:c\/x:pull,push: GET /);
    assert.match(error.hint ?? "", hint);
    assert.equal(
      log.length,
      status === 500 ? 7 : 2,
      "500 may pass, and is asked six times; the rest is final",
    );
    assert.equal(slept.length, status === 500 ? 5 : 0);
  });
}
