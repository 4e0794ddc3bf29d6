import assert from "node:assert/strict";
import test from "node:test";
import type { Repository } from "../../../src/oci/reference.ts";
import { sampleBlob, sampleChart, type TestClient } from "../../support/registry-client.ts";
import type { Rule } from "../../support/scripted-server.ts";
import { refusal, refusedBy, refusing } from "./wire.ts";

const { descriptor, bytes } = sampleBlob("a chart");
const pushBlob = ({ client, signal }: TestClient, at: Repository) =>
  client.pushBlob(at, descriptor, bytes, signal);
const pushManifest = ({ client, signal }: TestClient, at: Repository) =>
  client.pushManifest(at, "1.0.0", sampleChart().manifest, signal);

const uploads = "/v2/c/x/blobs/uploads/";
const ecrChallenge: Rule = {
  method: "POST",
  times: 1,
  reply: { status: 401, headers: { "www-authenticate": 'Basic realm="r",service="ecr.amazonaws.com"' } },
};

test("eof-on-post (ECR): after the retries of a POST, the repository may not exist", async () => {
  const rules = [ecrChallenge, { method: "POST", reply: { reset: true } }] as const;
  const { error, log, slept } = await refusedBy({ rules }, pushBlob);
  assert.equal(error.code, "NETWORK");
  assert.match(error.message, /cut the connection before it had answered$/);
  assert.match(
    error.hint ?? "",
    /no repository c\/x: create it first.*--repository-name c\/x --region <region>.*CREATE_ON_PUSH/,
  );
  assert.deepEqual(log, Array(7).fill(`POST ${uploads}`), "the challenge, and six tries");
  assert.equal(slept.length, 5);
});

test("eof-on-post elsewhere means what it means: the log of the registry", async () => {
  const { error } = await refusedBy(
    { rules: [{ reply: { reset: true } }], options: { retries: 0 } },
    pushBlob,
  );
  assert.doesNotMatch(error.hint ?? "", /ECR/);
});

test("name-unknown (ECR): no retry, and how to create the repository", async () => {
  const words = "The repository with name 'c/x' does not exist in the registry with id '123456789012'";
  const rules = [ecrChallenge, refusing("POST", 404, refusal("NAME_UNKNOWN", words))];
  const { error, log, slept } = await refusedBy({ rules }, pushBlob);
  assert.equal(error.code, "NOT_FOUND");
  assert.match(error.message, /404 NAME_UNKNOWN \(“The repository with name 'c\/x' does not exist/);
  assert.match(
    error.hint ?? "",
    /creates none on a push: .*create it first.*--repository-name c\/x .*https:\/\/docs\.aws/,
  );
  assert.deepEqual(log, [`POST ${uploads}`, `POST ${uploads}`]);
  assert.deepEqual(slept, []);
});

test("project-missing (Harbor): 401 with a token that was granted names the project", async () => {
  const words = "unauthorized to access repository: c/x, action: push: unauthorized to access repository";
  const scene = {
    realm: "/service/token",
    service: "harbor-registry",
    rules: (challenge: () => string) => [
      refusing("POST", 401, refusal("UNAUTHORIZED", words), () => ({ "www-authenticate": challenge() })),
    ],
  };
  const { error, log, slept } = await refusedBy(scene, pushBlob);
  assert.equal(error.code, "UNAUTHORIZED");
  assert.match(error.message, /action: push/);
  assert.match(
    error.hint ?? "",
    /no project c, .*push and pull.*robot\$.*credentials used: .*https:\/\/goharbor\.io/,
  );
  assert.deepEqual(log, [`POST ${uploads}`, "GET /service/token", `POST ${uploads}`]);
  assert.deepEqual(slept, []);
});

for (const [words, hint] of [
  [
    "permission_denied: write_package",
    /may not write to the package c\/x: .*packages: write.*Manage Actions access/,
  ],
  ["installation not allowed to Write organization package", /packages of c: .*settings of the organization/],
  ["denied", /token may not push to c\/x: .*packages: write.*still valid/],
] as const) {
  test(`write_package (GHCR): 403 “${words}” has a hint of its own`, async () => {
    const rules = [refusing("POST", 403, refusal("DENIED", words))];
    const { error, log } = await refusedBy({ realm: "/token", service: "ghcr.io", rules }, pushBlob);
    assert.equal(error.code, "DENIED");
    assert.ok(error.message.includes(words));
    assert.match(error.hint ?? "", hint);
    assert.match(error.hint ?? "", /; see https:\/\/docs\.github\.com\/\S+$/);
    assert.deepEqual(log, [`POST ${uploads}`, "GET /token", `POST ${uploads}`]);
  });
}

test("hub-nested: insufficient scope for a name of three parts is explained by its depth", async () => {
  const header = {
    "www-authenticate":
      'Bearer realm="http://127.0.0.1/token",service="registry.docker.io",error="insufficient_scope"',
  };
  const rules = [refusing("POST", 401, refusal("UNAUTHORIZED", "authentication required"), header)];
  const scene = { realm: "/token", service: "registry.docker.io", name: "c/charts/x", rules };
  const { error, log } = await refusedBy(scene, pushBlob);
  assert.match(
    error.hint ?? "",
    /c\/charts\/x has more parts: set registry to oci:\/\/registry-1\.docker\.io\/c;/,
  );
  const post = "POST /v2/c/charts/x/blobs/uploads/";
  assert.deepEqual(log, [post, "GET /token", post]);
});

const gitea = { realm: "/v2/token", service: "container_registry" };
const reqPackageAccess = refusal("UNAUTHORIZED", "reqPackageAccess");

test("gitea-401: a manifest is sent once more with a new token, and no more", async () => {
  const { error, log, slept } = await refusedBy(
    { ...gitea, rules: [refusing("PUT", 401, reqPackageAccess)] },
    pushManifest,
  );
  assert.equal(error.code, "UNAUTHORIZED");
  assert.match(error.hint ?? "", /write:package, or its user may not write packages of c:/);
  const put = "PUT /v2/c/x/manifests/1.0.0";
  assert.deepEqual(log, [put, "GET /v2/token", put]);
  assert.deepEqual(slept, []);
});

test("gitea-401: a blob is uploaded once more with a new token, and no more", async () => {
  const rules = (challenge: () => string): Rule[] => [
    { method: "POST", reply: { status: 202, headers: { location: `${uploads}u` } } },
    refusing("PUT", 401, reqPackageAccess, () => ({ "www-authenticate": challenge() })),
  ];
  const { error, log } = await refusedBy({ ...gitea, rules }, pushBlob);
  assert.match(error.hint ?? "", /write:package/);
  const [post, token, put] = [`POST ${uploads}`, "GET /v2/token", `PUT ${uploads}u`];
  assert.deepEqual(log, [post, token, post, put, token, post, put]);
});

test("403-with-challenge (zot): no second login, and the reason in its own words", async () => {
  const challenge = { "www-authenticate": "Basic realm=zot" };
  const detail = { description: "The access controller denied access.", reason: "no create permission" };
  const rules: Rule[] = [
    { method: "POST", times: 1, reply: { status: 401, headers: challenge } },
    refusing("POST", 403, refusal("DENIED", "requested access is denied", detail), challenge),
  ];
  const { error, log } = await refusedBy({ rules }, pushBlob);
  assert.match(error.message, /\(“requested access is denied: no create permission”\)$/);
  assert.match(error.hint ?? "", /zot knows the user, .*c\/x.*accessControl.*zotregistry\.dev/);
  assert.deepEqual(log, [`POST ${uploads}`, `POST ${uploads}`]);
});

const html = { "content-type": "text/html" };
for (const [name, rule, hint] of [
  ["text-404", refusing("POST", 404, "404 page not found\n"), /something else than an OCI registry/],
  ["html-200", refusing("POST", 200, "<title>Sign in</title>", html), /something else than an OCI registry/],
  [
    "html-405 of Nexus",
    refusing("POST", 405, "<title>405</title>", { ...html, server: "Nexus/3.75.0-06" }),
    /its user interface, or a repository of the format helm.*help\.sonatype\.com/,
  ],
  [
    "text-404 of distribution",
    refusing("POST", 404, "404 page not found\n", { "docker-distribution-api-version": "registry/2.0" }),
    /a form it does not take.*c\/x/,
  ],
] as const) {
  test(`${name}: asked once, and told that this is no registry`, async () => {
    const { error, log } = await refusedBy({ rules: [rule] }, pushBlob);
    assert.equal(error.code, "NOT_A_REGISTRY");
    assert.match(error.hint ?? "", hint);
    assert.deepEqual(log, [`POST ${uploads}`]);
  });
}

const manifestPath = "/v2/c/x/manifests/1.0.0";
for (const [name, status, body, hint] of [
  ["manifest-too-large", 413, "", /manifest is larger.*shorten the annotations/],
  [
    "manifest-too-large",
    400,
    refusal("MANIFEST_INVALID", "http: request body too large"),
    /larger than the 4 MiB.*icon/,
  ],
  [
    "config-rejected",
    400,
    refusal("MANIFEST_INVALID", "manifest invalid"),
    /does not take it.*takes OCI artifacts/,
  ],
  ["config-rejected", 415, "", /takes no Helm charts/],
  ["config-rejected", 501, refusal("UNSUPPORTED"), /takes no Helm charts/],
] as const) {
  test(`${name}: ${status} is explained, and the manifest is sent once`, async () => {
    const { error, log, slept } = await refusedBy({ rules: [refusing("PUT", status, body)] }, pushManifest);
    assert.match(error.hint ?? "", hint);
    assert.deepEqual(log, [`PUT ${manifestPath}`, `HEAD ${manifestPath}`]);
    assert.deepEqual(slept, []);
  });
}
